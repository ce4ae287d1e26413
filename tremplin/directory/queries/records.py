"""The rows of the directory as the plain records the search reads. What came before counts for what came after: names
of predecessors lead to their successors, and cases of a door that closed teach about the one that followed it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from tremplin.directory.engine.index import Case as PastCase
from tremplin.directory.engine.index import Correction as SentOn
from tremplin.directory.engine.index import Door as DoorRecord
from tremplin.directory.models import Belonging, Body, Case, Correction, Door, Synonyms, Territory
from tremplin.directory.queries.bodies import DEEPEST
from tremplin.directory.queries.doors import published_doors
from tremplin.directory.states import TerritoryKind

_CHUNK = 5_000


def synonym_groups(rows: Iterable[str] | None = None) -> list[list[str]]:
    """The team's groups of words, each a list; `rows` stand for those of the table."""
    texts = Synonyms.objects.order_by("pk").values_list("words", flat=True) if rows is None else rows
    return [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]


class Places:
    """Territories by row: the key of each, empty for the whole country, which is no limit; and what holds it."""

    def __init__(self) -> None:
        rows = list(Territory.objects.order_by("pk").values_list("pk", "kind", "code", "parent"))
        limits = [row for row in rows if row[1] != TerritoryKind.NATIONAL]
        self.keys = {pk: f"{kind}-{code}" for pk, kind, code, _parent in limits}
        self.within = {self.keys[pk]: self.keys[parent] for pk, _k, _c, parent in limits if parent in self.keys}

    def of(self, *territories: int | None) -> tuple[str, ...]:
        """Of these, the first that is said."""
        said = next((pk for pk in territories if pk is not None), None)
        return (self.keys[said],) if said in self.keys else ()


class _Gone(NamedTuple):
    """A door that is not shown."""

    ref: str
    name: str
    body: int
    successor: int | None


def _last(pk: int, gone: Mapping[int, _Gone]) -> int:
    """The door at the end of those that came after it; a circle ends."""
    seen = {pk}
    while pk in gone and (after := gone[pk].successor) is not None and after not in seen:
        pk = after
        seen.add(pk)
    return pk


class DoorRecords:
    """One reading of the tables. `formerly` is filled by `doors`."""

    def __init__(self) -> None:
        self._places = Places()
        self.within = self._places.within
        self.formerly: dict[str, tuple[str, ...]] = {}
        self._bodies = _Bodies()
        self._main: dict[int, str] = {}  # the published door of each body that stands for it
        self._standing: dict[str, str] = {}
        self._names_before: dict[str, list[str]] = {}
        self._follow()

    def doors(self) -> list[DoorRecord]:
        topics: dict[int, list[str]] = {}
        for door, slug in Door.topics.through.objects.order_by("topic__slug").values_list("door_id", "topic__slug"):
            topics.setdefault(door, []).append(slug)
        columns = ("pk", "ref", "name", "does", "for_whom", "territory", "confirmed_on", "imported", "edited", "body")
        of_body = ("body__acronym", "body__territory", "body__kind", "body__imported_at", "former_names")
        rows = published_doors().order_by("pk").select_related(None).values_list(*columns, *of_body)
        found = []
        for row in rows.iterator(chunk_size=_CHUNK):
            pk, ref, name, does, for_whom, place, confirmed, imported, edited, body, *more = row
            acronym, around, kind, read, former = more
            parents, above = self._bodies.above(body, ref, self._main)
            own = [] if self._bodies.names[body] == name or self._main.get(body) in parents else [body]
            own_before = former.split("\n") if former else []
            before = (*own_before, *self._bodies.before(body), *self._names_before.get(ref, ()))
            if before:
                self.formerly[ref] = tuple(dict.fromkeys(before))
            official = _day_of(read) if read and imported and not edited else None
            found.append(
                DoorRecord(
                    id=ref,
                    name=name,
                    acronym=acronym,
                    kind=kind,
                    text=does,
                    for_whom=for_whom,
                    parents=parents,
                    above=(*(self._bodies.names[one] for one in own), *before, *above),
                    topics=tuple(topics.get(pk, ())),
                    territories=self._places.of(place, around),
                    confirmed=confirmed or official,
                )
            )
        return found

    def cases(self) -> Iterator[PastCase]:
        rows = Case.objects.order_by("pk").values_list("words", "door__ref", "outcome")
        for words, door, outcome in rows.iterator(chunk_size=_CHUNK):
            yield PastCase(words, self._standing.get(door, door), outcome)

    def corrections(self) -> Iterator[SentOn]:
        rows = Correction.objects.order_by("pk").values_list("words", "from_door__ref", "to_door__ref")
        for words, door, other in rows.iterator(chunk_size=_CHUNK):
            from_door, to_door = self._standing.get(door, door), self._standing.get(other, other)
            if from_door == to_door:  # they became one: the need was well taken
                yield SentOn(words, "", to_door)
            else:
                yield SentOn(words, from_door, to_door)

    def _follow(self) -> None:
        """Which published door stands for each body, and for each door that is gone."""
        published: dict[int, list[str]] = {}
        rows = published_doors().order_by("pk").select_related(None)
        shown: dict[int, str] = {}
        for pk, ref, name, body, imported in rows.values_list("pk", "ref", "name", "body", "imported").iterator(
            chunk_size=_CHUNK
        ):
            shown[pk] = ref
            published.setdefault(body, []).append(ref)
            if imported and name == self._bodies.names[body]:
                self._main[body] = ref
        columns = ("pk", "ref", "name", "body", "successor")
        gone: dict[int, _Gone] = {}
        for pk, ref, name, body, after in Door.objects.order_by("pk").values_list(*columns).iterator(chunk_size=_CHUNK):
            if pk not in shown:
                gone[pk] = _Gone(ref, name, body, after)
        for pk, door in gone.items():
            last = _last(pk, gone)
            to = shown.get(last) or (self._of_body(gone[last].body, published) if last in gone else None)
            if to is None:
                continue
            self._standing[door.ref] = to
            if self._bodies.names[door.body] != door.name:
                self._names_before.setdefault(to, []).append(door.name)

    def _of_body(self, body: int, published: dict[int, list[str]]) -> str | None:
        """What a door of a body that ended became, when nobody said: the door that stands for the body after it, or
        its only one.
        """
        after = self._bodies.standing(body)
        if after == body:
            return None
        if after in self._main:
            return self._main[after]
        return published[after][0] if len(published.get(after, ())) == 1 else None


class _Bodies:
    """Names of bodies: their own, those they had, those of the bodies they came after and of those above them."""

    def __init__(self) -> None:
        columns = ("pk", "name", "acronym", "former_names", "official_name", "successor")
        self.names: dict[int, str] = {}
        self._acronyms: dict[int, str] = {}
        self._former: dict[int, list[str]] = {}
        self._successor: dict[int, int] = {}
        for pk, name, acronym, former, official, successor in (
            Body.objects.order_by("pk").values_list(*columns).iterator(chunk_size=_CHUNK)
        ):
            self.names[pk], self._acronyms[pk] = name, acronym
            said = [*former.split("\n"), official]
            if names := [one.strip() for one in said if one.strip() and one.strip() != name]:
                self._former[pk] = names
            if successor is not None:
                self._successor[pk] = successor
        self._before: dict[int, list[int]] = {}
        for pk in self._successor:
            self._before.setdefault(self.standing(pk), []).append(pk)
        self._parents: dict[int, list[int]] = {}
        links = Belonging.objects.order_by("pk").values_list("child", "parent")
        for child, parent in links.iterator(chunk_size=_CHUNK):
            self._parents.setdefault(child, []).append(parent)

    def standing(self, body: int) -> int:
        seen = {body}
        while (after := self._successor.get(body)) is not None and after not in seen:
            body = after
            seen.add(body)
        return body

    def before(self, body: int) -> list[str]:
        """Every name this body had, and those of the bodies it came after."""
        found = list(self._former.get(body, ()))
        for one in self._before.get(body, ()):
            found += [self._named(one), *self._former.get(one, ())]
        return found

    def above(self, body: int, door: str, main: dict[int, str]) -> tuple[tuple[str, ...], list[str]]:
        """The doors right above a door, and the names of the bodies that no chain of doors leads to."""
        if main.get(body, door) != door:
            return (main[body],), []
        parents: list[str] = []
        names: list[str] = []
        seen, front = {body}, [(body, True)]
        for level in range(DEEPEST):
            above: dict[int, bool] = {}
            for one, linked in front:
                for up in self._parents.get(one, ()):
                    if up not in seen:
                        above[up] = above.get(up, False) or (linked and up in main)
            seen.update(above)
            front = list(above.items())
            if not front:
                break
            parents += [main[up] for up, linked in front if linked and level == 0]
            names += [self._named(up) for up, linked in front if not linked]
        return tuple(parents), names

    def _named(self, body: int) -> str:
        return f"{self.names[body]} {self._acronyms[body]}".strip()


def _day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
