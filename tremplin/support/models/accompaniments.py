"""The support of one initiative: from when to when, why, and who is beside it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.selection.models import Decision
from tremplin.support.states import ACCOMPANIMENT_MOVES, AccompanimentState, EndedAs, PartKind


class Accompaniment(models.Model):
    """A year of support, longer or shorter: opened from a decision that was announced, or by an act of the team that
    says why. Its dates are announced ones; what was done is in its history.
    """

    MOVES = ACCOMPANIMENT_MOVES

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="accompaniments")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="accompaniments")
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="accompaniment"
    )
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    motive = models.TextField(_("why this initiative is supported"), blank=True)
    state = models.CharField(max_length=10, choices=AccompanimentState, default=AccompanimentState.PLANNED)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    # what the public page says, and since when it says it
    public_name = models.CharField(_("public name"), max_length=160)
    public_words = models.TextField(_("public words"), blank=True)
    shown_since = models.DateField(null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closing_words = models.TextField(_("why it ended"), blank=True)
    ended_as = models.CharField(_("how it ended"), max_length=10, choices=EndedAs, blank=True)

    class Meta:
        ordering = ["-starts_on", "initiative__folded", "pk"]
        verbose_name = _("accompaniment")
        verbose_name_plural = _("accompaniments")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "season"], name="accompaniment_once_a_season"),
            models.CheckConstraint(condition=Q(state__in=AccompanimentState.values), name="accompaniment_state_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="accompaniment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(motive=""), name="accompaniment_decided_or_motivated"
            ),
            models.CheckConstraint(
                condition=~Q(state=AccompanimentState.CLOSED) | Q(closed_at__isnull=False),
                name="accompaniment_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_as__in=["", *EndedAs.values]), name="accompaniment_ended_as_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.initiative)


class Part(models.Model):
    """Somebody beside an initiative: its officer, its referents. Ended, never deleted."""

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(_("part"), max_length=10, choices=PartKind)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["accompaniment", "kind", "from_day", "pk"]
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment", "person", "kind"],
                condition=Q(until_day=None),
                name="part_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(kind__in=PartKind.values), name="part_kind_known"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="part_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.person}"


class Point(models.Model):
    """Three lines typed after a call or a meeting: what was said, once, and when one talks again."""

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="points")
    on = models.DateField(_("day"))
    words = models.TextField(_("what was said"))
    private = models.BooleanField(_("for the programme only"), default=False)
    next_on = models.DateField(_("next call on"), null=True, blank=True)
    next_words = models.CharField(_("about what"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "-on", "-at", "-pk"]
        verbose_name = _("point")
        verbose_name_plural = _("points")

    def __str__(self) -> str:
        return f"{self.accompaniment} {self.on:%Y-%m-%d}"
