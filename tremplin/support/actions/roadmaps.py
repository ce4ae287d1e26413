"""Needs and actions of the roadmap: written by both sides, closed with what came of them, never deleted."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import Accompaniment, Action, Need


def write_need(
    accompaniment: Accompaniment, *, step: str, title: str, words: str = "", by: Person, at: datetime
) -> Need:
    with transaction.atomic():
        _may_work(by, accompaniment)
        need = Need.objects.create(
            accompaniment=accompaniment, step=step, title=title, words=words, written_by=by, written_at=at
        )
        journal.record("write", need, by=by.ref, at=at)
        return need


def change_need(need: Need, *, step: str, title: str, words: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        _may_work(by, need.accompaniment)
        held = hold(need)
        Need.objects.filter(pk=held.pk).update(step=step, title=title, words=words)
        journal.record("change", held, by=by.ref, at=at, detail=f"{held.title}\n{held.words}")
    need.refresh_from_db()


def close_need(need: Need, verb: str, *, result: str, by: Person, at: datetime) -> None:
    """`verb` is meet, drop or open_again; the first two say what came of it."""
    _close(need, verb, result=result, by=by, at=at)


def plan_action(
    accompaniment: Accompaniment,
    *,
    step: str,
    title: str,
    owner: str,
    owner_name: str = "",
    due_on: date,
    need: Need | None = None,
    by: Person,
    at: datetime,
) -> Action:
    """Something to do, with who and by when."""
    with transaction.atomic():
        _may_work(by, accompaniment)
        if need is not None and need.accompaniment_id != accompaniment.pk:
            raise MoveRefused(_("This need belongs to another initiative."))
        action = Action.objects.create(
            accompaniment=accompaniment,
            need=need,
            step=step,
            title=title,
            owner=owner,
            owner_name=owner_name,
            due_on=due_on,
            written_by=by,
            written_at=at,
        )
        journal.record("plan", action, by=by.ref, at=at)
        return action


def move_action(action: Action, *, due_on: date, by: Person, at: datetime) -> None:
    """Another day; the one before stays in the history."""
    with transaction.atomic():
        _may_work(by, action.accompaniment)
        held = hold(action)
        Action.objects.filter(pk=held.pk).update(due_on=due_on)
        journal.record("move", held, by=by.ref, at=at, before=held.due_on.isoformat(), after=due_on.isoformat())
    action.refresh_from_db()


def close_action(action: Action, verb: str, *, result: str, by: Person, at: datetime) -> None:
    """`verb` is finish, drop or plan_again."""
    _close(action, verb, result=result, by=by, at=at)


def _close(row: Need | Action, verb: str, *, result: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        _may_work(by, row.accompaniment)
        held = hold(row)
        if verb == "drop" and not result.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        opens = verb in ("open_again", "plan_again")
        move(held, verb, by=by.ref, at=at, result=result or held.result, closed_at=None if opens else at)
    row.refresh_from_db()


def _may_work(person: Person, accompaniment: Accompaniment) -> None:
    if isinstance(answer := rules.can_work_on(person, accompaniment), No):
        raise MoveRefused(answer.reason)
