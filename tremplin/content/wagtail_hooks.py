"""What Wagtail's editor shows besides pages: the vocabulary and the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tremplin.content.models import Facet, MenuEntry, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name_fr", "name_en"]


class FacetViewSet(SnippetViewSet):
    model = Facet
    icon = "tag"
    list_display = ["name_fr", "name_en", "kind"]
    list_filter = ["kind"]


class MenuEntryViewSet(SnippetViewSet):
    model = MenuEntry
    icon = "bars"
    list_display = ["label_fr", "label_en", "url", "place", "weight"]


class SiteWords(SnippetViewSetGroup):
    menu_label = _("Vocabulary and menu")
    menu_icon = "list-ul"
    menu_order = 300
    items = (TopicViewSet, FacetViewSet, MenuEntryViewSet)


register_snippet(SiteWords)
