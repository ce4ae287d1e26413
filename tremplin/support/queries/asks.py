"""What the programme asks of an initiative: what it was told, and what waits in line for a place and for its hours."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet

from tremplin.support.models import Action
from tremplin.support.states import ActionState


def asked_open(accompaniments: Collection[int] | QuerySet[Any]) -> QuerySet[Action]:
    """Requests that are neither done nor given up, told or not: the nearest day first, then the first written."""
    rows = Action.objects.filter(accompaniment__in=accompaniments, asked=True, state=ActionState.PLANNED)
    return rows.order_by("due_on", "written_at", "pk")


@dataclass(frozen=True)
class AskedState:
    """Where a request stands: told on an instant, put off until a day, or in line with so many `before` it."""

    standing: Literal["told", "later", "line"]
    told_at: datetime | None = None
    until: date | None = None
    before: int = 0


def asked_states(actions: Collection[Action]) -> dict[int, AskedState]:
    """For those of these actions that are open requests: one query, however many."""
    wanted = {one.pk for one in actions if one.asked and one.state == ActionState.PLANNED}
    if not wanted:
        return {}
    lines: dict[int, int] = defaultdict(int)
    found: dict[int, AskedState] = {}
    for one in asked_open({one.accompaniment_id for one in actions if one.pk in wanted}):
        if one.told_at is None:
            state = AskedState("line", before=lines[one.accompaniment_id])
            lines[one.accompaniment_id] += 1
        elif one.later_until is not None:
            state = AskedState("later", told_at=one.told_at, until=one.later_until)
        else:
            state = AskedState("told", told_at=one.told_at)
        if one.pk in wanted:
            found[one.pk] = state
    return found
