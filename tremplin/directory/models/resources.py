"""Public resources: what an initiative may ask for, on which conditions, until when, and at which door."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.fields import FoldedField, RefField
from tremplin.directory.models.bodies import Body, Territory
from tremplin.directory.models.doors import Door
from tremplin.directory.states import ResourceKind


class Resource(models.Model):
    """An aid, data, a place, a label… One that came from a catalogue follows its imports until the team edits it. It
    hides itself once closed: whether it is open is computed from its days.
    """

    ref = RefField()
    source = models.CharField(_("catalogue it comes from"), max_length=40, blank=True)
    external_id = models.CharField(_("identifier in it"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind)
    does = models.TextField(_("what it gives"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    amount = models.CharField(_("amount or share"), max_length=300, blank=True)
    provider = models.CharField(_("who gives it"), max_length=300, blank=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("body")
    )
    door = models.ForeignKey(
        Door, on_delete=models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("door")
    )
    topics = models.ManyToManyField(Topic, related_name="resources", blank=True, verbose_name=_("themes"))
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("territory"),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    form_url = models.URLField(_("where to ask"), max_length=500, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("last day to ask"), null=True, blank=True)
    published = models.BooleanField(_("published"), default=False)
    edited = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    folded = FoldedField(sources=("name", "does", "provider"))

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("public resource")
        verbose_name_plural = _("public resources")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="resource_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="resource_kind_known"),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="resource_once_a_catalogue"
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="resource_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name
