"""How long the site's words are kept. They hold no personal data but what an editor publishes."""

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Retention

_UNTIL_REMOVED = _("kept until an editor removes it")
_LABELS = {
    "HomePage": _("Home pages"),
    "ProgramPage": _("Programme pages"),
    "LaureateIndexPage": _("Lists of laureates"),
    "LaureatePage": _("Laureates"),
    "FaqPage": _("Questions and answers"),
    "NewsIndexPage": _("Lists of news"),
    "NewsPage": _("News"),
    "PlainPage": _("Pages"),
    "Picture": _("Pictures"),
    "PublishedDocument": _("Documents"),
    "Topic": _("Themes"),
    "Facet": _("Facets"),
    "MenuEntry": _("Menu entries"),
}

KEPT = [
    *(Retention(f"content.{name}", label, None, _UNTIL_REMOVED) for name, label in _LABELS.items()),
    Retention("content.Rendition", _("Sizes of pictures"), None, _("follow their picture")),
    Retention("content.PictureSource", _("Paths of pictures"), None, _("follow their picture")),
    Retention("content.ImportedFile", _("Memory of imports"), None, _("kept: the next import is compared with it")),
]
