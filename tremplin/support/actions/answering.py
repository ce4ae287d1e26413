"""What becomes of an introduction that left: the answer, the meeting, the end."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.actions import (
    accept_mail,
    note_answer,
    note_silence,
    record_case,
    record_correction,
    refuse_mail,
)
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import IncomingReply, Introduction
from tremplin.support.queries.answers import mark_of, need_words
from tremplin.support.states import IntroductionState

ANSWERS = {
    "take_up": IntroductionState.TAKEN_UP,
    "redirect": IntroductionState.REDIRECTED,
    "decline": IntroductionState.DECLINED,
    "postpone": IntroductionState.LATER,
}


ALREADY_FILED = gettext_lazy("This reply has been filed already.")


@dataclass(frozen=True)
class Next:
    """What a meeting ends with: a next step (who does it, by when), or a stated end."""

    step: str = ""
    who: str = ""
    on: date | None = None
    ending: str = ""


def answer(
    introduction: Introduction,
    verb: str,
    *,
    words: str = "",
    redirected_to: str = "",
    redirected_email: str = "",
    redirected_door: Door | None = None,
    until: date | None = None,
    stop: bool = False,
    reply: IncomingReply | None = None,
    seen: str | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    """What the contact answers, from the page (`by` None) or as the officer files it. It may change until they meet;
    the same answer again changes nothing.

    `until`: not before that day. `stop`: nobody of ours writes to them again. `reply` is the mail it is read in. `seen`
    is what the page showed (`mark_of`): an answer that came in meanwhile is read before another is filed over it. A
    door named by a redirection teaches the search.
    """
    with transaction.atomic():
        held = _held(introduction, by)
        if verb not in ANSWERS:
            raise MoveRefused(_("Please choose one of the four answers."))
        if verb == "redirect" and not redirected_to.strip():
            raise MoveRefused(_("Please say to whom: a name, a service, an address."))
        if seen is not None and seen != mark_of(held):
            raise MoveRefused(_("An answer came in while this page was open: please read it first."))
        if reply is not None:
            _file(reply, held, by, at)
        redirects, known = verb == "redirect", held.redirected_door_id
        said: dict[str, Any] = {
            "answer": words,
            "redirected_to": redirected_to if redirects else "",
            "redirected_email": redirected_email if redirects else "",
            "redirected_door": redirected_door if redirects else None,
            "away_until": until if verb == "postpone" else None,
        }
        same = all(getattr(held, name) == value for name, value in {"state": ANSWERS[verb], **said}.items())
        if same and (held.stopped_at is not None or not stop):
            return
        today = clock.today(held.accompaniment.season.programme.time_zone)
        taken_up_on = (held.taken_up_on or today) if verb == "take_up" else None
        stopped_at = _stopped(held, verb, stop, today, at)
        move(
            held,
            verb,
            by=by.ref if by else "",
            at=at,
            **said,
            answered_at=at,
            taken_up_on=taken_up_on,
            stopped_at=stopped_at,
        )
        note_answer(held.door, at=at)
        if redirected_door is not None and redirects and redirected_door.pk != known:
            _correct(held, redirected_door, at)
    introduction.refresh_from_db()


def _stopped(held: Introduction, verb: str, stop: bool, today: date, at: datetime) -> datetime | None:
    """Whoever asked not to be written to stays so, until they say themselves that they take it up, or later."""
    if stop:
        refuse_mail(held.door, held.contact_email, on=today, at=at)
        return held.stopped_at or at
    if held.stopped_at is not None and verb in ("take_up", "postpone"):
        accept_mail(held.door, held.contact_email, at=at)
        return None
    return held.stopped_at


def note_away(
    introduction: Introduction, *, until: date, reply: IncomingReply | None = None, by: Person, at: datetime
) -> None:
    """A mail that answered by itself: nothing is proposed before they are back. It is not an answer."""
    with transaction.atomic():
        held = _held(introduction, by)
        if until <= clock.today(held.accompaniment.season.programme.time_zone):
            raise MoveRefused(_("This day is past: they are back."))
        if reply is not None:
            _file(reply, held, by, at)
        Introduction.objects.filter(pk=held.pk).update(away_until=until)
        journal.record("away", held, by=by.ref, at=at)
    introduction.refresh_from_db()


def set_reply_aside(reply: IncomingReply, *, by: Person, at: datetime) -> None:
    """A mail that says nothing of the introduction: its words are forgotten."""
    with transaction.atomic():
        _file(reply, _held(reply.introduction, by), by, at)


def _file(reply: IncomingReply, held: Introduction, by: Person | None, at: datetime) -> None:
    waiting = IncomingReply.objects.filter(pk=reply.pk, introduction=held, filed_at=None)
    if waiting.update(filed_at=at, filed_by=by, text="") != 1:
        raise MoveRefused(ALREADY_FILED)
    journal.record("file_reply", held, by=by.ref if by else "", at=at)


def link_redirection(introduction: Introduction, door: Door, *, by: Person, at: datetime) -> None:
    """Say which door of ours they meant: the search learns that the need is that door’s."""
    with transaction.atomic():
        held = _held(introduction, by)
        if isinstance(refusal := rules.can_link_redirection(by, held), No):
            raise MoveRefused(refusal.reason)
        if held.redirected_door_id == door.pk:
            return
        Introduction.objects.filter(pk=held.pk).update(redirected_door=door)
        journal.record("link", held, by=by.ref, at=at, after=door.ref)
        _correct(held, door, at)
    introduction.refresh_from_db()


def follow_redirection(introduction: Introduction | None, door: Door, *, by: Person, at: datetime) -> None:
    """Somebody writes to those they named, at this door: it is the one they meant, unless one was said already."""
    if introduction is None or introduction.redirected_door_id or introduction.door_id == door.pk:
        return
    if rules.can_link_redirection(by, introduction):
        link_redirection(introduction, door, by=by, at=at)


def give_up(introduction: Introduction, *, by: Person, at: datetime) -> None:
    """No answer came: said honestly, to both sides. The door is silent since the day of the message."""
    with transaction.atomic():
        held = _held(introduction, by)
        never_answered = held.state == IntroductionState.SENT
        move(held, "give_up", by=by.ref, at=at)
        if never_answered and held.sent_at is not None:
            zone = ZoneInfo(held.accompaniment.season.programme.time_zone)
            note_silence(held.door, held.sent_at.astimezone(zone).date(), at=at)
    introduction.refresh_from_db()


def meet(
    introduction: Introduction,
    *,
    met_on: date,
    next_step: str = "",
    next_who: str = "",
    next_on: date | None = None,
    ending: str = "",
    by: Person,
    at: datetime,
) -> None:
    """They met: a meeting ends with a next step, or with a stated end. The search learns which door helped."""
    _meet(introduction, "meet", met_on, Next(next_step, next_who, next_on, ending), by, at)


def go_on(introduction: Introduction, *, after: Next, by: Person, at: datetime) -> None:
    """The next step is done: another follows, or it ends."""
    _meet(introduction, "go_on", None, after, by, at)


def _meet(introduction: Introduction, verb: str, met_on: date | None, after: Next, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(introduction, by)
        if not after.step.strip() and not after.ending.strip():
            raise MoveRefused(_("A meeting ends with a next step, or with a stated end: please write one."))
        if isinstance(allowed := Introduction.MOVES.allows(verb, held.state), No):
            raise MoveRefused(allowed.reason)
        met: dict[str, Any] = {"met_on": met_on or held.met_on}
        if after.ending.strip():
            journal.record(verb, held, by=by.ref, at=at)
            move(held, "end", by=by.ref, at=at, **met, ending=after.ending)
        else:
            move(held, verb, by=by.ref, at=at, **met, next_step=after.step, next_who=after.who, next_on=after.on)
        if verb == "meet":
            note_answer(held.door, at=at)
            _learn(held, at)
    introduction.refresh_from_db()


def end(introduction: Introduction, *, words: str, by: Person, at: datetime) -> None:
    """It ends, and says how. What it brought is asked of both sides apart."""
    with transaction.atomic():
        held = _held(introduction, by)
        if not words.strip():
            raise MoveRefused(_("Please say how it ended."))
        move(held, "end", by=by.ref, at=at, ending=words)
    introduction.refresh_from_db()


def _held(introduction: Introduction, by: Person | None) -> Introduction:
    """Locked as it is now, when this person may follow it; the contact (None) is let in by the link."""
    held = hold(introduction)
    if by is not None and isinstance(refusal := rules.can_pursue(by, held), No):
        raise MoveRefused(refusal.reason)
    return held


def _learn(introduction: Introduction, at: datetime) -> None:
    if words := need_words(introduction):
        record_case(introduction.door, words, "helped", introduction.ref, at)


def _correct(introduction: Introduction, door: Door, at: datetime) -> None:
    if words := need_words(introduction):
        record_correction(introduction.door, door, words, at)
