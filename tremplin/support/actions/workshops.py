"""Collective sessions: planned, seats taken by initiatives and never more than there are, held or cancelled."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.emails import workshops as emails
from tremplin.support.models import Accompaniment, Booking, Slot, Workshop, WorkshopSeat
from tremplin.support.queries.workshops import leaders_in, seats_of
from tremplin.support.rules import workshops as rules
from tremplin.support.states import BookingState, WorkshopState


def plan_workshop(
    season: Season,
    *,
    title: str,
    words: str = "",
    leader: Person,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    seats: int | None = None,
    by: Person,
    at: datetime,
) -> Workshop:
    with transaction.atomic():
        _must(rules.can_plan_in(by, season))
        hold(leader)  # one leader at a time: neither two workshops nor a session at one time
        _may_stand(season, leader, starts_at, ends_at, at)
        workshop = Workshop.objects.create(
            season=season,
            title=title,
            words=words,
            leader=leader,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            seats=seats,
            written_by=by,
            written_at=at,
        )
        journal.record("plan", workshop, by=by.ref, at=at)
        return workshop


def change_workshop(
    workshop: Workshop,
    *,
    title: str,
    words: str,
    leader: Person,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    seats: int | None,
    by: Person,
    at: datetime,
) -> None:
    """Said again. Another time, place or title is told to those who take part, and replaces what calendars hold."""
    with transaction.atomic():
        hold(leader)
        held = hold(workshop)
        _must(rules.can_run_workshop(by, held))
        _must(rules.is_to_come(held, at))
        _may_stand(held.season, leader, starts_at, ends_at, at, but=held)
        taken = seats_of(held).count()
        if seats is not None and seats < taken:
            raise MoveRefused(_("%(count)s seats are already taken: there cannot be fewer.") % {"count": taken})
        shown = (title, starts_at, ends_at, place, leader.pk)
        moved = shown != (held.title, held.starts_at, held.ends_at, held.place, held.leader_id)
        Workshop.objects.filter(pk=held.pk).update(
            title=title,
            words=words,
            leader=leader,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            seats=seats,
            sequence=held.sequence + int(moved),
        )
        journal.record("change", held, by=by.ref, at=at)
        if moved:
            held.refresh_from_db()
            emails.post_changed(held, by, at)
    workshop.refresh_from_db()


def take_seat(workshop: Workshop, accompaniment: Accompaniment, *, by: Person, at: datetime) -> WorkshopSeat:
    """The workshop is held while its seats are counted: the last one goes to one initiative."""
    with transaction.atomic():
        held, supported = hold(workshop), hold(accompaniment)
        _must(rules.can_take_seat(by, held, supported, at))
        seat, _created = WorkshopSeat.objects.update_or_create(
            workshop=held, accompaniment=supported, defaults={"taken_by": by, "taken_at": at, "given_back_at": None}
        )
        journal.record("take_seat", held, by=by.ref, at=at, after=supported.ref)
        emails.post_seat(seat, at)
        return seat


def give_seat_back(workshop: Workshop, accompaniment: Accompaniment, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(workshop)
        _must(rules.can_give_seat_back(by, held, accompaniment, at))
        taken = WorkshopSeat.objects.filter(workshop=held, accompaniment=accompaniment, given_back_at=None)
        if taken.update(given_back_at=at) != 1:
            raise MoveRefused(_("This initiative has no seat in this workshop."))
        journal.record("give_seat_back", held, by=by.ref, at=at, before=accompaniment.ref)


def hold_workshop(
    workshop: Workshop, *, came: Collection[Accompaniment], result: str, by: Person, at: datetime
) -> None:
    """It took place: which initiatives came, and what came of it."""
    with transaction.atomic():
        held = hold(workshop)
        _must(rules.can_run_workshop(by, held))
        if held.starts_at > at:
            raise MoveRefused(_("This workshop has not begun yet."))
        move(held, "hold", by=by.ref, at=at, result=result)
        present = {one.pk for one in came}
        for seat in seats_of(held):
            WorkshopSeat.objects.filter(pk=seat.pk).update(came=seat.accompaniment_id in present)
    workshop.refresh_from_db()


def cancel_workshop(workshop: Workshop, *, why: str, by: Person, at: datetime) -> None:
    """It will not take place; those who had a seat are told why, and calendars say so."""
    with transaction.atomic():
        held = hold(workshop)
        _must(rules.can_run_workshop(by, held))
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        move(held, "cancel", by=by.ref, at=at, detail=why, result=why, sequence=held.sequence + 1)
        emails.post_cancelled(held, by, at)
    workshop.refresh_from_db()


def _may_stand(
    season: Season,
    leader: Person,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    *,
    but: Workshop | None = None,
) -> None:
    if starts_at <= at:
        raise MoveRefused(_("A workshop begins in the future."))
    if ends_at <= starts_at:
        raise MoveRefused(_("A workshop ends after it begins."))
    if not leaders_in(season.programme).filter(pk=leader.pk).exists():
        raise MoveRefused(_("%(name)s has no part in this programme.") % {"name": leader})
    meanwhile = Slot.objects.filter(expert=leader, withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    slots = list(meanwhile.select_for_update().order_by("pk"))  # locked before one looks whether they are booked
    others = Workshop.objects.filter(
        leader=leader, state=WorkshopState.PLANNED, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if but is not None:
        others = others.exclude(pk=but.pk)
    booked = Booking.objects.filter(slot__in=slots).exclude(state=BookingState.CANCELLED)
    if others.exists() or booked.exists():
        raise MoveRefused(_("%(name)s is already taken at that time.") % {"name": leader})
    for slot in slots:  # nobody books a free slot of somebody who leads a workshop
        Slot.objects.filter(pk=slot.pk).update(withdrawn_at=at)
        journal.record("withdraw", slot, by="", at=at)


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
