"""Beginning the thread of a season, keeping it, saying what is done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.engine.backward_plan import offset_of
from tremplin.programme.engine.working_days import is_working
from tremplin.programme.models import Milestone, Season
from tremplin.programme.queries.threads import owners_of, plan_for, plan_moved
from tremplin.programme.rules.threads import (
    can_change_milestone,
    can_drop_milestone,
    can_finish_milestone,
    can_keep_thread,
    can_take_up_milestone,
)


def begin_thread(season: Season, *, source: Season | None, announced_on: date, by: Person, at: datetime) -> int:
    """Copy a former season's thread, or the standard one, planned backwards from the announcement. `announced_on` is
    the day that was shown: another one since, and nothing is written. A thread begins once.
    """
    with transaction.atomic():
        held = hold(season)
        _must(can_keep_thread(by, held))
        _must_announce(held, announced_on)
        if held.milestones.exists():
            raise MoveRefused(_("This season has its thread already."))
        if source is not None and source.programme_id != held.programme_id:
            raise MoveRefused(_("This season belongs to another programme."))
        planned = plan_for(held, source)
        for one in planned:
            one.step.due_on = one.after
        steps = Milestone.objects.bulk_create([one.step for one in planned])
        acts = [("plan", step.ref, "", f"{step.due_on:%Y-%m-%d}") for step in steps]
        journal.record_all(Milestone, acts, by=by.ref, at=at)
        return len(steps)


def move_thread(season: Season, *, announced_on: date, by: Person, at: datetime) -> int:
    """Put what is to be done where the day of the announcement puts it. What is done, or dropped, keeps its day."""
    with transaction.atomic():
        held = hold(season)
        _must(can_keep_thread(by, held))
        _must_announce(held, announced_on)
        planned = plan_moved(held)
        acts = [("shift", one.step.ref, f"{one.step.due_on:%Y-%m-%d}", f"{one.after:%Y-%m-%d}") for one in planned]
        for one in planned:
            one.step.due_on = one.after
        Milestone.objects.bulk_update([one.step for one in planned], ["due_on"])
        journal.record_all(Milestone, acts, by=by.ref, at=at)
        return len(planned)


def add_milestone(
    season: Season,
    *,
    title_fr: str,
    title_en: str = "",
    due_on: date,
    owner: Person | None = None,
    link: str = "",
    by: Person,
    at: datetime,
) -> Milestone:
    with transaction.atomic():
        held = hold(season)
        _must(can_keep_thread(by, held))
        step = Milestone(season=held, title_fr=title_fr, title_en=title_en, owner=owner, link=link)
        _place(step, due_on)
        _must_own(step, owner)
        step.save()
        journal.record("plan", step, by=by.ref, at=at, after=f"{due_on:%Y-%m-%d}")
        return step


def change_milestone(
    step: Milestone,
    *,
    title_fr: str,
    title_en: str,
    due_on: date,
    owner: Person | None,
    link: str,
    by: Person,
    at: datetime,
) -> None:
    """Its words, its owner, its day: next season's thread is planned from the day chosen here."""
    with transaction.atomic():
        step.season = hold(step.season)
        step.refresh_from_db(from_queryset=Milestone.objects.select_related("season__programme"))
        _must(can_change_milestone(by, step))
        before = f"{step.due_on:%Y-%m-%d}"
        step.title_fr, step.title_en, step.owner = title_fr, title_en, owner
        if not step.fact:
            step.link = link
        if due_on != step.due_on:
            _place(step, due_on)
        _must_own(step, owner)
        step.save()
        journal.record("change", step, by=by.ref, at=at, before=before, after=f"{step.due_on:%Y-%m-%d}")


def finish_milestone(step: Milestone, *, done_on: date, by: Person, at: datetime) -> None:
    """Somebody says it is done: only for a step no room knows about."""
    _gesture(step, can_finish_milestone(by, step), "finish", by=by, at=at, done_on=done_on, done_by=by)


def drop_milestone(step: Milestone, *, why: str, by: Person, at: datetime) -> None:
    """It will not be done this season, and the thread says why."""
    if not why.strip():
        raise MoveRefused(_("Say why this step is dropped."))
    fields: dict[str, Any] = {"dropped_at": at, "dropped_by": by, "dropped_why": why}
    _gesture(step, can_drop_milestone(by, step), "drop", by=by, at=at, **fields)


def take_up_milestone(step: Milestone, *, by: Person, at: datetime) -> None:
    """It is to be done after all."""
    gone = {"done_on": None, "done_by": None, "dropped_at": None, "dropped_by": None, "dropped_why": ""}
    _gesture(step, can_take_up_milestone(by, step), "take_up", by=by, at=at, **gone)


def _gesture(step: Milestone, answer: Answer, verb: str, *, by: Person, at: datetime, **fields: Any) -> None:
    with transaction.atomic():
        _must(answer)
        move(step, verb, by=by.ref, at=at, **fields)


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)


def _must_announce(season: Season, announced_on: date) -> None:
    if season.announced_on is None:
        raise MoveRefused(_("Say first on which day the laureates are announced: everything is planned from it."))
    if season.announced_on != announced_on:
        raise MoveRefused(_("The day of the announcement changed meanwhile. Please read the dates again."))


def _must_own(step: Milestone, owner: Person | None) -> None:
    if owner is not None and not owners_of(step.season.programme).filter(pk=owner.pk).exists():
        raise MoveRefused(_("%(name)s has no mandate in this programme.") % {"name": owner})


def _place(step: Milestone, due_on: date) -> None:
    """Put a step on its day, a working one, and keep how far it stands from the announcement."""
    announced_on = step.season.announced_on
    if announced_on is None:
        raise MoveRefused(_("Say first on which day the laureates are announced: everything is planned from it."))
    if due_on != announced_on and not is_working(due_on):
        raise MoveRefused(_("This day is a Saturday, a Sunday or a public holiday: choose a working day."))
    step.due_on, step.offset = due_on, offset_of(announced_on, due_on)
