"""Carries out a plan in one transaction: all of it is written, or nothing.

What can be made before is made before (`prepare`: columns, folded words, values as the database takes them), so that
the transaction holds little more than the statements: one for all the rows of a table that are added, one for all that
change in the same columns. What they said before is kept with the import, and written back when it is undone.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from tremplin.core import journal
from tremplin.directory.importing.plans import Changed, Plan, Rows
from tremplin.directory.importing.statements import delete_rows, insert_statement, run_many, update_rows
from tremplin.directory.importing.tables import table_of

Told = Callable[[int], None]


@dataclass
class _Table:
    """The rows to add to a table, as the statement takes them; `waiting`: the cells that stand for a row not written
    yet, and that row. `sums`: what tells later that somebody changed a row, where it can be told before.
    """

    rows: Rows
    statement: str
    cells: list[list[Any]]
    waiting: list[tuple[int, int, str, Model]]
    sums: list[int]


class Prepared:
    """A plan made ready, outside the transaction."""

    def __init__(self, plan: Plan) -> None:
        self.total = plan.total
        self.tables = [_prepared(rows) for rows in plan.rows]


def write(prepared: Prepared, *, by: str, at: datetime, told: Told) -> bytes:
    """In the caller's transaction. `told` hears how many rows were written since the last time. Returns what undoing
    needs. Raises RowsMoved when a row changed since it was compared.
    """
    kept = []
    for table in prepared.tables:
        rows = table.rows
        for place, index, column, other in table.waiting:
            table.cells[place][index] = other.pk
            setattr(rows.new[place], column, other.pk)
        newest = _newest(rows.model)
        run_many(table.statement, table.cells, told)
        if rows.new:
            _find_again(rows, newest)
        _change(rows.model, rows.changed, by=by, at=at)
        told(len(rows.changed))
        delete_rows(rows.model, [row["id"] for row in rows.gone])
        told(len(rows.gone))
        update_rows(rows.model, [(pk, {}, {rows.stamp: at}) for pk in rows.seen])
        kept.append(_kept(table))
    return zlib.compress(json.dumps({"tables": kept}, cls=DjangoJSONEncoder, ensure_ascii=False).encode())


def _prepared(rows: Rows) -> _Table:
    columns = [column for column in rows.model._meta.concrete_fields if not column.primary_key]
    cells, waiting = [], []
    for place, row in enumerate(rows.new):
        values = []
        for index, column in enumerate(columns):
            value = column.pre_save(row, add=True)
            if column.is_relation and value is None and (other := row._state.fields_cache.get(column.name)):
                waiting.append((place, index, column.attname, other))
            values.append(column.get_db_prep_save(value, connection))
        cells.append(values)
    said = table_of(rows.model).said
    late = {attname for _place, _index, attname, _other in waiting} & set(said)
    sums = [] if late else [_sum(row, said) for row in rows.new]
    return _Table(rows, insert_statement(rows.model, columns), cells, waiting, sums)


def _sum(row: Model, said: Sequence[str]) -> int:
    return digest([getattr(row, name) for name in said])


def _newest(model: type[Model]) -> int:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _find_again(rows: Rows, newest: int) -> None:
    """The keys that the database gave to the rows that were added."""
    key = table_of(rows.model).key
    found = rows.model._base_manager.filter(pk__gt=newest).order_by().values_list("pk", *key)
    keys = {tuple(values): pk for pk, *values in found.iterator(chunk_size=5_000)}
    for row in rows.new:
        row.pk = keys[tuple(getattr(row, name) for name in key)]


def _change(model: type[Model], changed: list[Changed], *, by: str, at: datetime) -> None:
    """A change of state touches the rows that are still in the state that was read, and is journalled."""
    now = [{name: _key(value) for name, value in one.after.items()} for one in changed]
    guards = [{"state": one.before["state"]} if "state" in one.before else {} for one in changed]
    update_rows(model, [(one.pk, guard, after) for one, guard, after in zip(changed, guards, now, strict=True)])
    acts = [
        (one.verb, one.ref, *((one.before["state"], one.after["state"]) if "state" in one.after else ("", _told(one))))
        for one in changed
        if one.verb
    ]
    journal.record_all(model, acts, by=by, at=at)


def _told(one: Changed) -> str:
    """Of a succession, the one that came after."""
    return next((str(getattr(value, "ref", "")) for value in one.after.values() if isinstance(value, Model)), "")


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _kept(table: _Table) -> dict[str, Any]:
    """The table as undoing reads it: see `undo.py`."""
    rows, said = table.rows, table_of(table.rows.model).said
    sums = table.sums or [_sum(row, said) for row in rows.new]
    return {
        "model": rows.model._meta.label_lower,
        "new": {row.pk: sums[place] for place, row in enumerate(rows.new)},
        "changed": [
            (one.pk, {n: _key(v) for n, v in one.before.items()}, {n: _key(v) for n, v in one.after.items()})
            for one in rows.changed
        ],
        "gone": rows.gone,
        "stamp": rows.stamp,
        "seen": _by_value(rows.seen),
    }


def _by_value(seen: dict[int, Any]) -> list[tuple[Any, list[int]]]:
    found: dict[Any, list[int]] = {}
    for pk, value in seen.items():
        found.setdefault(value, []).append(pk)
    return list(found.items())


def digest(values: Sequence[Any]) -> int:
    """A short sum of what a row says: another one means that somebody changed it."""
    return zlib.crc32("\x1f".join(map(str, values)).encode())
