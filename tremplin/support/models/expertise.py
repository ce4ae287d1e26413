"""Those who give their time: what about, how much, until when; what was bought, asked, held, and told of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.fields import RefField
from tremplin.directory.models import Body, Territory
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.models.sessions import Booking
from tremplin.support.states import (
    SESSION_REQUEST_MOVES,
    WORKSHOP_MOVES,
    ExpertKind,
    NoteAudience,
    SessionRequestState,
    Side,
    WorkshopState,
)


class Expertise(models.Model):
    """What one person can help with in a programme, and how much. Whoever leaves stays written, with the day."""

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="expertises")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="expertises")
    kind = models.CharField(_("who they are"), max_length=14, choices=ExpertKind)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="expertises")
    words = models.TextField(_("what they can help with"))
    topics = models.ManyToManyField(Topic, related_name="expertises", blank=True, verbose_name=_("themes"))
    territories = models.ManyToManyField(Territory, related_name="expertises", blank=True, verbose_name=_("where"))
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month, at most"), null=True, blank=True)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    left_why = models.CharField(_("why it ended"), max_length=200, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["person__folded", "pk"]
        verbose_name = _("expertise")
        verbose_name_plural = _("expertises")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ExpertKind.values), name="expertise_kind_known"),
            models.UniqueConstraint(fields=["programme", "person"], name="expertise_once_a_programme"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="expertise_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Order(models.Model):
    """Days bought from a paid coach. What is used is counted from the sessions held, never typed."""

    ref = RefField()
    expertise = models.ForeignKey(Expertise, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(_("number of the order"), max_length=60)
    days = models.DecimalField(_("days bought"), max_digits=6, decimal_places=2)
    hours_a_day = models.DecimalField(_("hours in a day"), max_digits=4, decimal_places=2, default=7)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(_("why it is closed"), max_length=200, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["expertise", "from_day", "pk"]
        verbose_name = _("order of coaching")
        verbose_name_plural = _("orders of coaching")
        constraints = [
            models.UniqueConstraint(fields=["expertise", "number"], name="order_number_unique"),
            models.CheckConstraint(condition=Q(days__gt=0), name="order_of_some_days"),
            models.CheckConstraint(condition=Q(hours_a_day__gt=0), name="order_day_of_some_hours"),
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="order_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.number


class SessionRequest(models.Model):
    """An hour of help asked for, before there is a moment: about what, and which expert is asked."""

    MOVES = SESSION_REQUEST_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="session_requests")
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="session_requests")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("what you would like to talk about"))
    state = models.CharField(max_length=10, choices=SessionRequestState, default=SessionRequestState.ASKED)
    expertise = models.ForeignKey(
        Expertise, on_delete=models.PROTECT, null=True, blank=True, related_name="session_requests"
    )
    # why this expert was proposed, as it was said to both
    why = models.CharField(max_length=300, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="request")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # to the expert of today; whoever was asked before and could not, or left, is the last who gave it back
    proposed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateField(_("not before"), null=True, blank=True)
    given_back_by = models.ForeignKey(
        Expertise, on_delete=models.PROTECT, null=True, blank=True, related_name="given_back"
    )

    class Meta:
        ordering = ["accompaniment", "-asked_at", "-pk"]
        verbose_name = _("session asked for")
        verbose_name_plural = _("sessions asked for")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SessionRequestState.values), name="sessionrequest_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SessionRequestState.ASKED, SessionRequestState.DROPPED])
                | Q(expertise__isnull=False, proposed_at__isnull=False),
                name="sessionrequest_proposed_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionRequestState.BOOKED) | Q(booking__isnull=False),
                name="sessionrequest_booked_has_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} {self.asked_at:%Y-%m-%d}"


class SessionNote(models.Model):
    """What somebody wrote of a session: for both sides, for one, or for themselves."""

    ref = RefField()
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="session_notes")
    audience = models.CharField(_("for whom"), max_length=10, choices=NoteAudience)
    words = models.TextField(_("note"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["booking", "at", "pk"]
        verbose_name = _("note of a session")
        verbose_name_plural = _("notes of sessions")
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=NoteAudience.values), name="sessionnote_audience_known"),
            models.CheckConstraint(condition=~Q(words=""), name="sessionnote_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.booking} {self.at:%Y-%m-%d}"


class Feedback(models.Model):
    """Two questions after a session, to each side: what it was useful for, and what to do otherwise next time."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="feedbacks")
    side = models.CharField(max_length=10, choices=Side)
    useful = models.TextField(_("what was it useful for?"))
    otherwise = models.TextField(_("what would you do otherwise next time?"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["booking", "side"]
        verbose_name = _("feedback on a session")
        verbose_name_plural = _("feedback on sessions")
        constraints = [
            models.UniqueConstraint(fields=["booking", "side"], name="feedback_once_a_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="feedback_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.booking} – {self.get_side_display()}"


class Workshop(models.Model):
    """A collective session: of the whole class of a season, or of those who take a seat."""

    MOVES = WORKSHOP_MOVES

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="workshops")
    title = models.CharField(_("title"), max_length=200)
    words = models.TextField(_("what it is about"), blank=True)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="workshops")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place, or how to join"), max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats, empty for as many as come"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=WorkshopState, default=WorkshopState.PLANNED)
    result = models.TextField(_("what came of it"), blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WorkshopState.values), name="workshop_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="workshop_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title


class WorkshopSeat(models.Model):
    """An initiative takes part in a workshop. `came`: not said until the workshop was held."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="taken")
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="seats")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["workshop", "taken_at", "pk"]
        verbose_name = _("seat in a workshop")
        verbose_name_plural = _("seats in workshops")
        constraints = [models.UniqueConstraint(fields=["workshop", "accompaniment"], name="workshopseat_once")]

    def __str__(self) -> str:
        return f"{self.workshop} – {self.accompaniment}"
