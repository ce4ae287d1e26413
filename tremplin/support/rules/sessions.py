"""Who offers, books and cancels a session."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
    Booking,
    Slot,
)
from tremplin.support.rules.accompaniments import can_work_on, writes
from tremplin.support.states import (
    BookingState,
)

EXPERTS = frozenset({Role.EXPERT, Role.REFERENT, Role.OFFICER, Role.AGENT})


def can_offer_slots(person: Any) -> Answer:
    if roles_of(person) & EXPERTS:
        return Yes()
    return No(_("Slots are offered by experts."))


def can_book(person: Any, accompaniment: Accompaniment, slot: Slot, at: datetime) -> Answer:
    if isinstance(answer := can_work_on(person, accompaniment), No):
        return answer
    if slot.withdrawn_at is not None:
        return No(_("This slot was withdrawn."))
    if slot.starts_at <= at:
        return No(_("This slot has begun."))
    if slot.programme_id != accompaniment.season.programme_id:
        return No(_("This slot belongs to another programme."))
    if slot.bookings.exclude(state=BookingState.CANCELLED).exists():
        return No(_("Somebody has just taken this slot. Please choose another."))
    return Yes()


def can_cancel_booking(person: Any, booking: Booking) -> Answer:
    if isinstance(person, Person) and booking.slot.expert_id == person.pk:
        return Yes()
    return writes(person, booking.accompaniment)
