"""Public resources an initiative asked for, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.directory.models import Resource
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import REQUEST_MOVES, RequestState


class ResourceRequest(models.Model):
    """One resource one initiative asks for. `value`: euros obtained, when it has one."""

    MOVES = REQUEST_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="resource_requests")
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="resource_requests")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.MEANT)
    words = models.TextField(_("in a few words"), blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    value = models.DecimalField(_("value obtained, in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "-written_at", "-pk"]
        verbose_name = _("request of a resource")
        verbose_name_plural = _("requests of resources")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.MEANT, RequestState.DROPPED]) | Q(asked_on__isnull=False),
                name="request_asked_on_a_day",
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="request_value_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} – {self.resource}"
