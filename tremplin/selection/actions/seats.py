"""Seats offered, accepted, declined, ended. The mandate comes with the acceptance."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tremplin.core import clock, journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.actions import welcome
from tremplin.people.models import Person
from tremplin.programme.actions import give_mandate
from tremplin.programme.states import Role
from tremplin.selection import rules
from tremplin.selection.models import Round, Seat
from tremplin.selection.states import College, RoundState, SeatState


def invite(found: Round, *, email: str, full_name: str, files_asked: int, by: Person, at: datetime) -> Seat:
    """Offer a seat by mail: how many files, how many hours, from when to when, before anything is accepted.

    Somebody who declined or whose part ended is invited again; somebody already invited, or seated, is left as is.
    """
    with transaction.atomic():
        held = hold(found)
        require(rules.runs(by, held.call))
        if held.state == RoundState.CLOSED:
            raise MoveRefused(_("This round is closed."))
        if files_asked < 1:
            raise MoveRefused(_("A reader is asked for one file at least."))
        person = welcome(email, by=by.ref, at=at, full_name=full_name)
        seat = Seat.objects.filter(round=held, person=person).first()
        if seat is None:
            last = Seat.objects.filter(round=held).aggregate(last=Max("number"))["last"]
            seat = Seat.objects.create(
                round=held,
                person=person,
                number=(last or 0) + 1,
                files_asked=files_asked,
                invited_by=by,
                invited_at=at,
            )
            journal.record("invite", seat, by=by.ref, at=at)
        elif seat.state in (SeatState.DECLINED, SeatState.ENDED):
            move(
                seat,
                "invite_again",
                by=by.ref,
                at=at,
                files_asked=files_asked,
                files_accepted=None,
                invited_by=by,
                invited_at=at,
                answered_at=None,
            )
        else:
            return seat
        mail.post(
            "selection-invitation",
            to=person.email or "",
            language=person.language,
            object=seat.ref,
            occasion=at.isoformat(),
            context=invitation_context(seat),
            at=at,
        )
        return seat


def invitation_context(seat: Seat) -> dict[str, object]:
    """What the mail says, and the page that asks for the answer."""
    found = seat.round
    return {
        "seat": seat,
        "round": found,
        "zone": found.call.season.programme.time_zone,
        "hours": hours(seat.files_asked, found.minutes),
    }


def hours(files: int, minutes: int) -> int:
    """Whole hours a load takes, rounded up."""
    return -(-files * minutes // 60)


def accept(seat: Seat, *, files: int, words: str = "", by: Person, at: datetime) -> None:
    """Take the seat, for all the files asked or fewer. The mandate holds until the season ends."""
    with transaction.atomic():
        held = hold(seat)
        if isinstance(answer := rules.can_answer_seat(by, held), No):
            raise MoveRefused(answer.reason)
        if not 1 <= files <= held.files_asked:
            raise MoveRefused(_("Please choose between 1 and %(most)s files, or decline.") % {"most": held.files_asked})
        move(held, "accept", by=by.ref, at=at, files_accepted=files, words=words, answered_at=at)
        season = held.round.call.season
        today = clock.today(season.programme.time_zone)
        give_mandate(
            season.programme,
            email=str(by.email),
            full_name=by.full_name,
            role=Role.JUROR if held.round.college == College.CITIZENS else Role.REVIEWER,
            season=season,
            from_day=today,
            until_day=max(season.ends_on, today),
            by=held.invited_by,
            at=at,
        )
    seat.refresh_from_db()


def decline(seat: Seat, *, words: str = "", by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(seat)
        if isinstance(answer := rules.can_answer_seat(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "decline", by=by.ref, at=at, words=words, answered_at=at)
    seat.refresh_from_db()


def end(seat: Seat, *, by: Person, at: datetime) -> None:
    """The part of a reader ends: what is handed in stays, what is not begun goes back to be assigned."""
    with transaction.atomic():
        held = hold(seat)
        require(rules.runs(by, held.round.call))
        move(held, "end", by=by.ref, at=at)
        held.reviews.filter(state__in=["proposed", "accepted"]).delete()
    seat.refresh_from_db()
