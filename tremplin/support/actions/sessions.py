"""Slots offered and booked. A slot is taken by one row: two people at the same instant, one is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where
from tremplin.support import rules
from tremplin.support.emails import booking_letters
from tremplin.support.models import Accompaniment, Booking, Need, Slot


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
        if not programmes_where(by, rules.EXPERTS).filter(pk=programme.pk).exists():
            raise MoveRefused(_("You have no part in this programme."))
        if starts_at <= at:
            raise MoveRefused(_("A slot begins in the future."))
        if ends_at <= starts_at:
            raise MoveRefused(_("A slot ends after it begins."))
        mine = Slot.objects.filter(expert=by, withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
        if mine.exists():
            raise MoveRefused(_("This slot overlaps another of yours."))
        slot = Slot.objects.create(
            programme=programme,
            expert=by,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            about=about,
            offered_at=at,
        )
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
    slot: Slot, accompaniment: Accompaniment, *, subject: str, need: Need | None = None, by: Person, at: datetime
) -> Booking:
    """Take a slot for an initiative; both sides get the calendar file's address."""
    with transaction.atomic():
        held, supported = hold(slot), hold(accompaniment)
        if isinstance(answer := rules.can_book(by, supported, held, at), No):
            raise MoveRefused(answer.reason)
        if need is not None and need.accompaniment_id != supported.pk:
            raise MoveRefused(_("This need is another initiative’s."))
        booking = Booking.objects.create(
            slot=held, accompaniment=supported, need=need, subject=subject, booked_by=by, booked_at=at
        )
        journal.record("book", booking, by=by.ref, at=at)
        _tell("support-booked", booking, at)
        return booking


def cancel(booking: Booking, *, by: Person, at: datetime) -> None:
    """The session will not take place: the slot is free again."""
    with transaction.atomic():
        hold(booking.slot)
        held = hold(booking)
        if isinstance(answer := rules.can_cancel_booking(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "cancel", by=by.ref, at=at)
        _tell("support-cancelled", held, at)
    booking.refresh_from_db()


def hold_session(booking: Booking, *, notes: str, by: Person, at: datetime) -> None:
    """The session took place; what came of it is read by both sides."""
    with transaction.atomic():
        held = hold(booking)
        if isinstance(answer := rules.can_cancel_booking(by, held), No):
            raise MoveRefused(answer.reason)
        if held.slot.starts_at > at:
            raise MoveRefused(_("This session has not begun yet."))
        move(held, "hold", by=by.ref, at=at, notes=notes)
    booking.refresh_from_db()


def _tell(kind: str, booking: Booking, at: datetime) -> None:
    for person, context in booking_letters(booking):
        mail.post(
            kind,
            to=str(person.email),
            language=person.language,
            object=booking.ref,
            occasion=kind,
            context=context,
            at=at,
        )
