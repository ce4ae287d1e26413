"""What an initiative consolidates for itself: legal questions, paths, a funding plan, agreements, indicators."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.relations import Relation
from tremplin.support.models.requests import ResourceRequest
from tremplin.support.states import (
    AGREEMENT_MOVES,
    FUNDING_MOVES,
    LEGAL_MOVES,
    WALK_MOVES,
    AgreementState,
    Frequency,
    FundingState,
    LegalState,
    Step,
    WalkState,
)


class LegalNote(models.Model):
    """An answer anybody supported may read again: written without anything of the initiative that asked."""

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="legal_notes")
    title = models.CharField(_("question, as anybody could ask it"), max_length=300)
    words = models.TextField(_("answer"))
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    check_on = models.DateField(_("to be read again on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("reusable legal answer")
        verbose_name_plural = _("reusable legal answers")

    def __str__(self) -> str:
        return self.title


class LegalQuestion(models.Model):
    """A legal question of one initiative: who answers it, and the answer in writing."""

    MOVES = LEGAL_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="legal_questions")
    title = models.CharField(_("your question"), max_length=300)
    words = models.TextField(_("what one must know to answer"), blank=True)
    state = models.CharField(max_length=12, choices=LegalState, default=LegalState.ASKED)
    expert = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_questions")
    hoped_by = models.DateField(_("answer hoped for by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.ForeignKey(LegalNote, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions")
    why = models.CharField(_("why it is no longer asked"), max_length=300, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "-asked_at", "-pk"]
        verbose_name = _("legal question")
        verbose_name_plural = _("legal questions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LegalState.values), name="legalquestion_state_known"),
            models.CheckConstraint(
                condition=~Q(state=LegalState.ANSWERED) | ~Q(answer=""), name="legalquestion_answered_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(state=LegalState.WITH_EXPERT) | Q(expert__isnull=False),
                name="legalquestion_with_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Walk(models.Model):
    """A path an initiative follows (`engine.paths`): its statutes, a licence, a first hire…"""

    MOVES = WALK_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="walks")
    path = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=WalkState, default=WalkState.BEGUN)
    aim_on = models.DateField(_("hoped to end by"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["accompaniment", "begun_at", "pk"]
        verbose_name = _("path followed")
        verbose_name_plural = _("paths followed")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "path"], name="walk_once_a_path"),
            models.CheckConstraint(condition=Q(state__in=WalkState.values), name="walk_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} – {self.path}"


class Stage(models.Model):
    """A stage of a path that was reached, and how it is known."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=40)
    on = models.DateField(_("day"))
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["walk", "on", "pk"]
        verbose_name = _("stage reached")
        verbose_name_plural = _("stages reached")
        constraints = [models.UniqueConstraint(fields=["walk", "key"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.walk} {self.key}"


class Budget(models.Model):
    """What an initiative needs to live through one quarter, in euros; named by its first day."""

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="budgets")
    quarter = models.DateField(_("first day of the quarter"))
    amount = models.DecimalField(_("needed, in euros"), max_digits=12, decimal_places=2)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "quarter"]
        verbose_name = _("need of money of a quarter")
        verbose_name_plural = _("needs of money of quarters")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "quarter"], name="budget_once_a_quarter"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} {self.quarter:%Y-%m}"


class Funding(models.Model):
    """A source of the funding plan: what is asked of whom, what was got, for which months. Euros."""

    MOVES = FUNDING_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="fundings")
    name = models.CharField(_("source"), max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="fundings")
    # when it is a public resource, its deadline is told from there
    request = models.OneToOneField(
        ResourceRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="funding"
    )
    state = models.CharField(max_length=10, choices=FundingState, default=FundingState.MEANT)
    asked = models.DecimalField(_("amount asked, in euros"), max_digits=12, decimal_places=2)
    got = models.DecimalField(_("amount obtained, in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    deadline = models.DateField(_("to be asked by"), null=True, blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    # the months the money pays for; spread evenly over them
    covers_from = models.DateField(_("pays from"))
    covers_until = models.DateField(_("until"))
    words = models.TextField(_("in a few words"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "covers_from", "pk"]
        verbose_name = _("source of funding")
        verbose_name_plural = _("sources of funding")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FundingState.values), name="funding_state_known"),
            models.CheckConstraint(condition=Q(asked__gte=0), name="funding_asked_not_negative"),
            models.CheckConstraint(condition=Q(got=None) | Q(got__gte=0), name="funding_got_not_negative"),
            models.CheckConstraint(
                condition=~Q(state=FundingState.GOT) | Q(got__isnull=False), name="funding_got_says_how_much"
            ),
            models.CheckConstraint(
                condition=Q(covers_until__gte=F("covers_from")), name="funding_covers_from_before_until"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """What an initiative signs with others: a partnership, a licence, a framework. Not the programme's convention."""

    MOVES = AGREEMENT_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="agreements")
    relation = models.ForeignKey(Relation, on_delete=models.SET_NULL, null=True, blank=True, related_name="agreements")
    partner = models.CharField(_("with whom"), max_length=200)
    object = models.CharField(_("about what"), max_length=300)
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    renewed = models.PositiveSmallIntegerField(_("times renewed"), default=0)
    # the end its team was written to about
    reminded_for = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("in a few words"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "-written_at", "-pk"]
        verbose_name = _("agreement with others")
        verbose_name_plural = _("agreements with others")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="agreement_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[AgreementState.SIGNED, AgreementState.ENDED]) | Q(signed_on__isnull=False),
                name="agreement_signed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(signed_on=None) | Q(ends_on__gte=F("signed_on")),
                name="agreement_ends_after_it_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.object}"


class Indicator(models.Model):
    """Something an initiative measures of what it changes: from where, to where, how often, from which source."""

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="indicators")
    step = models.CharField(_("step"), max_length=12, choices=Step, default=Step.DEPLOY)
    name = models.CharField(_("what is measured"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60)
    source = models.CharField(_("where the figure comes from"), max_length=200)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, default=Frequency.QUARTER)
    initial = models.DecimalField(_("value at the start"), max_digits=16, decimal_places=2, null=True, blank=True)
    initial_on = models.DateField(_("measured on"), null=True, blank=True)
    target = models.DecimalField(_("value aimed at"), max_digits=16, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("aimed at by"), null=True, blank=True)
    # what is outside is asked again before it is kept
    least = models.DecimalField(_("never under"), max_digits=16, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("never over"), max_digits=16, decimal_places=2, null=True, blank=True)
    # taken from the application, and not yet confirmed or corrected
    carried = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(_("why it is no longer measured"), max_length=300, blank=True)
    # the last due day its team was written to about
    reminded_for = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["accompaniment", "step", "written_at", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="indicator_step_known"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="indicator_frequency_known"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")), name="indicator_bounds_in_order"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(closed_why=""), name="indicator_closed_says_why"),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """One value of an indicator on a day; corrected by another entry, never overwritten."""

    ref = RefField()
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # the entry it corrects, and when this one was itself corrected
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["indicator", "on", "pk"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=Q(replaced_at=None), name="measure_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.on:%Y-%m-%d}"
