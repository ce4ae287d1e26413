"""Archives of content files that somebody gave to import."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.states import TREE_IMPORT_MOVES, TreeImportState
from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile


class TreeImport(models.Model):
    """One archive: what it would do, as a report, then what it did."""

    MOVES = TREE_IMPORT_MOVES

    ref = RefField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(max_length=10, choices=TreeImportState, default=TreeImportState.READING)
    asked_by = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(_("files"), default=0)
    done = models.PositiveIntegerField(_("files written"), default=0)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of content files")
        verbose_name_plural = _("imports of content files")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=TreeImportState.RUNNING), name="treeimport_one_running"
            ),
            models.CheckConstraint(condition=Q(state__in=TreeImportState.values), name="treeimport_state_known"),
        ]

    def __str__(self) -> str:
        return self.file_name
