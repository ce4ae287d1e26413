"""What the minutes of a sitting say: who was there, who was not, who stepped back. Closed, it stays as it was then."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from tremplin.calls.models import Conflict
from tremplin.core.models import Entry
from tremplin.selection.models import Seat, Sitting, SittingItem
from tremplin.selection.queries.sittings import members_of
from tremplin.selection.states import SeatState


@dataclass(frozen=True)
class Attendance:
    """`present` and `excused` are the members of the college."""

    present: list[Seat]
    excused: list[Seat]

    @property
    def members(self) -> int:
        return len(self.present) + len(self.excused)


def attendance_of(sitting: Sitting) -> Attendance:
    there = set(sitting.presences.order_by().values_list("seat", flat=True))
    seats = list(_members(sitting))
    return Attendance([one for one in seats if one.pk in there], [one for one in seats if one.pk not in there])


def stepped_back(sitting: Sitting, items: Collection[SittingItem]) -> dict[int, int]:
    """How many members are in conflict with each file, by the key of the item."""
    people = {seat.person_id for seat in _members(sitting)}
    conflicts = Conflict.objects.filter(application__in={item.file.application_id for item in items}, person__in=people)
    if sitting.closed_at is not None:
        conflicts = conflicts.filter(since__lte=sitting.closed_at)
    counts: dict[int, int] = {}
    for application in conflicts.order_by().values_list("application", flat=True):
        counts[application] = counts.get(application, 0) + 1
    return {item.pk: counts.get(item.file.application_id, 0) for item in items}


def _members(sitting: Sitting) -> Collection[Seat]:
    """Those who may sit; for a sitting that is closed, those who might when it closed."""
    if sitting.closed_at is None:
        return list(members_of(sitting))
    ended = Entry.objects.filter(
        kind=Seat._meta.label, verb="end", object=OuterRef("ref"), at__gt=sitting.closed_at, before=SeatState.ACCEPTED
    )
    held = Q(state=SeatState.ACCEPTED) | Q(Exists(ended), state=SeatState.ENDED)
    seats = Seat.objects.filter(held, round=sitting.round_id, answered_at__lte=sitting.closed_at)
    return list(seats.select_related("person", "round"))
