"""Makes the tables say what the export says.

In batches, each a short transaction that also tells how far the import is: an import of a whole country neither holds
the database for half a minute nor hides its progress. Every batch leaves the tables sound; an import that stopped is
applied again and goes on from there. Nothing is deleted but links that the export no longer holds.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import MoveRefused, move
from tremplin.directory.importing.compare import BODY_FIELDS, DOOR_FIELDS, Changes
from tremplin.directory.models import Belonging, Body, Door
from tremplin.directory.states import BodyState

T = TypeVar("T")
BATCH = 500
Progress = Callable[[int], None]


def write(changes: Changes, *, by: str, at: datetime, progress: Progress) -> None:
    """Apply what `compare` found. `progress` is called inside each batch's transaction, with the rows it wrote; what
    it raises undoes the batch and stops.
    """
    _bodies(changes, at, progress)
    rows = Body.objects.exclude(official_id=None).order_by().values_list("official_id", "pk")
    keys = {official_id or "": pk for official_id, pk in rows}
    _doors(changes, keys, progress)
    _links(changes, keys, progress)
    _moves(changes, by, at, progress)
    with transaction.atomic():
        # all that is open now was in the file
        Body.objects.exclude(official_id=None).filter(state=BodyState.OPEN).update(imported_at=at)


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


def _bodies(changes: Changes, at: datetime, progress: Progress) -> None:
    fields = [name.removesuffix("_id") for name in BODY_FIELDS]
    for batch in _batches([*changes.new.items(), *changes.changed.items()]):
        rows = [
            Body(official_id=official_id, imported_at=at, **dict(zip(BODY_FIELDS, values, strict=True)))
            for official_id, values in batch
        ]
        with transaction.atomic():
            Body.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["official_id"], update_fields=[*fields, "folded"]
            )
            progress(len(batch))


def _doors(changes: Changes, keys: dict[str, int], progress: Progress) -> None:
    for batch in _batches(list(changes.doors.items())):
        new, known = [], []
        for official_id, (door, values) in batch:
            row = Door(body_id=keys[official_id], imported=True, **dict(zip(DOOR_FIELDS, values, strict=True)))
            if door is None:
                row.published = True
                new.append(row)
            else:
                row.ref = door.ref
                known.append(row)
        with transaction.atomic():
            Door.objects.bulk_create(new)
            Door.objects.bulk_create(
                known, update_conflicts=True, unique_fields=["ref"], update_fields=[*DOOR_FIELDS, "folded"]
            )
            progress(len(batch))


def _links(changes: Changes, keys: dict[str, int], progress: Progress) -> None:
    for batch in _batches(changes.links_new):
        rows = [Belonging(parent_id=keys[parent], child_id=keys[child], official=True) for parent, child in batch]
        with transaction.atomic():
            Belonging.objects.bulk_create(rows, ignore_conflicts=True)
            progress(len(batch))
    for gone in _batches(changes.links_gone):
        with transaction.atomic():
            Belonging.objects.filter(pk__in=gone).delete()
            progress(len(gone))


def _moves(changes: Changes, by: str, at: datetime, progress: Progress) -> None:
    """What closes and what opens again: each is an act of its own, with its line in the journal."""

    def run(rows: Sequence[str], act: Callable[[str], None]) -> None:
        for batch in _batches(rows):
            with transaction.atomic():
                for one in batch:
                    act(one)
                progress(len(batch))

    def move_body(verb: str, **fields: Any) -> Callable[[str], None]:
        def act(official_id: str) -> None:
            body = Body.objects.get(official_id=official_id)
            after = _successor(changes, body) if verb == "close" else None
            _moved(body, verb, by=by, at=at, successor=after, **fields)

        return act

    def move_door(verb: str, **fields: Any) -> Callable[[str], None]:
        return lambda ref: _moved(Door.objects.get(ref=ref), verb, by=by, at=at, successor=None, **fields)

    run(changes.returning, move_body("open_again", closed_at=None))
    run(changes.doors_returning, move_door("open_again", closed_at=None))
    run(changes.doors_gone, move_door("close", closed_at=at))
    run(changes.gone, move_body("close", closed_at=at))
    _late_successors(changes, by, at)


def _moved(row: Body | Door, verb: str, **fields: Any) -> None:
    try:
        move(row, verb, **fields)
    except MoveRefused:
        return  # somebody did it meanwhile


def _successor(changes: Changes, body: Body) -> Body | None:
    """The body of the file that says it was this one."""
    after = changes.successors.get(body.official_id or "")
    return Body.objects.filter(official_id=after).first() if after else None


def _late_successors(changes: Changes, by: str, at: datetime) -> None:
    """Bodies closed before, that a later file says who came after. What a person said stays."""
    with transaction.atomic():
        former = list(changes.successors)
        for batch in _batches(former):
            rows = Body.objects.filter(official_id__in=batch, state=BodyState.CLOSED, successor=None)
            for body in rows:
                after = _successor(changes, body)
                if after is not None and after.pk != body.pk:
                    body.successor = after
                    body.save(update_fields=["successor"])
                    journal.record("succeed", body, by=by, at=at, after=after.ref)
