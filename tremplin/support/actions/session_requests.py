"""Sessions asked for: proposed to an expert, answered, given back to be proposed to another, dropped with a reason.

Rows are held in one order everywhere: the expertise, then slots, the support, orders, sessions, and last the request.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.content.models import Topic
from tremplin.core import journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.emails import session_requests as emails
from tremplin.support.models import Accompaniment, Expertise, Need, SessionRequest
from tremplin.support.rules import expertise as rules


def ask_session(
    accompaniment: Accompaniment,
    *,
    words: str,
    need: Need | None = None,
    topic: Topic | None = None,
    by: Person,
    at: datetime,
) -> SessionRequest:
    """An hour of help, before there is an expert or a moment. Nobody is written to yet."""
    with transaction.atomic():
        held = hold(accompaniment)
        _must(rules.can_ask_session(by, held))
        if not words.strip():
            raise MoveRefused(_("Please say in a few words what you would like to talk about."))
        if need is not None and need.accompaniment_id != held.pk:
            raise MoveRefused(_("This need is another initiative’s."))
        asked = SessionRequest.objects.create(
            accompaniment=held, need=need, topic=topic, words=words, asked_by=by, asked_at=at
        )
        journal.record("ask", asked, by=by.ref, at=at)
        return asked


def propose_to(asked: SessionRequest, expertise: Expertise, *, why: str = "", by: Person, at: datetime) -> None:
    """Ask one expert, by a mail that is answered without an account; who was asked before is asked no more."""
    with transaction.atomic():
        held_expertise, held = hold(expertise), hold(asked)
        _must(rules.can_propose(by, held, held_expertise, _today(held, at)))
        move(
            held,
            "propose",
            by=by.ref,
            at=at,
            expertise=held_expertise,
            why=why[:300],
            proposed_at=at,
            answer="",
            answered_at=None,
            not_before=None,
        )
        emails.post_proposal(held, by, at)
    asked.refresh_from_db()


def accept(asked: SessionRequest, *, words: str = "", by: Person | None, at: datetime) -> None:
    """The expert says yes; `by` is None from the link of the mail. A moment is chosen next."""
    with transaction.atomic():
        held = _asked(asked, by)
        move(held, "accept", by=_who(held, by), at=at, answer=words, answered_at=at, not_before=None)
        emails.post_answer(held, "accepted", at)
    asked.refresh_from_db()


def not_me(asked: SessionRequest, *, words: str = "", by: Person | None, at: datetime) -> None:
    """The expert cannot: it waits for another, and no reason is asked for."""
    with transaction.atomic():
        held = _asked(asked, by)
        expertise = held.expertise
        give_back(held, words=words, by=_who(held, by), at=at)
        emails.post_answer(held, "not_me", at, expertise=expertise)
    asked.refresh_from_db()


def not_yet(asked: SessionRequest, *, day: date, words: str = "", by: Person | None, at: datetime) -> None:
    """Yes, but not before a day: whoever asked waits for it, or chooses another."""
    with transaction.atomic():
        held = _asked(asked, by)
        if day <= _today(held, at):
            raise MoveRefused(_("Choose a day to come."))
        if (held.not_before, held.answer) == (day, words):
            return  # sent twice
        SessionRequest.objects.filter(pk=held.pk).update(not_before=day, answer=words, answered_at=at)
        journal.record("not_before", held, by=_who(held, by), at=at, after=day.isoformat())
        held.refresh_from_db()
        emails.post_answer(held, "not_before", at)
    asked.refresh_from_db()


def drop(asked: SessionRequest, *, why: str, by: Person, at: datetime) -> None:
    """No longer asked: it stays with its reason, and an expert who was asked is told."""
    with transaction.atomic():
        held = hold(asked)
        _must(rules.can_run_request(by, held))
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        move(held, "drop", by=by.ref, at=at, answer=why, answered_at=at)
        emails.post_dropped(held, at)
    asked.refresh_from_db()


def give_back(held: SessionRequest, *, words: str, by: str, at: datetime) -> None:
    """In the transaction of whoever holds it: it waits for another expert, and keeps who gave it back."""
    move(
        held,
        "give_back",
        by=by,
        at=at,
        given_back_by=held.expertise,
        expertise=None,
        booking=None,
        why="",
        answer=words,
        answered_at=at,
        not_before=None,
        proposed_at=None,
    )


def _asked(asked: SessionRequest, by: Person | None) -> SessionRequest:
    held = hold(asked)
    _must(rules.is_asked(held) if by is None else rules.can_answer_request(by, held))
    # the link of a mail answers for the expert it was sent to, and for nobody asked since
    if by is None and (held.expertise_id, held.proposed_at) != (asked.expertise_id, asked.proposed_at):
        raise MoveRefused(_("This request has moved on: no answer is expected any more."))
    return held


def _who(held: SessionRequest, by: Person | None) -> str:
    """Whoever answers from the mail is the expert it was sent to."""
    if by is not None:
        return by.ref
    return held.expertise.person.ref if held.expertise else ""


def _today(asked: SessionRequest, at: datetime) -> date:
    return at.astimezone(ZoneInfo(asked.accompaniment.season.programme.time_zone)).date()


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
