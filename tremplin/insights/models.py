"""What this room keeps: the figures of a season as they were published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.programme.models import Season


class Dataset(models.Model):
    """The open data of a season, frozen. Published again, it is a new version: none is ever overwritten."""

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="datasets")
    version = models.PositiveSmallIntegerField()
    # the rows, small numbers hidden already
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["season", "-version"]
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        constraints = [
            models.UniqueConstraint(fields=["season", "version"], name="dataset_version_unique"),
            models.CheckConstraint(condition=Q(version__gte=1), name="dataset_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.season} v{self.version}"
