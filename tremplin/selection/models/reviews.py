"""Who reads in a round, what each read, and what they wrote."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Submission
from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.selection.models.rounds import Criterion, Round, RoundFile
from tremplin.selection.states import REVIEW_MOVES, SEAT_MOVES, College, Opinion, ReviewState, SeatState


class Seat(models.Model):
    """A place in a college, offered with its load before it is accepted; the mandate comes with the acceptance."""

    MOVES = SEAT_MOVES

    ref = RefField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.INVITED)
    files_asked = models.PositiveSmallIntegerField(_("files to read, at most"))
    files_accepted = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(_("word to the team"), blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="seat_once_a_round"),
            models.UniqueConstraint(fields=["round", "number"], name="seat_number_unique"),
            models.CheckConstraint(condition=Q(state__in=SeatState.values), name="seat_state_known"),
            models.CheckConstraint(
                condition=~Q(state=SeatState.ACCEPTED) | Q(files_accepted__gte=1), name="seat_accepted_has_a_load"
            ),
            models.CheckConstraint(
                condition=Q(files_accepted=None) | Q(files_accepted__lte=F("files_asked")),
                name="seat_load_at_most_what_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How a page calls the reader: a juror is a number, named nowhere."""
        if self.round.college == College.CITIZENS:
            return str(_("Juror no. %(number)s") % {"number": self.number})
        return str(self.person)

    @property
    def anonymous(self) -> str:
        """How other readers, and a room where a sitting is held, call the reader: names are the programme team's."""
        if self.round.college == College.CITIZENS:
            return self.label
        return str(_("Reader no. %(number)s") % {"number": self.number})


class Review(models.Model):
    """What one reader says of one file, on the version they read."""

    MOVES = REVIEW_MOVES

    ref = RefField()
    file = models.ForeignKey(RoundFile, on_delete=models.PROTECT, related_name="reviews")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.PROPOSED)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="+")
    opinion = models.PositiveSmallIntegerField(_("opinion"), choices=Opinion, null=True, blank=True)
    abstains = models.BooleanField(_("I abstain on this file"), default=False)
    for_team = models.TextField(_("comment for the team"), blank=True)
    for_applicant = models.TextField(_("comment for the applicants"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    assigned_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["file", "seat__number"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["file", "seat"], name="review_once_a_reader_and_file"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SUBMITTED) | Q(submission__isnull=False, submitted_at__isnull=False),
                name="review_submitted_says_what_was_read_and_when",
            ),
            models.CheckConstraint(
                condition=Q(opinion=None) | Q(opinion__in=Opinion.values), name="review_opinion_known"
            ),
            models.CheckConstraint(
                condition=Q(abstains=False) | Q(opinion=None), name="review_abstention_is_no_opinion"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.RECUSED) | Q(opinion=None, for_team="", for_applicant=""),
                name="review_recused_leaves_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} – {self.seat}"


class Score(models.Model):
    """The level given on a criterion, with words; an abstention is a value of its own, never a zero."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    abstains = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["review", "criterion__position"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once_a_criterion"),
            models.CheckConstraint(condition=Q(abstains=False) | Q(value=None), name="score_abstention_has_no_value"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {'–' if self.value is None else self.value}"
