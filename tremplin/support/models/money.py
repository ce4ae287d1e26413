"""The programme's own money: conventions and their tranches, reports due, and what counts to the ceiling."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Bearer
from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.committees import CommitteeItem
from tremplin.support.models.sessions import Booking
from tremplin.support.models.working import DatedText
from tremplin.support.states import (
    CONVENTION_MOVES,
    REPORT_MOVES,
    TRANCHE_MOVES,
    AdvantageSource,
    ConventionState,
    Nature,
    ReportState,
    Signatory,
    TrancheState,
)


class Convention(models.Model):
    """A grant agreed between the authority and the structure that carries an initiative: its columns and its tranches
    say what is in force, and until both signed what is being agreed. Euros.
    """

    MOVES = CONVENTION_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="conventions")
    bearer = models.ForeignKey(Bearer, on_delete=models.PROTECT, related_name="conventions")
    text = models.ForeignKey(DatedText, on_delete=models.PROTECT, related_name="conventions")
    number = models.CharField(_("reference of the decision"), max_length=60, blank=True)
    object = models.CharField(_("what the grant is for"), max_length=300)
    amount = models.DecimalField(_("amount, in euros"), max_digits=12, decimal_places=2)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    # the motivated way out of the ceiling
    not_economic = models.TextField(_("why it is not for an economic activity"), blank=True)
    state = models.CharField(max_length=10, choices=ConventionState, default=ConventionState.DRAFT)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    signed_on = models.DateField(_("signed by both on"), null=True, blank=True)
    # when its essential data went public
    published_on = models.DateField(null=True, blank=True)
    ending = models.TextField(_("how it ended"), blank=True)

    class Meta:
        ordering = ["accompaniment", "-written_at", "-pk"]
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConventionState.values), name="convention_state_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="convention_of_some_money"),
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="convention_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state__in=[ConventionState.SIGNED, ConventionState.ENDED]) | Q(signed_on__isnull=False),
                name="convention_signed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.object


class ConventionVersion(models.Model):
    """The terms of a convention (`engine.conventions`) and its words, as they were written; never overwritten."""

    ref = RefField()
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField()
    words = models.TextField()
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["convention", "number"]
        verbose_name = _("version of a convention")
        verbose_name_plural = _("versions of a convention")
        constraints = [models.UniqueConstraint(fields=["convention", "number"], name="conventionversion_number_unique")]

    def __str__(self) -> str:
        return f"{self.convention} v{self.number}"


class ConventionSignature(models.Model):
    """One party signed one version, as what, on which day; noted by whom, with the signed copy when there is one."""

    version = models.ForeignKey(ConventionVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(_("for"), max_length=10, choices=Signatory)
    name = models.CharField(_("first name and last name"), max_length=160)
    quality = models.CharField(_("acting as"), max_length=160)
    signed_on = models.DateField(_("signed on"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "party"]
        verbose_name = _("signature of a convention")
        verbose_name_plural = _("signatures of conventions")
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="conventionsignature_once_a_party"),
            models.CheckConstraint(condition=Q(party__in=Signatory.values), name="conventionsignature_party_known"),
        ]

    def __str__(self) -> str:
        return f"{self.version} – {self.get_party_display()}"


class Tranche(models.Model):
    """A part of a grant: paid once its conditions are met. Euros."""

    MOVES = TRANCHE_MOVES

    ref = RefField()
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    amount = models.DecimalField(_("amount, in euros"), max_digits=12, decimal_places=2)
    due_on = models.DateField(_("expected on"))
    conditions = models.TextField(_("conditions"), blank=True)
    # what it waits for: the decision of a committee, and the report due before it
    needs_committee = models.BooleanField(_("waits for a committee"), default=False)
    decided_by = models.ForeignKey(
        CommitteeItem, on_delete=models.PROTECT, null=True, blank=True, related_name="tranches"
    )
    state = models.CharField(max_length=10, choices=TrancheState, default=TrancheState.PLANNED)
    requested_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    payment = models.CharField(_("reference of the payment"), max_length=60, blank=True)
    why = models.TextField(_("why it is cancelled"), blank=True)

    class Meta:
        ordering = ["convention", "number"]
        verbose_name = _("tranche")
        verbose_name_plural = _("tranches")
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="tranche_number_unique"),
            models.CheckConstraint(condition=Q(state__in=TrancheState.values), name="tranche_state_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tranche_of_some_money"),
            models.CheckConstraint(
                condition=Q(needs_committee=False)
                | Q(state__in=[TrancheState.PLANNED, TrancheState.CANCELLED])
                | Q(decided_by__isnull=False),
                name="tranche_opens_after_its_committee",
            ),
            models.CheckConstraint(
                condition=~Q(state=TrancheState.PAID) | Q(paid_on__isnull=False), name="tranche_paid_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convention} {self.number}"


class FinancialReport(models.Model):
    """What was done with the money: due before a tranche, or at the end of a convention. Euros."""

    MOVES = REPORT_MOVES

    ref = RefField()
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="reports")
    # the tranche that cannot open before it is accepted
    gates = models.OneToOneField(Tranche, on_delete=models.PROTECT, null=True, blank=True, related_name="report")
    due_on = models.DateField(_("due on"))
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DUE)
    spent = models.DecimalField(_("spent, in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    words = models.TextField(_("what it was spent on"), blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.TextField(_("what is to be corrected"), blank=True)

    class Meta:
        ordering = ["convention", "due_on", "pk"]
        verbose_name = _("financial report")
        verbose_name_plural = _("financial reports")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="financialreport_state_known"),
            models.CheckConstraint(condition=Q(spent=None) | Q(spent__gte=0), name="financialreport_not_negative"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ACCEPTED) | Q(accepted_at__isnull=False),
                name="financialreport_accepted_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convention} {self.due_on:%Y-%m-%d}"


class Advantage(models.Model):
    """Money, or help in kind with its value, that counts to the ceiling of the structure's undertaking
    (`engine.ceilings`). Euros. Withdrawn with a reason, never deleted.
    """

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="advantages")
    bearer = models.ForeignKey(Bearer, on_delete=models.PROTECT, related_name="advantages")
    convention = models.ForeignKey(
        Convention, on_delete=models.PROTECT, null=True, blank=True, related_name="advantages"
    )
    # the session of a paid coach it is the value of
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="advantage")
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    source = models.CharField(_("given by"), max_length=10, choices=AdvantageSource)
    giver = models.CharField(_("name of the giver"), max_length=200, blank=True)
    object = models.CharField(_("what it is"), max_length=300)
    amount = models.DecimalField(_("value, in euros"), max_digits=12, decimal_places=2)
    # how the value of a help in kind was worked out
    valued = models.CharField(_("how it was valued"), max_length=300, blank=True)
    granted_on = models.DateField(_("granted on"))
    # the motivated way out: it does not count, and says why
    not_economic = models.TextField(_("why it is not for an economic activity"), blank=True)
    register_number = models.CharField(_("number in the national register"), max_length=60, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(_("why it is withdrawn"), blank=True)

    class Meta:
        ordering = ["bearer", "granted_on", "pk"]
        verbose_name = _("advantage")
        verbose_name_plural = _("advantages")
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="advantage_nature_known"),
            models.CheckConstraint(condition=Q(source__in=AdvantageSource.values), name="advantage_source_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="advantage_of_some_value"),
            models.CheckConstraint(
                condition=~Q(nature=Nature.KIND) | ~Q(valued=""), name="advantage_in_kind_says_how_valued"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="advantage_withdrawn_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.object
