"""What pages are made with: pictures, documents, the vocabulary, the menu, and the memory of imports.

The page types live in `pages`; whatever a public page shows makes the kept pages void when it changes.
"""

from tremplin.content.models.accessibility import (
    AccessibilityAudit,
    AccessibilityFault,
    AccessibilityWords,
    FaultKind,
)
from tremplin.content.models.exchange import TreeImport
from tremplin.content.models.held import HeldPublication
from tremplin.content.models.memory import ImportedFile
from tremplin.content.models.menus import MenuEntry, MenuPlace
from tremplin.content.models.moderation import SecondReaderTask, SiteRule
from tremplin.content.models.pictures import DocumentSource, Picture, PictureSource, PublishedDocument, Rendition
from tremplin.content.models.shown import Shown
from tremplin.content.models.vocabulary import Facet, FacetKind, Term, Topic

__all__ = [
    "AccessibilityAudit",
    "AccessibilityFault",
    "AccessibilityWords",
    "DocumentSource",
    "Facet",
    "FacetKind",
    "FaultKind",
    "HeldPublication",
    "ImportedFile",
    "MenuEntry",
    "MenuPlace",
    "Picture",
    "PictureSource",
    "PublishedDocument",
    "Rendition",
    "SecondReaderTask",
    "Shown",
    "SiteRule",
    "Term",
    "Topic",
    "TreeImport",
]

# Wagtail finds page types among the models of the application
from tremplin.content import pages  # noqa: F401
