"""Slots offered, booked, moved. A slot is taken by one row: two people at the same instant, one is told.

Rows are held in one order everywhere: the expertise, slots, the support, the session, the request. Holding the
expertise also keeps two sessions from taking the same hours of an order.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import Answer, No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support import rules
from tremplin.support.emails.sessions import post_booked, post_cancelled, post_moved
from tremplin.support.engine.hours import is_in_quarters
from tremplin.support.models import (
    Accompaniment,
    Advantage,
    Booking,
    Expertise,
    Need,
    SessionRequest,
    Slot,
    Workshop,
)
from tremplin.support.queries.experts import hours_of, programmes_helped_by
from tremplin.support.rules.expertise import can_run_hours, helps, may_take, order_for
from tremplin.support.rules.sessions import can_move_booking, day_in, is_free
from tremplin.support.states import AccompanimentState, BookingState, SessionRequestState, WorkshopState

MOST_HOURS = Decimal(24)


def offer_slot(
    programme: Programme,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    about: str = "",
    by: Person,
    at: datetime,
) -> Slot:
    """A moment given by an expert, that overlaps none of theirs."""
    with transaction.atomic():
        hold(by)  # one expert at a time: two slots sent together cannot overlap unseen
        require(rules.can_offer_slots(by))
        if not programmes_helped_by(by).filter(pk=programme.pk).exists():
            raise MoveRefused(_("You have no part in this programme."))
        if starts_at <= at:
            raise MoveRefused(_("A slot begins in the future."))
        if ends_at <= starts_at:
            raise MoveRefused(_("A slot ends after it begins."))
        mine = Slot.objects.filter(expert=by, withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
        if mine.exists():
            raise MoveRefused(_("This slot overlaps another of yours."))
        led = Workshop.objects.filter(
            leader=by, state=WorkshopState.PLANNED, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        if led.exists():
            raise MoveRefused(_("You lead a workshop at that time."))
        slot = Slot(
            programme=programme,
            expert=by,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            about=about,
            offered_at=at,
        )
        if mine_here := Expertise.objects.filter(programme=programme, person=by).select_related("person").first():
            _must(helps(mine_here, day_in(slot)))
        slot.save()
        journal.record("offer", slot, by=by.ref, at=at)
        return slot


def withdraw_slot(slot: Slot, *, by: Person, at: datetime) -> None:
    """Take back a slot nobody has booked."""
    with transaction.atomic():
        held = hold(slot)
        if held.expert_id != by.pk:
            raise MoveRefused(_("This slot is somebody else’s."))
        if held.bookings.exclude(state="cancelled").exists():
            raise MoveRefused(_("This slot is booked: cancel the session first."))
        if Slot.objects.filter(pk=held.pk, withdrawn_at=None).update(withdrawn_at=at):
            journal.record("withdraw", held, by=by.ref, at=at)
    slot.refresh_from_db()


def book(
    slot: Slot,
    accompaniment: Accompaniment,
    *,
    subject: str,
    need: Need | None = None,
    asked: SessionRequest | None = None,
    by: Person,
    at: datetime,
) -> Booking:
    """Take a slot for an initiative; both sides get the address of the session. `asked`: the session asked for that
    this one answers. With a paid coach, it is taken on the order that covers its day.
    """
    with transaction.atomic():
        expertise = _expertise_held(slot)
        held, supported = hold(slot), hold(accompaniment)
        _must(rules.can_book(by, supported, held, at))
        if need is not None and need.accompaniment_id != supported.pk:
            raise MoveRefused(_("This need is another initiative’s."))
        booking = Booking(slot=held, accompaniment=supported, need=need, subject=subject, booked_by=by, booked_at=at)
        if expertise is not None:
            booking.order, answer = order_for(expertise, day_in(held), hours_of(booking))
            _must(answer)
        booking.save()
        journal.record("book", booking, by=by.ref, at=at)
        if asked is not None:
            _book_request(asked, booking, expertise, by, at)
        post_booked(booking, at)
        return booking


def _book_request(
    asked: SessionRequest, booking: Booking, expertise: Expertise | None, by: Person, at: datetime
) -> None:
    held = hold(asked)
    if held.accompaniment_id != booking.accompaniment_id:
        raise MoveRefused(_("This request is another initiative’s."))
    if held.state != SessionRequestState.ACCEPTED or expertise is None or held.expertise_id != expertise.pk:
        raise MoveRefused(_("This expert has not accepted this request: it cannot be answered by their slot."))
    move(held, "book", by=by.ref, at=at, booking=booking)
    if booking.need_id is None and held.need_id is not None:
        Booking.objects.filter(pk=booking.pk).update(need=held.need_id)


def move_session(booking: Booking, slot: Slot, *, by: Person, at: datetime) -> None:
    """To another slot of the same expert: the one before is free again, and calendars replace what they hold."""
    with transaction.atomic():
        expertise = _expertise_held(slot)
        for one in sorted({booking.slot_id, slot.pk}):
            hold(Slot(pk=one))
        supported, held = hold(booking.accompaniment), hold(booking)
        before, after = held.slot, Slot.objects.select_related("programme").get(pk=slot.pk)
        _must(can_move_booking(by, held, at))
        if after.expert_id != before.expert_id:
            raise MoveRefused(
                _("A session moves to another slot of the same expert: for another one, cancel and book.")
            )
        if after.pk == before.pk:
            raise MoveRefused(_("The session already takes place at that time."))
        _must(is_free(after, supported, at, but=held))
        held.slot = after
        if expertise is not None:
            held.order, answer = order_for(expertise, day_in(after), hours_of(held), but=held)
            _must(answer)
        touched = Booking.objects.filter(pk=held.pk, state=BookingState.BOOKED).update(
            slot=after, order=held.order, sequence=F("sequence") + 1
        )
        if touched != 1:
            raise MoveRefused(_("Somebody changed this while you were reading it. Please look again."))
        journal.record("move", held, by=by.ref, at=at, before=before.ref, after=after.ref)
        held.refresh_from_db()
        post_moved(held, before, at)
    booking.refresh_from_db()


def cancel(booking: Booking, *, why: str = "", by: Person, at: datetime) -> None:
    """The session will not take place: the slot is free again, and what asked for it waits for another moment."""
    with transaction.atomic():
        _expertise_held(booking.slot)
        hold(booking.slot)
        held = hold(booking)
        _must(rules.can_cancel_booking(by, held))
        _cancel(held, why, by.ref, at)
    booking.refresh_from_db()


def cancel_after_the_end(at: datetime) -> int:
    """What the clock does: a support that is over, or withdrawn, keeps no session to come. Not done by whoever closes
    it, because slots are held before supports.
    """
    count = 0
    left = Booking.objects.filter(
        state=BookingState.BOOKED, slot__starts_at__gt=at, accompaniment__state=AccompanimentState.CLOSED
    )
    for booking in left.select_related("slot").order_by("pk"):
        with transaction.atomic():
            hold(booking.slot)
            supported, held = hold(booking.accompaniment), hold(booking)
            if supported.state == AccompanimentState.CLOSED and held.state == BookingState.BOOKED:
                _cancel(held, _("The support of this initiative is over."), "", at)
                count += 1
    return count


def _cancel(held: Booking, why: str, by: str, at: datetime) -> None:
    move(held, "cancel", by=by, at=at, detail=why, notes=why, sequence=held.sequence + 1)
    asked = SessionRequest.objects.select_for_update().filter(booking=held).first()
    if asked is not None:
        move(asked, "free", by=by, at=at, booking=None)
    post_cancelled(held, why, at)


def hold_session(booking: Booking, *, notes: str, hours: Decimal | None = None, by: Person, at: datetime) -> None:
    """The session took place; what came of it is read by both sides. `hours`: those given, by default its length."""
    with transaction.atomic():
        _expertise_held(booking.slot)
        held = hold(booking)
        _must(rules.can_cancel_booking(by, held))
        if held.slot.starts_at > at:
            raise MoveRefused(_("This session has not begun yet."))
        given = hours_of(held) if hours is None else hours
        _may_give(held, given)
        move(held, "hold", by=by.ref, at=at, notes=notes, hours=given)
    booking.refresh_from_db()


def correct_hours(booking: Booking, *, hours: Decimal, by: Person, at: datetime) -> None:
    """What was given, said again after the session; the figure before stays in the history."""
    with transaction.atomic():
        _expertise_held(booking.slot)
        held = hold(booking)
        _must(can_run_hours(by, held))
        if held.state != BookingState.HELD:
            raise MoveRefused(_("Hours are counted once the session was held."))
        if hours != held.hours and Advantage.objects.filter(booking=held, withdrawn_at=None).exists():
            raise MoveRefused(_("The value of this session counts among the advantages, by its hours: they stay."))
        _may_give(held, hours)
        Booking.objects.filter(pk=held.pk).update(hours=hours)
        journal.record("correct_hours", held, by=by.ref, at=at, before=str(held.hours or ""), after=str(hours))
    booking.refresh_from_db()


def _may_give(held: Booking, hours: Decimal) -> None:
    if not is_in_quarters(hours) or not 0 < hours <= MOST_HOURS:
        raise MoveRefused(_("Hours are counted by quarters: 0.25, 0.5, 0.75, 1… up to 24."))
    if held.order is not None:
        _must(may_take(held.order, hours, but=held))


def _expertise_held(slot: Slot) -> Expertise | None:
    """What the expert of a slot wrote of themselves, locked: it neither ends nor is booked twice meanwhile."""
    held = Expertise.objects.select_for_update(of=("self",)).filter(programme=slot.programme_id, person=slot.expert_id)
    return held.select_related("person").first()


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
