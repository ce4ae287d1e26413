"""Every door of the house. Rooms' first segments come from `core.segments`; the doors open without a session are
listed here.
"""

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.urls import serve_pattern
from wagtail.views import serve as serve_page

from config.api import api
from tremplin.core import segments, views

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error

# Doors open without a session: everything else asks for one (`core.middleware.SignInByDefault`).
PUBLIC = frozenset(
    {
        "wagtail_serve",
        "wagtaildocs_serve",
        "media",
        "favicon",
        "robots",
        "sitemap",
        "sitemap-part",
        "site-map",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_login",
        "account_logout",
        "content:accessibility",
        "content:search",
        "content:news-feed",
        "content:page-file",
        "calls:call-list",
        "calls:call",
        "directory:door-list",
        "directory:door",
        "directory:door-answer",
        "directory:holder-data",
        "directory:resource",
        "api:api-root",
        "api:openapi-json",
        "api:doors",
        "api:door",
        "api:resources",
        "api:resource",
        "support:answer",
        "support:ask-answer",
        "support:letter-check",
        "support:report-document",
        "support:report-public",
        "support:body-page",
        "support:outcome-answer",
        "support:session-answer",
        "support:session-feedback",
        "support:agenda-feed",
        "support:measures-answer",
        "insights:figures",
        "insights:schema",
        "support:published-conventions",
        "support:published-conventions-csv",
        "support:published-conventions-json",
        "insights:data-csv",
        "insights:data-json",
        "insights:proof",
        "insights:proof-code",
        "community:event-list",
        "community:event",
        "community:event-calendar",
        "community:register",
        "community:registered",
        "community:registration-cancel",
        "community:news-give",
        "community:enquiry-write",
        "community:enquiry-thanks",
    }
)
if settings.DEVELOPMENT:
    PUBLIC |= {"dev:index", "dev:mails", "dev:mail", "dev:become"}

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap, name="sitemap-part"),
    path(f"{segments.MEDIA}/<path:path>", views.public_media, name="media"),
    path(f"{segments.FILES}/<str:ref>/<str:token>/", views.download_file, name="file-download"),
    path(f"{segments.DOCUMENTS}/<int:document_id>/<path:document_filename>", serve_document, name="wagtaildocs_serve"),
    # Wagtail's own way out would end a session on a mere reading
    path(f"{segments.CMS}/logout/", account.logout),
    path(f"{segments.CMS}/", include(wagtailadmin_urls)),
]
urlpatterns.append(path(f"{segments.API}/v1/", api.urls))
if settings.DEVELOPMENT:
    urlpatterns.append(path(f"{segments.DEVELOPMENT}/", include("tremplin.desk.dev_urls")))

urlpatterns += i18n_patterns(
    path(f"{segments.PAGES}/", views.site_map, name="site-map"),
    path(f"{segments.ACCOUNT}/", include("tremplin.people.urls")),
    path(f"{segments.ACCOUNT}/connexion/", account.request_login_code, name="account_request_login_code"),
    path(f"{segments.ACCOUNT}/connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path(f"{segments.ACCOUNT}/deconnexion/", account.logout, name="account_logout"),
    # allauth leads here when a code can no longer be used
    path(f"{segments.ACCOUNT}/", RedirectView.as_view(pattern_name="account_request_login_code"), name="account_login"),
    path(f"{segments.DESK}/", include("tremplin.desk.urls")),
    path(f"{segments.MANAGEMENT}/", include("tremplin.programme.urls")),
    path("", include("tremplin.content.urls")),
    path("", include("tremplin.directory.urls")),
    path("", include("tremplin.calls.urls")),
    path("", include("tremplin.selection.urls")),
    path("", include("tremplin.support.urls")),
    path("", include("tremplin.community.urls")),
    path("", include("tremplin.insights.urls")),
    # Wagtail's page door alone: its own sign-in and password pages stay shut
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    prefix_default_language=False,
)
