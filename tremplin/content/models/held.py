"""What editors would have published in a quiet period."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person


class HeldPublication(models.Model):
    """A revision of a page that is published when the quiet period is over: the last one somebody wanted to publish.

    The revision cannot be purged meanwhile; the page can be deleted, and its row goes with it.
    """

    ref = RefField()
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("held publication")
        verbose_name_plural = _("held publications")
        constraints = [models.UniqueConstraint(fields=["page"], name="heldpublication_once_per_page")]

    def __str__(self) -> str:
        return str(self.revision.object_str)
