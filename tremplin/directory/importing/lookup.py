"""Bodies, places and themes, as people write them: found by what is written, or said to be unknown or several."""

from collections.abc import Iterable
from typing import Any

from tremplin.content.models import Topic
from tremplin.core.text import fold
from tremplin.directory.engine.columns import bare
from tremplin.directory.models import Body, Territory
from tremplin.directory.states import BodyState, TerritoryKind

_NATIONAL = frozenset({"national", "nationale", "france", "france entiere", "toute la france", "the whole country"})
_STEPS = 100


class Several(Exception):
    """More than one body is called that."""


class BodyNames:
    """Bodies in activity by name and acronym; then by the names they, and those they came after, no longer have."""

    def __init__(self) -> None:
        columns = ("pk", "name", "acronym", "former_names", "state", "successor_id")
        rows = {row["pk"]: row for row in Body.objects.order_by("pk").values(*columns)}
        self.names: dict[int, str] = {}
        self._by_name: dict[str, set[int]] = {}
        self._by_acronym: dict[str, set[int]] = {}
        self._by_former: dict[str, set[int]] = {}
        for pk, row in rows.items():
            standing = _standing(pk, rows)
            if rows[standing]["state"] != BodyState.OPEN:
                continue
            self.names[standing] = rows[standing]["name"]
            former = row["former_names"].split("\n")
            if standing == pk:
                _enter(self._by_name, [row["name"]], pk)
                _enter(self._by_acronym, [row["acronym"]], pk)
            else:
                former += [row["name"], row["acronym"]]
            _enter(self._by_former, former, standing)

    def find(self, written: str, acronym: str = "") -> int | None:
        """The key of the body that is called so, None when none is. Raises Several."""
        name, inside = _without_acronym(written)
        wanted = fold(acronym or inside)
        for names in (self._by_name, self._by_acronym, self._by_former):
            for one in dict.fromkeys([fold(written), fold(name)]):
                if found := names.get(one):
                    if len(found) > 1 and wanted:
                        found = found & self._by_acronym.get(wanted, set()) or found
                    if len(found) > 1:
                        raise Several
                    return next(iter(found))
        return None


def _standing(pk: int, rows: dict[int, dict[str, Any]]) -> int:
    """The body as it stands now: itself, or the last of those that came after it."""
    for _step in range(_STEPS):
        after = rows[pk]["successor_id"]
        if after is None or after not in rows:
            break
        pk = after
    return pk


def _enter(names: dict[str, set[int]], said: Iterable[str], pk: int) -> None:
    for name in map(fold, said):
        if name:
            names.setdefault(name, set()).add(pk)


def _without_acronym(written: str) -> tuple[str, str]:
    """« Direction des affaires juridiques (DAJ) » → its name, its acronym."""
    name, opened, rest = written.rpartition("(")
    return (name.strip(), rest[:-1].strip()) if opened and rest.endswith(")") and name.strip() else (written, "")


class PlaceNames:
    """Territories by code or by name."""

    def __init__(self) -> None:
        self._found: dict[str, int | None] = {}
        order: dict[str, int] = {TerritoryKind.REGION: 0, TerritoryKind.DEPARTMENT: 1, TerritoryKind.COMMUNE: 2}
        rows = Territory.objects.order_by("pk").values_list("kind", "code", "name", "pk")
        for kind, code, name, pk in sorted(rows, key=lambda row: order.get(row[0], 3)):
            words = bare(name)
            if kind == TerritoryKind.COMMUNE:
                # forty communes are called Sainte-Colombe: a name that several bear names none
                self._found[words] = None if words in self._found else pk
            else:
                self._found.setdefault(words, pk)
            if kind != TerritoryKind.REGION:
                self._found.setdefault(code.lower(), pk)
                self._found.setdefault(bare(f"{name} {code}"), pk)

    def find(self, written: str) -> tuple[bool, int | None]:
        """Whether we know it, and its key: None for the whole country."""
        words = bare(written)
        if not words or words in _NATIONAL:
            return True, None
        found = self._found.get(words) or self._found.get(words.zfill(2))
        return found is not None, found


def topics_by_name() -> dict[str, int]:
    found: dict[str, int] = {}
    for pk, slug, french, english in Topic.objects.order_by("pk").values_list("pk", "slug", "name_fr", "name_en"):
        for name in (french, english, slug):
            if name:
                found.setdefault(bare(name), pk)
    return found
