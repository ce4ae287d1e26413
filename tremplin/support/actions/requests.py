"""Requests of public resources: noted beside a need, asked for, and what came of them, with its day and its value."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.actions.learning import record_case
from tremplin.directory.models import Resource
from tremplin.directory.queries import open_resources
from tremplin.directory.states import CaseOutcome
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.fundings import follow_request
from tremplin.support.models import Accompaniment, Need, ResourceRequest
from tremplin.support.states import RequestState, Subject


def note_request(
    accompaniment: Accompaniment,
    resource: Resource,
    *,
    need: Need | None = None,
    words: str = "",
    by: Person,
    at: datetime,
) -> ResourceRequest:
    """Note that it will be asked for. Noted twice, the first one stands; given up before, it is taken up again."""
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(answer := rules.can_work_on(by, supported, Subject.TIES), No):
            raise MoveRefused(answer.reason)
        if need is not None and need.accompaniment_id != supported.pk:
            raise MoveRefused(_("This need is another initiative’s."))
        known = (
            ResourceRequest.objects.filter(accompaniment=supported, resource=resource)
            .exclude(state=RequestState.REFUSED)
            .first()
        )
        if known is not None:
            if known.state == RequestState.DROPPED:
                move(known, "take_again", by=by.ref, at=at, asked_on=None)
                follow_request(known, by=by, at=at)
            return known
        if not open_resources().filter(pk=resource.pk).exists():
            raise MoveRefused(_("This resource is no longer open: nothing can be asked of it."))
        made = ResourceRequest.objects.create(
            accompaniment=supported, need=need, resource=resource, words=words, written_by=by, written_at=at
        )
        journal.record("note", made, by=by.ref, at=at)
        return made


def ask(asked: ResourceRequest, *, asked_on: date, words: str = "", by: Person, at: datetime) -> None:
    """It was asked for, on a day."""
    with transaction.atomic():
        held = _held(asked, by)
        _not_to_come(asked_on, held, at)
        said = {"asked_on": asked_on, "words": words or held.words}
        move(held, "ask", by=by.ref, at=at, detail=_gone(held, words), **said)
        follow_request(held, by=by, at=at)
    asked.refresh_from_db()


def obtain(
    asked: ResourceRequest,
    *,
    answered_on: date,
    value: Decimal | None = None,
    words: str = "",
    by: Person,
    at: datetime,
) -> None:
    """It was obtained; in euros when it has a value. The door it was asked at is one that helped."""
    _close(asked, "obtain", CaseOutcome.HELPED, answered_on, words, by, at, value=value)


def refuse(asked: ResourceRequest, *, answered_on: date, words: str = "", by: Person, at: datetime) -> None:
    _close(asked, "refuse", CaseOutcome.NOT, answered_on, words, by, at, value=None)


def _close(
    asked: ResourceRequest,
    verb: str,
    outcome: str,
    answered_on: date,
    words: str,
    by: Person,
    at: datetime,
    **fields: Any,
) -> None:
    with transaction.atomic():
        held = _held(asked, by)
        _not_to_come(answered_on, held, at)
        if held.asked_on is not None and answered_on < held.asked_on:
            raise MoveRefused(_("The answer comes after the request: please look at the day."))
        fields |= {"answered_on": answered_on, "words": words or held.words}
        move(held, verb, by=by.ref, at=at, detail=_gone(held, words), **fields)
        follow_request(held, by=by, at=at)
        need, door = held.need, held.resource.door
        if door is not None and need is not None:
            record_case(door, f"{need.title} {need.words}", outcome, held.ref, at)
    asked.refresh_from_db()


def drop(asked: ResourceRequest, *, words: str, by: Person, at: datetime) -> None:
    """Given up, with the reason."""
    with transaction.atomic():
        held = _held(asked, by)
        if not words.strip():
            raise MoveRefused(_("Please say why: what is given up stays with its reason."))
        move(held, "drop", by=by.ref, at=at, detail=_gone(held, words), words=words)
        follow_request(held, by=by, at=at)
    asked.refresh_from_db()


def take_again(asked: ResourceRequest, *, by: Person, at: datetime) -> None:
    """To be asked after all."""
    with transaction.atomic():
        held = _held(asked, by)
        move(held, "take_again", by=by.ref, at=at, asked_on=None)
        follow_request(held, by=by, at=at)
    asked.refresh_from_db()


def _gone(held: ResourceRequest, words: str) -> str:
    """What new words are written over: it stays in the journal."""
    return held.words if words and words != held.words else ""


def _held(asked: ResourceRequest, person: Person) -> ResourceRequest:
    held = hold(asked)
    if isinstance(answer := rules.can_change_request(person, held), No):
        raise MoveRefused(answer.reason)
    return held


def _not_to_come(day: date, asked: ResourceRequest, at: datetime) -> None:
    if day > at.astimezone(ZoneInfo(asked.accompaniment.season.programme.time_zone)).date():
        raise MoveRefused(_("This day is to come: note what has happened."))
