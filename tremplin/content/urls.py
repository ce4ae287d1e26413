"""The doors of this room that Wagtail does not serve."""

from django.urls import path, re_path

from tremplin.content.views import accessibility, components, desk, exchange, feed, former, search
from tremplin.core.segments import ACCESSIBILITY, MANAGEMENT, SEARCH

app_name = "content"

urlpatterns = [
    # at the end of the address of a list of news
    path("<path:above>/atom.xml", feed.news_feed, name="news-feed"),
    re_path(r"^(?P<path>[^?#]+\.html?)$", former.page_file, name="page-file"),
    path(f"{ACCESSIBILITY}/", accessibility.statement, name="accessibility"),
    path(f"{SEARCH}/", search.search, name="search"),
    path(f"{MANAGEMENT}/site/", desk.overview, name="site-desk"),
    path(f"{MANAGEMENT}/site/liens/", desk.link_list, name="site-links"),
    path(f"{MANAGEMENT}/site/images/", desk.picture_list, name="site-pictures"),
    path(f"{MANAGEMENT}/site/traductions/", desk.translation_list, name="site-translations"),
    path(f"{MANAGEMENT}/site/regle/", desk.rule_change, name="site-rule"),
    path(f"{MANAGEMENT}/site/fichiers/", exchange.exchange, name="exchange"),
    path(f"{MANAGEMENT}/site/fichiers/site.zip", exchange.export, name="export"),
    path(f"{MANAGEMENT}/site/fichiers/<str:ref>/", exchange.tree_import, name="import"),
    path(f"{MANAGEMENT}/site/fichiers/<str:ref>/importer/", exchange.import_start, name="import-start"),
    path(f"{MANAGEMENT}/site/composants/", components.component_list, name="components"),
]
