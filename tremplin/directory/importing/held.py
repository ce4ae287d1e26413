"""What we hold, read at once to be compared with a file: bodies that follow a list, the door each import opened for
them, the links between them, and places.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tremplin.directory.engine.kinds import department_of
from tremplin.directory.importing.tables import BODY_FIELDS, DOOR_FIELDS
from tremplin.directory.models import Belonging, Body, Door, Import, Territory
from tremplin.directory.states import ImportSource, ImportState, TerritoryKind

Known = dict[str, Any]
# which list a body follows: its identifier begins with this; the official directory's are as it gives them
PREFIXES = {ImportSource.COUNTERS: "counters:", ImportSource.SERVICES: "services:"}
_READ = 5_000


def follows(official_id: str, source: str) -> bool:
    """Whether the body of this identifier comes from this list."""
    if source in PREFIXES:
        return official_id.startswith(PREFIXES[ImportSource(source)])
    return not official_id.startswith(tuple(PREFIXES.values()))


def bodies_held() -> dict[str, Known]:
    """Every body that follows a list, by identifier: its columns, and `ref` and `pk`."""
    columns = (
        "pk", "ref", "official_id", "official_name", "state", "closed_at", "successor_id", "imported_at", *BODY_FIELDS
    )  # fmt: skip
    rows = Body.objects.exclude(official_id=None).order_by("pk").values(*columns)
    return {str(row["official_id"]): dict(row) for row in rows.iterator(chunk_size=_READ)}


def doors_held() -> dict[int, Known]:
    """The door that imports opened, by the key of its body."""
    columns = ("pk", "ref", "body_id", "state", "closed_at", "edited", "former_names", *DOOR_FIELDS)
    rows = Door.objects.filter(imported=True).order_by("pk").values(*columns)
    return {row["body_id"]: dict(row) for row in rows.iterator(chunk_size=_READ)}


def links_held() -> list[Known]:
    rows = Belonging.objects.order_by("pk").values("id", "parent_id", "child_id", "official")
    return [dict(row) for row in rows.iterator(chunk_size=_READ)]


def closed_by_imports(source: str) -> Collection[datetime]:
    """The instants at which imports of this list, or undoing one, closed what was gone: what was closed at any other
    instant was closed by somebody, and stays so.
    """
    rows = Import.objects.filter(source=source, state__in=[ImportState.APPLIED, ImportState.UNDONE]).order_by()
    return {at for both in rows.values_list("ended_at", "undone_at") for at in both if at is not None}


class Places:
    """The territory of an INSEE code: its commune when we know it, else its department."""

    def __init__(self) -> None:
        rows = Territory.objects.order_by("pk").values_list("kind", "code", "pk")
        self._known = {(kind, code): pk for kind, code, pk in rows}

    def of(self, code: str) -> int | None:
        if not code:
            return None
        commune = self._known.get((TerritoryKind.COMMUNE, code))
        return commune or self._known.get((TerritoryKind.DEPARTMENT, department_of(code)))
