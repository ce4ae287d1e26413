"""Who offers, books, moves and cancels a session."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Booking, Slot
from tremplin.support.queries.experts import EXPERTS, programmes_helped_by
from tremplin.support.rules.accompaniments import can_work_on, writes
from tremplin.support.rules.expertise import expert_of, fits_order
from tremplin.support.states import BookingState, Subject

__all__ = ["EXPERTS", "can_book", "can_cancel_booking", "can_move_booking", "can_offer_slots", "day_in"]


def day_in(slot: Slot) -> date:
    """The day of a slot where its programme lives."""
    return slot.starts_at.astimezone(ZoneInfo(slot.programme.time_zone)).date()


def can_offer_slots(person: Any) -> Answer:
    if programmes_helped_by(person).exists():
        return Yes()
    return No(_("Slots are offered by experts."))


def can_book(person: Any, accompaniment: Accompaniment, slot: Slot, at: datetime) -> Answer:
    if isinstance(answer := can_work_on(person, accompaniment, Subject.SESSIONS), No):
        return answer
    return is_free(slot, accompaniment, at)


def is_free(slot: Slot, accompaniment: Accompaniment, at: datetime, *, but: Booking | None = None) -> Answer:
    """The slot is to come and nobody's, the initiative has no other session then, and the expert may be asked for it.
    `but`: as if this session, about to be moved, was not there.
    """
    if slot.withdrawn_at is not None:
        return No(_("This slot was withdrawn."))
    if slot.starts_at <= at:
        return No(_("This slot has begun."))
    if slot.programme_id != accompaniment.season.programme_id:
        return No(_("This slot belongs to another programme."))
    others = Booking.objects.exclude(state=BookingState.CANCELLED)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.filter(slot=slot).exists():
        return No(_("Somebody has just taken this slot. Please choose another."))
    meanwhile = others.filter(
        accompaniment=accompaniment, slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at
    )
    if meanwhile.exists():
        return No(_("This initiative already has a session at that time. Please choose another slot."))
    expertise = expert_of(slot)
    return Yes() if expertise is None else fits_order(slot, expertise, day_in(slot), but=but)


def can_cancel_booking(person: Any, booking: Booking) -> Answer:
    if isinstance(person, Person) and booking.slot.expert_id == person.pk:
        return Yes()
    return writes(person, booking.accompaniment, Subject.SESSIONS)


def can_move_booking(person: Any, booking: Booking, at: datetime) -> Answer:
    """Both sides may, until it begins."""
    if isinstance(answer := can_cancel_booking(person, booking), No):
        return answer
    if booking.state != BookingState.BOOKED:
        return No(_("Only a session that is booked may be moved."))
    if booking.slot.starts_at <= at:
        return No(_("This session has begun: say what came of it, or cancel it."))
    return Yes()
