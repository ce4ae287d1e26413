"""From what somebody types to a place: a region, a department, a commune, by name or by number.

Communes of the official geographic code are known by name; one that is not among the territories loaded here
stands for its department.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from tremplin.core.text import fold
from tremplin.directory.models import Territory
from tremplin.directory.queries.held import HeldIndex, generation
from tremplin.directory.states import TerritoryKind
from tremplin.directory.territories import COMMUNES, read_rows

PLACES = "directory.places"
MOST = 8

_NUMBER = re.compile(r"(?:\d[\dab]\d{3}|\d[\dab]\d?|\d)", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")
# those who look for « Tarn » rarely mean a commune
_ORDER = {TerritoryKind.DEPARTMENT: 0, TerritoryKind.REGION: 1, TerritoryKind.COMMUNE: 2, TerritoryKind.NATIONAL: 3}


@dataclass(frozen=True)
class Place:
    """A place somebody may mean. `label` is what names it; `territory` the row that stands for it."""

    label: str
    territory: int
    key: str
    exact: bool = True


def places_like(typed: str) -> list[Place]:
    """The places these words may mean, most likely first: those of that very name or number; else those that begin
    so.
    """
    return held.get().like(typed)


def territory_by_key(key: str) -> Territory | None:
    """The place of a key, as in « department-31 »; None for whatever else stands in an address."""
    kind, _dash, code = key.partition("-")
    if kind not in TerritoryKind.values or not code.isalnum():
        return None
    return Territory.objects.select_related("parent").filter(kind=kind, code=code).first()


def label_of(territory: Territory) -> str:
    if territory.kind == TerritoryKind.COMMUNE:
        return f"{territory.name} ({territory.parent.name})" if territory.parent else territory.name
    return f"{territory.name} ({territory.code})" if territory.kind == TerritoryKind.DEPARTMENT else territory.name


@dataclass(frozen=True)
class _Named:
    """`order`: its kind, then its place among communes, largest first."""

    order: tuple[int, int]
    label: str
    code: str
    territory: int
    key: str


def _bare(name: str) -> str:
    """« L'Haÿ-les-Roses » → « l hay les roses »."""
    return _NOT_WORDS.sub(" ", fold(name)).strip()


class Gazetteer:
    """Places by folded name and by number."""

    def __init__(self) -> None:
        rows = list(Territory.objects.select_related("parent").order_by("pk"))
        departments = {row.code: row for row in rows if row.kind == TerritoryKind.DEPARTMENT}
        rank = {code: place for place, (code, _name, _folded, _department) in enumerate(_communes())}
        named: dict[str, list[_Named]] = {}
        for row in rows:
            order = (_ORDER[TerritoryKind(row.kind)], rank.get(row.code, 0))
            one = _Named(order, label_of(row), row.code, row.pk, row.key)
            named.setdefault(_bare(row.name), []).append(one)
        own = {row.code for row in rows if row.kind == TerritoryKind.COMMUNE}
        for code, name, folded, department in _communes():
            if code not in own and (around := departments.get(department)) is not None:
                label = f"{name} ({around.name})"
                order = (_ORDER[TerritoryKind.COMMUNE], rank[code])
                named.setdefault(folded, []).append(_Named(order, label, code, around.pk, around.key))
        self._named = named
        self._names = sorted(named)
        self._departments = {code: (label_of(row), row.pk, row.key) for code, row in departments.items()}
        self._communes = {
            one.code: one for found in named.values() for one in found if one.order[0] == _ORDER[TerritoryKind.COMMUNE]
        }

    def like(self, typed: str) -> list[Place]:
        words, inside = typed.strip(), ""
        if bracketed := _BRACKETS.match(words):
            words, inside = bracketed[1], _bare(bracketed[2])
        if _NUMBER.fullmatch(words):
            return self._numbered(words.upper())
        if not (folded := _bare(words)):
            return []
        found, exact = self._named.get(folded, []), True
        if inside:
            found = [one for one in found if _bare(one.label).endswith(inside) or one.code.lower() == inside]
        if not found:
            found, exact = self._beginning(folded), False
        best = sorted(found, key=lambda one: (one.order, one.label, one.code))[:MOST]
        return [Place(one.label, one.territory, one.key, exact) for one in best]

    def _numbered(self, code: str) -> list[Place]:
        """A department, a commune, or a postcode: that of a department, but for a few."""
        if (commune := self._communes.get(code)) is not None:
            return [Place(commune.label, commune.territory, commune.key)]
        for part in (code, code.zfill(2), code[:3] if code[:2] in ("97", "98") else code[:2]):
            if part in self._departments and (part in (code, code.zfill(2)) or len(code) == 5):
                return [Place(*self._departments[part])]
        return []

    def _beginning(self, folded: str) -> list[_Named]:
        if len(folded) < 3:
            return []
        at = bisect_left(self._names, folded)
        found: list[_Named] = []
        while at < len(self._names) and self._names[at].startswith(folded) and len(found) < 4 * MOST:
            found += self._named[self._names[at]]
            at += 1
        return found


@lru_cache(maxsize=1)
def _communes() -> list[tuple[str, str, str, str]]:
    """Code, name, folded name, department; largest first."""
    return [(row["code"], row["name"], _bare(row["name"]), row["above"]) for row in read_rows(COMMUNES)]


held: HeldIndex[Gazetteer] = HeldIndex(lambda: generation(PLACES), Gazetteer, quick=60.0)
