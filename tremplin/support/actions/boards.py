"""The order of the actions in each step, as both sides put them by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import Action
from tremplin.support.queries.boards import in_order
from tremplin.support.states import ActionState, Step


def place_action(action: Action, *, step: str, before: str | None, by: Person, at: datetime) -> None:
    """Put it in a step, right before another action (its reference), or last when there is none. Whoever moves
    something at the same instant waits: the second one is refused if what it was put before is no longer there.
    """
    with transaction.atomic():
        accompaniment = hold(action.accompaniment)
        if isinstance(answer := rules.can_work_on(by, accompaniment), No):
            raise MoveRefused(answer.reason)
        held = Action.objects.get(pk=action.pk)
        if held.state != ActionState.PLANNED:
            raise MoveRefused(_("This action is closed: it has no place among those to do."))
        if step not in Step.values:
            raise MoveRefused(_("This step does not exist."))
        rows = [one for one in in_order(accompaniment) if one.step == step and one.pk != held.pk]
        places = [one.ref for one in rows]
        if before is not None and before not in places:
            raise MoveRefused(_("Somebody changed this while you were reading it. Please look again."))
        rows.insert(len(rows) if before is None else places.index(before), held)
        moved = []
        for position, one in enumerate(rows, 1):
            if one.pk == held.pk or one.position != position:
                one.position, one.step = position, step
                moved.append(one)
        Action.objects.bulk_update(moved, ["position", "step"], batch_size=200)
        journal.record("place", action, by=by.ref, at=at, before=action.step, after=step)
    action.refresh_from_db()


def shift_action(action: Action, *, down: bool, by: Person, at: datetime) -> None:
    """One place up or down in its step; at the end of it, nothing happens."""
    refs = [one.ref for one in in_order(action.accompaniment) if one.step == action.step]
    if action.ref not in refs:
        raise MoveRefused(_("This action is closed: it has no place among those to do."))
    here = refs.index(action.ref)
    if here == (len(refs) - 1 if down else 0):
        return
    after = refs[here + 2] if down and here + 2 < len(refs) else None
    place_action(action, step=action.step, before=after if down else refs[here - 1], by=by, at=at)
