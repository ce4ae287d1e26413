"""Undoing the last import: what the rows said before is written back, rows it added go.

What somebody changed since is left alone, and said. A row it added that something refers to (an introduction, a case, a
relation…) is not removed: it closes, so that nothing of ours points to nowhere.
"""

import json
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db.models import Model

from tremplin.core import journal
from tremplin.core.fields import FoldedField
from tremplin.directory.importing.statements import delete_rows, update_rows
from tremplin.directory.importing.tables import TABLES, Table
from tremplin.directory.importing.write import digest
from tremplin.directory.models import Import

SHOWN = 50
_READ = 5_000


@dataclass
class Undone:
    """What undoing does to one table, by key. `alone`: what somebody changed since."""

    table: Table
    removed: list[int] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    # key, what the row must still say, what it says again
    restored: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    put_back: list[dict[str, Any]] = field(default_factory=list)
    seen: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)

    @property
    def model(self) -> type[Model]:
        return self.table.model

    def names_left_alone(self) -> list[str]:
        return self._names(self.alone)

    def names_retired(self) -> list[str]:
        return self._names(self.retired)

    def _names(self, keys: list[int]) -> list[str]:
        rows = self.model._base_manager.in_bulk(keys[:SHOWN])
        return [str(rows[key]) for key in keys[:SHOWN] if key in rows]


def undoing_of(row: Import) -> list[Undone]:
    """What undoing this import does, the tables it wrote last first. Reads, never writes."""
    kept = Import.objects.values_list("before", flat=True).get(pk=row.pk)
    if kept is None:
        return []
    told = list(reversed(json.loads(zlib.decompress(bytes(kept)))["tables"]))
    found = [Undone(TABLES[one["model"]]) for one in told]
    new = [{int(key): value for key, value in one["new"].items()} for one in told]
    standing = [_digests(undone.table, keys) for undone, keys in zip(found, new, strict=True)]
    alone = {
        undone.model: _edited(undone.table, keys, now) for undone, keys, now in zip(found, new, standing, strict=True)
    }
    for undone in found:  # what stands over a row that is left alone is left alone too
        if column := undone.table.owner:
            over = _related(undone.model, column)
            alone.setdefault(over, set()).update(_values(undone.model, column, alone[undone.model]).values())
    for undone, now, one in zip(found, standing, told, strict=True):
        kept_here = alone[undone.model] & now.keys()
        if column := undone.table.under:
            links = _values(undone.model, column, now.keys())
            kept_here |= {key for key, over in links.items() if over in alone.get(_related(undone.model, column), ())}
        going = {key for key in now if key not in kept_here}
        referred = _referred(undone.model, going, found)
        undone.alone = sorted(kept_here) if undone.table.said else []
        undone.removed = sorted(going - referred)
        undone.retired = sorted(referred)
        undone.put_back = [_read(undone.model, row) for row in one["gone"]]
        _restore(undone, one)
    return found


def _edited(table: Table, new: dict[int, int], standing: dict[int, int]) -> set[int]:
    return {key for key, value in standing.items() if table.said and value != new[key]}


def _related(model: type[Model], column: str) -> type[Model]:
    found: Any = model._meta.get_field(column.removesuffix("_id")).related_model
    return cast("type[Model]", found)


def _values(model: type[Model], column: str, keys: Collection[int]) -> dict[int, int]:
    if not keys:
        return {}
    rows = model._base_manager.order_by().values_list("pk", column)
    return {key: value for key, value in rows.iterator(chunk_size=_READ) if key in keys}


def _digests(table: Table, keys: Iterable[int]) -> dict[int, int]:
    """The sum of what each of these rows says now, for those that are still there."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = table.model._base_manager.filter(pk__gte=min(wanted), pk__lte=max(wanted)).order_by("pk")
    said = rows.values_list("pk", *table.said)
    return {pk: digest(values) for pk, *values in said.iterator(chunk_size=_READ) if pk in wanted}


def _referred(model: type[Model], keys: set[int], others: list[Undone]) -> set[int]:
    """Those of these rows that a row which stays refers to, in whatever room it is."""
    going = {undone.model: set(undone.removed) for undone in others}
    found: set[int] = set()
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True)) if keys else []
    for relation in relations:
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        column = relation.field.attname
        rows = relation.related_model._base_manager.exclude(**{column: None}).order_by().values_list("pk", column)
        leaving = going.get(relation.related_model, set())
        found |= {to for key, to in rows.iterator(chunk_size=_READ) if to in keys and key not in leaving}
    return found


def _restore(undone: Undone, told: dict[str, Any]) -> None:
    """Rows that still say what the import made them say; the days on which rows were seen."""
    model = undone.model
    wanted = {key for key, _before, _after in told["changed"]}
    columns = {name for _key, before, _after in told["changed"] for name in before}
    rows = model._base_manager.order_by().values("pk", *sorted(columns))
    now = {row["pk"]: row for row in rows.iterator(chunk_size=_READ) if row["pk"] in wanted} if wanted else {}
    folded = {column.attname for column in model._meta.concrete_fields if isinstance(column, FoldedField)}
    for key, before, after in told["changed"]:
        was, became = _read(model, before), _read(model, after)
        if key not in now or any(now[key][name] != value for name, value in became.items() if name not in folded):
            undone.alone.append(key)
        else:
            undone.restored.append((key, {"state": became["state"]} if "state" in became else {}, was))
    for value, keys in told["seen"]:
        undone.seen += [(key, _read(model, {told["stamp"]: value})) for key in keys]


def _read(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in values.items()}


def write_back(undoing: list[Undone], *, by: str, at: datetime) -> None:
    """In the caller's transaction. Raises RowsMoved, or IntegrityError, when something changed since it was read."""
    for undone in undoing:
        retire = undone.table.retire
        if retire is not None:
            update_rows(undone.model, [(key, {}, retire(at)) for key in undone.retired])
        update_rows(undone.model, undone.restored)
        update_rows(undone.model, [(key, {}, values) for key, values in undone.seen])
        _journal(undone, by=by, at=at)
    # what is put back may name a row that was just restored; what is removed is no longer named by anything
    for undone in undoing:
        delete_rows(undone.model, undone.removed)
        held = undone.model._base_manager
        held.bulk_create([undone.model(**row) for row in undone.put_back], ignore_conflicts=True)


def _journal(undone: Undone, *, by: str, at: datetime) -> None:
    if not any(column.name == "ref" for column in undone.model._meta.concrete_fields):
        return
    moved = {key: again["state"] for key, _guard, again in undone.restored if "state" in again}
    closed = set(undone.retired) if undone.table.retire is not None else set()
    if not moved and not closed:
        return
    wanted = moved.keys() | closed
    rows = undone.model._base_manager.order_by("pk").values_list("pk", "ref")
    refs = {pk: ref for pk, ref in rows.iterator(chunk_size=_READ) if pk in wanted}
    acts = [("undo", refs[key], "", moved.get(key, "closed")) for key in refs]
    journal.record_all(undone.model, acts, by=by, at=at)
