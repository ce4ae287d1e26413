"""What Wagtail's editor shows besides pages: the vocabulary and the menu."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tremplin.content import gates, quiet
from tremplin.content.accessibility_screens import AccessibilityStatementGroup
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
register_snippet(AccessibilityStatementGroup)

hooks.register("construct_page_action_menu", gates.name_the_reading)
hooks.register("before_publish_page", gates.before_publishing)
hooks.register("before_bulk_action", gates.before_several)
hooks.register("before_move_page", gates.before_moving)
hooks.register("before_publish_page", quiet.before_publishing)
hooks.register("before_bulk_action", quiet.before_several)
hooks.register("before_copy_page", quiet.before_copying)
hooks.register("register_admin_urls", quiet.urls)


@hooks.register("insert_global_admin_js")
def mend_the_editor() -> SafeString:
    """What Wagtail's screens lack for whoever does not see them (`docs/accessibility.md`)."""
    return format_html('<script src="{}" defer></script>', static("content/editor.js"))
