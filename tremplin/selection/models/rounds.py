"""The rounds of a call: who reads, on which criteria, how many pass; and the files in each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call
from tremplin.core.fields import Bilingual, RefField
from tremplin.people.models import Person
from tremplin.selection.states import (
    FILE_MOVES,
    ROUND_MOVES,
    SCREENING_MOVES,
    College,
    FileState,
    RoundState,
    ScreeningState,
)


class Screening(models.Model):
    """May this application be examined at all? Its row is made the first time somebody looks."""

    MOVES = SCREENING_MOVES

    ref = RefField()
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="screening")
    state = models.CharField(max_length=10, choices=ScreeningState, default=ScreeningState.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    screened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    screened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application"]
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ScreeningState.values), name="screening_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ScreeningState.REFUSED) | ~Q(reason=""), name="screening_refused_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} – {self.get_state_display()}"


class Round(models.Model):
    """A reading of the files by one college. What passes goes to the next round."""

    MOVES = ROUND_MOVES

    ref = RefField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    name_fr = models.CharField(_("name, in French"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    college = models.CharField(_("who reads"), max_length=10, choices=College)
    per_file = models.PositiveSmallIntegerField(_("readers for each file"))
    passing = models.PositiveSmallIntegerField(_("files that may pass"))
    quorum = models.PositiveSmallIntegerField(_("quorum, in percent of the members who may sit on a file"), default=50)
    minutes = models.PositiveSmallIntegerField(_("minutes a file takes"), default=30)
    starts_at = models.DateTimeField(_("reading starts"))
    due_at = models.DateTimeField(_("reviews due before"))
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PREPARED)

    name = Bilingual("name")

    class Meta:
        ordering = ["call", "position"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["call", "position"], name="round_position_unique"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(condition=Q(college__in=College.values), name="round_college_known"),
            models.CheckConstraint(condition=Q(per_file__gte=1), name="round_read_by_somebody"),
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=100), name="round_quorum_is_a_share"),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("starts_at")), name="round_due_after_it_starts"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def asks_opinion(self) -> bool:
        """Citizens answer in words and give one opinion; the others give a level on each criterion."""
        return self.college == College.CITIZENS


class Criterion(models.Model):
    """What readers look at: with labelled levels, or, without any, a question answered in words."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name_fr = models.CharField(_("criterion or question, in French"), max_length=200)
    name_en = models.CharField(_("criterion or question, in English"), max_length=200, blank=True)
    help_fr = models.TextField(_("what it means, in French"), blank=True)
    help_en = models.TextField(_("what it means, in English"), blank=True)

    name = Bilingual("name")
    help = Bilingual("help")

    class Meta:
        ordering = ["round", "position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="criterion_position_unique")]

    def __str__(self) -> str:
        return str(self.name)


class Level(models.Model):
    """A level of a criterion, in words: what a value means."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField()
    label_fr = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)

    label = Bilingual("label")

    class Meta:
        ordering = ["criterion", "value"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [models.UniqueConstraint(fields=["criterion", "value"], name="level_value_unique")]

    def __str__(self) -> str:
        return f"{self.value} – {self.label}"


class RoundFile(models.Model):
    """An application in a round, until it leaves it: passed, kept waiting or stopped, with a reason."""

    MOVES = FILE_MOVES

    ref = RefField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="files")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="round_files")
    state = models.CharField(max_length=10, choices=FileState, default=FileState.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    # what citizens read of the application, written by the team in plain words
    summary = models.TextField(_("summary in plain words"), blank=True)
    entered_at = models.DateTimeField()
    left_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "application__ref"]
        verbose_name = _("file in a round")
        verbose_name_plural = _("files in a round")
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="roundfile_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="roundfile_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.KEPT, FileState.STOPPED]) | ~Q(reason=""),
                name="roundfile_kept_or_stopped_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)
