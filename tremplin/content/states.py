"""The states of an import asked from a page: read first, written once somebody has seen what it would do."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class TreeImportState(TextChoices):
    READING = "reading", pgettext_lazy("import of content files", "being read")
    READ = "read", pgettext_lazy("import of content files", "read, not imported")
    RUNNING = "running", pgettext_lazy("import of content files", "under way")
    DONE = "done", pgettext_lazy("import of content files", "imported")
    REFUSED = "refused", pgettext_lazy("import of content files", "cannot be used")


TREE_IMPORT_MOVES = Moves(
    TreeImportState,
    initial=TreeImportState.READING,
    final={TreeImportState.DONE, TreeImportState.REFUSED},
    tell=({TreeImportState.READING}, TreeImportState.READ),
    refuse=({TreeImportState.READING, TreeImportState.RUNNING}, TreeImportState.REFUSED),
    start=({TreeImportState.READ}, TreeImportState.RUNNING),
    finish=({TreeImportState.RUNNING}, TreeImportState.DONE),
)
