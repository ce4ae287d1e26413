"""What is written of a session: notes for whom they are meant, actions born of it, and what each side says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.roadmaps import plan_action
from tremplin.support.models import Action, Booking, Feedback, SessionNote
from tremplin.support.queries.session_notes import audiences_for, feedback_side_of
from tremplin.support.rules.session_notes import can_say_feedback, can_write_note
from tremplin.support.states import Side


def write_note(booking: Booking, *, audience: str, words: str, by: Person, at: datetime) -> SessionNote:
    """The journal keeps that a note was written, never its words."""
    with transaction.atomic():
        held = hold(booking)
        _must(can_write_note(by, held))
        if audience not in audiences_for(by, held):
            raise MoveRefused(_("You cannot write for the other side alone: choose another audience."))
        if not words.strip():
            raise MoveRefused(_("Please write something, or leave the page."))
        note = SessionNote.objects.create(booking=held, audience=audience, words=words, by=by, at=at)
        journal.record("note", held, by=by.ref, at=at)
        return note


@dataclass(frozen=True)
class Line:
    """One thing to do that was said in a session: what, who, by when."""

    title: str
    owner: str
    due_on: date
    owner_name: str = ""


def plan_from_session(booking: Booking, lines: Sequence[Line], *, by: Person, at: datetime) -> list[Action]:
    """All the lines become actions of the roadmap, in the step of the session's need, or none does."""
    with transaction.atomic():
        held = hold(booking)
        _must(rules.can_work_on(by, held.accompaniment))
        if not lines:
            raise MoveRefused(_("Please write at least one thing to do."))
        return [
            plan_action(
                held.accompaniment,
                step=held.need.step if held.need else "consolidate",
                title=line.title,
                owner=line.owner,
                owner_name=line.owner_name,
                due_on=line.due_on,
                need=held.need,
                booking=held,
                by=by,
                at=at,
            )
            for line in lines
        ]


def say_feedback(
    booking: Booking, side: str, *, useful: str, otherwise: str = "", by: Person | None, at: datetime
) -> Feedback:
    """Once a side; from the link of the mail or signed in."""
    with transaction.atomic():
        held = hold(booking)
        _must(can_say_feedback(held, at))
        if by is not None and feedback_side_of(by, held) != side:
            raise MoveRefused(_("This is asked of those who were in the session."))
        known = Feedback.objects.filter(booking=held, side=side).exists()
        if known:
            raise MoveRefused(
                _("Your side has already answered: thank you.")
                if side == Side.TEAM
                else _("You have already answered: thank you.")
            )
        if not useful.strip():
            raise MoveRefused(_("Please say in a few words what it was useful for, even if it was not."))
        said = Feedback.objects.create(booking=held, side=side, useful=useful, otherwise=otherwise, by=by, at=at)
        journal.record("feedback", held, by=by.ref if by else "", at=at, after=side)
        return said


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
