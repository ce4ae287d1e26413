"""Experts who leave, said or by the end of their mandate: what they were to do is given back, nothing is lost."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import roles_of
from tremplin.support.actions.roadmaps import hand_over_named
from tremplin.support.actions.session_requests import give_back
from tremplin.support.emails.sessions import post_cancelled, post_expert_left
from tremplin.support.models import Action, Booking, Expertise, SessionRequest, Slot
from tremplin.support.queries.experts import EXPERTS
from tremplin.support.rules.expertise import can_run_experts_of
from tremplin.support.rules.sessions import day_in
from tremplin.support.states import AccompanimentState, ActionState, BookingState, Owner, SessionRequestState


@dataclass
class Left:
    """What somebody who leaves gives back: requests to be proposed to another, and the sessions cancelled."""

    requests: list[SessionRequest] = field(default_factory=list)
    cancelled: list[Booking] = field(default_factory=list)


def end_expertise(expertise: Expertise, *, last_day: date, why: str, by: Person, at: datetime) -> Left:
    """They help until a day, included: what they were asked and have not held is given back, and those concerned are
    told why and what comes next.
    """
    with transaction.atomic():
        held = hold(expertise)
        if isinstance(answer := can_run_experts_of(by, held.programme), No):
            raise MoveRefused(answer.reason)
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        if last_day < held.from_day:
            raise MoveRefused(_("The last day comes after the first."))
        return _end(held, last_day, why, by, at)


def _end(held: Expertise, last_day: date, why: str, by: Person | None, at: datetime) -> Left:
    """In the transaction of whoever holds it."""
    Expertise.objects.filter(pk=held.pk).update(until_day=last_day, left_why=why)
    journal.record("end", held, by=by.ref if by else "", at=at, after=last_day.isoformat(), detail=why)
    left = _free_slots(held.programme, held.person, last_day, why, by, at, expertise=held)
    waiting = SessionRequest.objects.select_for_update().filter(
        expertise=held, state__in=[SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED]
    )
    for asked in waiting.order_by("pk"):
        _given_back(asked, why, by, at)
        post_expert_left(asked, held.person, why, at)
        left.requests.append(asked)
    named = _named_for(held.programme, held.person)
    if last_day >= clock.today(held.programme.time_zone):
        named = named.filter(due_on__gt=last_day)  # until then they may still do the others
    hand_over_named(named, by=by.ref if by else "", at=at)
    return left


def _named_for(programme: Programme | OuterRef, person: Person | OuterRef) -> QuerySet[Action]:
    """What an expert is still to do, by name, in the roadmaps of a programme."""
    still = Action.objects.filter(accompaniment__season__programme=programme, person=person, owner=Owner.EXPERT)
    return still.filter(state=ActionState.PLANNED).exclude(accompaniment__state=AccompanimentState.CLOSED)


def _free_slots(
    programme: Programme,
    person: Person,
    last_day: date,
    why: str,
    by: Person | None,
    at: datetime,
    *,
    expertise: Expertise | None,
) -> Left:
    """Slots after the last day are withdrawn; the sessions in them are cancelled, each becoming a request again."""
    left, who = Left(), by.ref if by else ""
    slots = Slot.objects.select_for_update().filter(
        programme=programme, expert=person, withdrawn_at=None, starts_at__gt=at
    )
    for slot in slots.order_by("pk"):
        if day_in(slot) <= last_day:
            continue
        Slot.objects.filter(pk=slot.pk).update(withdrawn_at=at)
        journal.record("withdraw", slot, by=who, at=at)
        for booking in slot.bookings.select_for_update().filter(state=BookingState.BOOKED):
            left.requests.append(_cancel_for_good(booking, expertise, person, why, by, at))
            left.cancelled.append(booking)
    return left


def _cancel_for_good(
    booking: Booking, expertise: Expertise | None, person: Person, why: str, by: Person | None, at: datetime
) -> SessionRequest:
    who = by.ref if by else ""
    move(booking, "cancel", by=who, at=at, detail=why, notes=why, sequence=booking.sequence + 1)
    asked = SessionRequest.objects.select_for_update().filter(booking=booking).first()
    if asked is not None:
        _given_back(asked, why, by, at)
    else:
        asked = SessionRequest.objects.create(
            accompaniment=booking.accompaniment,
            need=booking.need,
            words=booking.subject,
            asked_by=booking.booked_by,
            asked_at=at,
            given_back_by=expertise,
        )
        journal.record("ask", asked, by=who, at=at)
    post_expert_left(asked, person, why, at, booking=booking)
    post_cancelled(booking, why, at, people=[person])
    return asked


def _given_back(asked: SessionRequest, why: str, by: Person | None, at: datetime) -> None:
    give_back(asked, words=why, by=by.ref if by else "", at=at)


def leave_with_mandates(at: datetime) -> int:
    """What the clock does: whoever holds no mandate any more helps no more, and what they were to do is given back; so
    is what still waits for somebody whose last day is over.
    """
    count = 0
    for expertise in Expertise.objects.filter(_still_there()).select_related("programme", "person"):
        today = clock.today(expertise.programme.time_zone)
        over = expertise.until_day is not None and expertise.until_day < today
        if not over and not _has_left(expertise.programme, expertise.person):
            continue
        with transaction.atomic():
            held = hold(expertise)
            if over:
                last_day, why = held.until_day or today, held.left_why or _("They helped until that day.")
            else:
                last_day = max(today - timedelta(days=1), held.from_day)
                why = _("Their mandate in this programme ended.")
            _end(held, last_day, why, None, at)
            count += 1
    return count + _leave_without_expertise(at)


def _leave_without_expertise(at: datetime) -> int:
    """Those who gave slots by their mandate alone, and wrote nothing of what they help with."""
    count = 0
    slots = Slot.objects.filter(withdrawn_at=None, starts_at__gt=at).order_by("programme_id", "expert_id")
    for programme, person in slots.values_list("programme_id", "expert_id").distinct():
        where, who = Programme.objects.get(pk=programme), Person.objects.get(pk=person)
        if Expertise.objects.filter(programme=where, person=who).exists() or not _has_left(where, who):
            continue
        with transaction.atomic():
            yesterday = clock.today(where.time_zone) - timedelta(days=1)
            why = _("Their mandate in this programme ended.")
            _free_slots(where, who, yesterday, why, None, at, expertise=None)
            count += 1
    return count


def _still_there() -> Q:
    """Those who help, and those who left by the clock while something of theirs still waits."""
    waits = SessionRequest.objects.filter(
        state__in=[SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED]
    ).values("expertise")
    named = Exists(_named_for(OuterRef("programme"), OuterRef("person")))
    return Q(until_day=None) | Q(until_day__gte=clock.today()) | Q(pk__in=waits) | Q(named)


def _has_left(programme: Programme, person: Person) -> bool:
    if not person.is_active:
        return True
    if roles_of(person, programme) & EXPERTS:
        return False
    to_come = Mandate.objects.filter(programme=programme, person=person, role__in=EXPERTS, from_day__gt=clock.today())
    return not to_come.exists()
