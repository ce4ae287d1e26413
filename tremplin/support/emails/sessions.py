"""The mails of a session: booked, moved, cancelled, given back by an expert who left; the two questions after it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, mail
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.support.emails import sample_accompaniment
from tremplin.support.emails.session_requests import officers_of, post_to, team_of
from tremplin.support.models import Booking, SessionRequest, Slot
from tremplin.support.states import Side
from tremplin.support.tokens.sessions import feedback_token


def _context(booking: Booking, **more: Any) -> dict[str, Any]:
    return {
        "booking": booking,
        "slot": booking.slot,
        "accompaniment": booking.accompaniment,
        "zone": booking.accompaniment.season.programme.time_zone,
        **more,
    }


def _both(booking: Booking) -> list[Person]:
    """The expert, and those of the initiative who write."""
    return [booking.slot.expert, *team_of(booking.accompaniment)]


def post_booked(booking: Booking, at: datetime) -> None:
    kind = "support-booked"
    post_to(_both(booking), kind, object=booking.ref, occasion=kind, context=_context(booking), at=at)


def post_moved(booking: Booking, before: Slot, at: datetime) -> None:
    post_to(
        _both(booking),
        "support-moved",
        object=booking.ref,
        occasion=str(booking.sequence),
        context=_context(booking, before=before),
        at=at,
    )


def post_cancelled(booking: Booking, why: str, at: datetime, *, people: Iterable[Person] | None = None) -> None:
    """To both sides, or to `people` when the others are told otherwise."""
    kind = "support-cancelled"
    told = _both(booking) if people is None else people
    post_to(told, kind, object=booking.ref, occasion=kind, context=_context(booking, why=why), at=at)


def post_expert_left(
    request: SessionRequest, expert: Person, why: str, at: datetime, *, booking: Booking | None = None
) -> None:
    """To the initiative and its officers: what the expert was to do waits for somebody else."""
    accompaniment = request.accompaniment
    people = [request.asked_by, *team_of(accompaniment), *officers_of(accompaniment)]
    context = {
        "request": request,
        "accompaniment": accompaniment,
        "zone": accompaniment.season.programme.time_zone,
        "expert": expert,
        "why": why,
        "booking": booking,
        "slot": booking.slot if booking else None,
    }
    others = [one for one in people if one.pk != expert.pk]
    post_to(others, "support-expert-left", object=request.ref, occasion=at.isoformat(), context=context, at=at)


def post_feedback(booking: Booking, side: str, person: Person, at: datetime) -> None:
    """To one person of a side, with a link of their own."""
    mail.post(
        "support-feedback",
        to=str(person.email),
        language=person.language,
        object=booking.ref,
        occasion=side,
        context=_context(booking, team=side == Side.TEAM, token=feedback_token(booking, side, person)),
        at=at,
    )


def _booking() -> Booking:
    now = clock.now()
    slot = Slot(
        expert=Person(full_name="Noé"), starts_at=now, ends_at=now + timedelta(hours=1), place="Visioconférence"
    )
    return Booking(ref="k7px2m9qtr", slot=slot, accompaniment=sample_accompaniment(), subject="Choisir une licence")


def _booked_sample() -> dict[str, Any]:
    return _context(_booking())


def _moved_sample() -> dict[str, Any]:
    now = clock.now()
    return _context(_booking(), before=Slot(starts_at=now, ends_at=now + timedelta(hours=1)))


def _cancelled_sample() -> dict[str, Any]:
    return _context(_booking(), why="La salle est prise ce jour-là.")


def _left_sample() -> dict[str, Any]:
    booking = _booking()
    request = SessionRequest(ref="m9qtrk7px2", accompaniment=booking.accompaniment, words="Quelle licence ?")
    more = {"request": request, "expert": booking.slot.expert, "why": "Noé change de service."}
    return _context(booking) | more


def _feedback_sample() -> dict[str, Any]:
    booking = _booking()
    return _context(booking, team=True, token=feedback_token(booking, Side.TEAM, Person(ref="m9qtrk7px2")))


KINDS = [
    MailKind("support-booked", _("Session booked"), "support/mail/booked.txt", _booked_sample),
    MailKind("support-moved", _("Session moved"), "support/mail/moved.txt", _moved_sample),
    MailKind("support-cancelled", _("Session cancelled"), "support/mail/cancelled.txt", _cancelled_sample),
    MailKind("support-expert-left", _("An expert left"), "support/mail/expert_left.txt", _left_sample),
    MailKind("support-feedback", _("What a session was useful for"), "support/mail/feedback.txt", _feedback_sample),
]
