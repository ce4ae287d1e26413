"""The memory of imports: which file, how far, what it changed and what was wrong in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.directory.states import IMPORT_MOVES, ImportSource, ImportState


class Import(models.Model):
    """One reading of a file. The counts are those of its preview, then of what was really done."""

    MOVES = IMPORT_MOVES

    ref = RefField()
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="directory_import"
    )
    source = models.CharField(_("what it is"), max_length=10, choices=ImportSource, default=ImportSource.OFFICIAL)
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    asked_by = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    progressed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    records = models.PositiveIntegerField(_("bodies read"), default=0)
    total = models.PositiveIntegerField(_("rows to write"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    new = models.PositiveIntegerField(_("new bodies"), default=0)
    changed = models.PositiveIntegerField(_("changed bodies"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged bodies"), default=0)
    closing = models.PositiveIntegerField(_("bodies that close"), default=0)
    dangling = models.PositiveIntegerField(_("links that lead nowhere"), default=0)
    fault_count = models.PositiveIntegerField(_("points to know"), default=0)
    rejected = models.PositiveIntegerField(_("lines left aside"), default=0)
    # whoever applied it read that some lines are left aside
    partly = models.BooleanField(default=False)
    # what is no longer in the file closes: whoever gave it said that it is the whole list
    whole = models.BooleanField(default=True)
    # the first changes, as the preview told them
    look = models.JSONField(default=dict, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    # what the rows were before, compressed: what undoing writes back
    before = models.BinaryField(null=True, blank=True, editable=False)
    refused = models.BooleanField(_("the file cannot be used"), default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of the directory")
        verbose_name_plural = _("imports of the directory")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=ImportSource.values), name="import_source_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ImportState.RUNNING), name="import_one_running"
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.RUNNING) | Q(progressed_at__isnull=False),
                name="import_running_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | Q(state=ImportState.PREVIEWED), name="import_refused_never_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportFault(models.Model):
    """A point of the file worth knowing, with its line. The first twenty thousand are kept; all are counted."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="faults")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("line"))
    record = models.PositiveIntegerField(_("record"))
    code = models.CharField(max_length=20)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["source", "position"]
        verbose_name = _("point of an import")
        verbose_name_plural = _("points of imports")
        constraints = [models.UniqueConstraint(fields=["source", "position"], name="importfault_position_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.code}"
