"""Slots experts offer, and the sessions booked. One's own sessions, as the expert, are seen whatever was opened."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Booking, Slot
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import BookingState, Subject


def slots_of(person: Any) -> QuerySet[Slot]:
    """The slots an expert has offered and not withdrawn."""
    if not isinstance(person, Person):
        return Slot.objects.none()
    return Slot.objects.filter(expert=person, withdrawn_at=None).select_related("expert", "programme")


def free_slots(accompaniment: Accompaniment) -> QuerySet[Slot]:
    """What may still be booked for an initiative: slots to come of its programme, that nobody has taken."""
    taken = Booking.objects.filter(slot=OuterRef("pk")).exclude(state=BookingState.CANCELLED)
    return (
        Slot.objects.filter(programme=accompaniment.season.programme_id, withdrawn_at=None, starts_at__gt=clock.now())
        .exclude(Exists(taken))
        .select_related("expert", "programme")
    )


def bookings_visible_to(person: Any) -> QuerySet[Booking]:
    """Of the supports whose sessions a person may see, and those they hold as the expert."""
    if not isinstance(person, Person) or not person.is_active:
        return Booking.objects.none()
    seen = Q(accompaniment__in=accompaniments_open_to(person, Subject.SESSIONS).order_by().values("pk"))
    return Booking.objects.filter(seen | Q(slot__expert=person)).select_related(
        "slot__expert", "slot__programme", "accompaniment__initiative", "accompaniment__season__programme", "need"
    )
