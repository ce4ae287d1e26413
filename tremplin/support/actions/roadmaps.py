"""Needs and actions of the roadmap: written by both sides, closed with what came of them, never deleted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body, Door, Resource
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.asks import tell_in_line
from tremplin.support.models import Accompaniment, Action, Booking, Need, Point, TemplateAction
from tremplin.support.rules.asks import is_asked_of_team
from tremplin.support.states import ActionState, Owner

FURTHEST = timedelta(days=3_660)


@dataclass(frozen=True)
class Attached:
    """What an action is done with: where one knocks, what one asks for."""

    body: Body | None = None
    door: Door | None = None
    resource: Resource | None = None


NOTHING = Attached()


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
    person: Person | None = None,
    due_on: date,
    need: Need | None = None,
    attached: Attached = NOTHING,
    point: Point | None = None,
    booking: Booking | None = None,
    copied_from: TemplateAction | None = None,
    by: Person,
    at: datetime,
) -> Action:
    """Something to do, with who and by when; last of its step once the step was put in order by hand."""
    with transaction.atomic():
        _may_work(by, accompaniment)
        _holds_together(accompaniment, need=need, owner=owner, person=person)
        must_be_near(due_on, at)
        placed = Action.objects.filter(accompaniment=accompaniment, step=step, state=ActionState.PLANNED)
        last: int = placed.order_by().aggregate(last=Max("position"))["last"] or 0
        action = Action.objects.create(
            accompaniment=accompaniment,
            need=need,
            step=step,
            title=title,
            owner=owner,
            owner_name=owner_name,
            person=person,
            body=attached.body,
            door=attached.door,
            resource=attached.resource,
            due_on=due_on,
            position=last + 1 if last else 0,
            point=point,
            booking=booking,
            copied_from=copied_from,
            asked=is_asked_of_team(by, accompaniment, owner),
            written_by=by,
            written_at=at,
        )
        journal.record("plan", action, by=by.ref, at=at, after=due_on.isoformat())
        if action.asked:
            tell_in_line(accompaniment, at=at)
            action.refresh_from_db(fields=["told_at"])
        return action


def change_action(
    action: Action,
    *,
    step: str,
    title: str,
    owner: str,
    owner_name: str,
    person: Person | None,
    due_on: date,
    need: Need | None,
    attached: Attached,
    by: Person,
    at: datetime,
) -> None:
    """Its words, who does it, what it is done with. The day is told apart in the history: see `move_action`."""
    with transaction.atomic():
        _may_work(by, action.accompaniment)
        hold(action.accompaniment)  # before its rows: so does whoever tells what waits in line
        held = hold(action)
        _is_planned(held)
        _holds_together(held.accompaniment, need=need, owner=owner, person=person)
        Action.objects.filter(pk=held.pk).update(
            step=step,
            title=title,
            owner=owner,
            owner_name=owner_name,
            person=person,
            need=need,
            body=attached.body,
            door=attached.door,
            resource=attached.resource,
            asked=held.asked if held.owner == owner else is_asked_of_team(by, held.accompaniment, owner),
        )
        journal.record("change", held, by=by.ref, at=at, detail=f"{held.title}\n{held.who}")
        if held.due_on != due_on:
            move_action(held, due_on=due_on, by=by, at=at)
        tell_in_line(held.accompaniment, at=at)
    action.refresh_from_db()


def move_action(action: Action, *, due_on: date, by: Person, at: datetime) -> None:
    """Another day; the one before stays in the history."""
    with transaction.atomic():
        _may_work(by, action.accompaniment)
        held = hold(action)
        _is_planned(held)
        must_be_near(due_on, at)
        Action.objects.filter(pk=held.pk).update(due_on=due_on)
        journal.record("move", held, by=by.ref, at=at, before=held.due_on.isoformat(), after=due_on.isoformat())
    action.refresh_from_db()


def close_action(action: Action, verb: str, *, result: str, by: Person, at: datetime) -> None:
    """`verb` is finish, drop or plan_again."""
    _close(action, verb, result=result, by=by, at=at)


def hand_over_named(actions: QuerySet[Action], *, by: str, at: datetime) -> None:
    """What is to be done and bears the name of somebody who leaves is for the officer to do, or to give: no promise
    stays with somebody who is gone. In the caller's transaction.
    """
    for one in actions.filter(state=ActionState.PLANNED).select_related("person").order_by("pk"):
        same = Action.objects.filter(pk=one.pk, state=ActionState.PLANNED, person=one.person_id)
        if same.update(owner=Owner.OFFICER, person=None):
            journal.record("hand_over", one, by=by, at=at, detail=one.who)


def _holds_together(accompaniment: Accompaniment, *, need: Need | None, owner: str, person: Person | None) -> None:
    if need is not None and need.accompaniment_id != accompaniment.pk:
        raise MoveRefused(_("This need belongs to another initiative."))
    if person is not None and owner == Owner.BODY:
        raise MoveRefused(_("What an administration does is followed at a door or by a name, not by a person here."))


def must_be_near(due_on: date, at: datetime) -> None:
    """A day so far away is a slip of the keyboard, and no line of time would hold it."""
    if due_on > at.date() + FURTHEST:
        raise MoveRefused(_("This day is more than ten years away: please check the year."))


def _is_planned(held: Action) -> None:
    if held.state != ActionState.PLANNED:
        raise MoveRefused(_("This action is closed: plan it again first."))


def _close(row: Need | Action, verb: str, *, result: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        _may_work(by, row.accompaniment)
        hold(row.accompaniment)  # before its rows: so does whoever tells what waits in line
        held = hold(row)
        if verb == "drop" and not result.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        opens = verb in ("open_again", "plan_again")
        move(held, verb, by=by.ref, at=at, result=result or held.result, closed_at=None if opens else at)
        tell_in_line(row.accompaniment, at=at)
    row.refresh_from_db()


def _may_work(person: Person, accompaniment: Accompaniment) -> None:
    if isinstance(answer := rules.can_work_on(person, accompaniment), No):
        raise MoveRefused(answer.reason)
