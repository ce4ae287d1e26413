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
    "PeoplePage": _("Lists of people"),
    "PortraitPage": _("Portraits"),
    "ParticipatePage": _("Pages of the ways to take part"),
    "CandidatesPage": _("Pages for candidates"),
    "ProjectPage": _("Pages of the course of an application"),
    "ContributePage": _("Pages for contributors"),
    "ContactPage": _("Contact pages"),
    "Picture": _("Pictures"),
    "PublishedDocument": _("Documents"),
    "Topic": _("Themes"),
    "Facet": _("Facets"),
    "MenuEntry": _("Menu entries"),
    "SiteRule": _("Rule of the site"),
    "SecondReaderTask": _("Second reading of pages"),
    "AccessibilityAudit": _("Accessibility audits"),
    "AccessibilityFault": _("Accessibility faults"),
    "AccessibilityWords": _("Words of the accessibility statement"),
}

KEPT = [
    *(Retention(f"content.{name}", label, None, _UNTIL_REMOVED) for name, label in _LABELS.items()),
    Retention(
        "content.HeldPublication",
        _("Publications held in a quiet period"),
        None,
        _("erased once the page is published"),
    ),
    Retention("content.Rendition", _("Sizes of pictures"), None, _("follow their picture")),
    Retention("content.PictureSource", _("Paths of pictures"), None, _("follow their picture")),
    Retention("content.DocumentSource", _("Paths of documents"), None, _("follow their document")),
    Retention("content.TreeImport", _("Archives of content files given to import"), None, _("kept with their report")),
    Retention("content.ImportedFile", _("Memory of imports"), None, _("kept: the next import is compared with it")),
]
