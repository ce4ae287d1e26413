"""The decision on an application: one, with its motive for each criterion, signed by the authority of the call."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call
from tremplin.core.fields import Bilingual, RefField
from tremplin.people.models import Person
from tremplin.selection.models.rounds import Criterion
from tremplin.selection.states import DECISION_MOVES, DecisionState, Outcome


class Signatory(models.Model):
    """The authority named in the call: who signs its decisions, in what quality, by which delegation."""

    ref = RefField()
    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="signatory")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who signs"))
    quality_fr = models.CharField(_("quality, in French"), max_length=200)
    quality_en = models.CharField(_("quality, in English"), max_length=200, blank=True)
    delegation = models.CharField(_("delegation of signature"), max_length=300, blank=True)
    delegated_on = models.DateField(_("date of the delegation"), null=True, blank=True)

    quality = Bilingual("quality")

    class Meta:
        ordering = ["call"]
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation="") | Q(delegated_on__isnull=False), name="signatory_delegation_is_dated"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Decision(models.Model):
    """What is decided of an application: once for a file and a season."""

    MOVES = DECISION_MOVES

    ref = RefField()
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=15, choices=Outcome)
    rank = models.PositiveSmallIntegerField(_("rank on the complementary list"), null=True, blank=True)
    motive = models.TextField(_("motive"))
    departure = models.TextField(_("why the decision departs from an opinion"), blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.PREPARED)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    signatory = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # the text signed: quality, delegation, outcome and motives, word for word
    sha256 = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application__ref"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RESERVE, rank__isnull=False)
                | ~Q(outcome=Outcome.RESERVE) & Q(rank__isnull=True),
                name="decision_rank_is_of_the_complementary_list",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.PREPARED)
                | Q(signatory__isnull=False, signed_at__isnull=False) & ~Q(sha256=""),
                name="decision_signed_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.RELEASED) | Q(released_at__isnull=False),
                name="decision_released_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.get_outcome_display()}"


class Motive(models.Model):
    """What the decision says on one criterion, written by a person."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="motives")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        ordering = ["decision", "criterion__position"]
        verbose_name = _("motive")
        verbose_name_plural = _("motives")
        constraints = [models.UniqueConstraint(fields=["decision", "criterion"], name="motive_once_a_criterion")]

    def __str__(self) -> str:
        return str(self.criterion)
