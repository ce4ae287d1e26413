"""Sessions with experts: the slots they offer, and who booked which. A booking is a unique row."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import BOOKING_MOVES, BookingState


class Slot(models.Model):
    """A moment an expert gives."""

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="slots")
    expert = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place, or how to join"), max_length=300, blank=True)
    about = models.CharField(_("what it may be about"), max_length=200, blank=True)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["expert", "starts_at"], condition=Q(withdrawn_at=None), name="slot_once_an_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.starts_at:%Y-%m-%d %H:%M}"


class Booking(models.Model):
    """A slot taken by an initiative, and what came of the session."""

    MOVES = BOOKING_MOVES

    ref = RefField()
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="bookings")
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="bookings")
    subject = models.CharField(_("subject"), max_length=200)
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    notes = models.TextField(_("what came of it"), blank=True)
    # hours given, known once it was held; taken from an order when the expert is paid
    hours = models.DecimalField(_("hours given"), max_digits=5, decimal_places=2, null=True, blank=True)
    order = models.ForeignKey("support.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    # raised at each change, so that calendars replace what they hold
    sequence = models.PositiveSmallIntegerField(default=0)
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["slot__starts_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=~Q(state=BookingState.CANCELLED), name="booking_once_a_slot"
            ),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="booking_state_known"),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="booking_of_some_hours"),
        ]

    def __str__(self) -> str:
        return self.subject


class CalendarFeed(models.Model):
    """The address at which a calendar reads the sessions and workshops of a person; taken back, it answers no more."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person", "-opened_at", "-pk"]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="calendarfeed_once_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.person)
