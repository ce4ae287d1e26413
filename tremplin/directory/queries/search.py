"""Finding doors. The index is kept in the process, made from the tables on first use, and made again when the word in
`Generation` has changed: reading never writes, and every process finds out by itself.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.directory.engine.index import Case as PastCase
from tremplin.directory.engine.index import Correction as SentOn
from tremplin.directory.engine.index import Door as DoorRecord
from tremplin.directory.engine.index import DoorIndex, Reason
from tremplin.directory.models import Belonging, Body, Case, Correction, Door, Generation, Territory
from tremplin.directory.queries.bodies import DEEPEST, territory_chains
from tremplin.directory.queries.doors import Freshness, freshness_of, published_doors
from tremplin.directory.states import TerritoryKind
from tremplin.programme.models import Programme

INDEX = "directory.index"

_lock = threading.Lock()
_held: tuple[str, DoorIndex] | None = None


@dataclass(frozen=True)
class FoundDoor:
    """A door that answers a search: why it came up, and how fresh it is."""

    door: Door
    reasons: tuple[Reason, ...]
    freshness: Freshness
    score: float


def find_doors(
    text: str, *, territory: Territory | None = None, topics: Collection[Topic] | None = None, k: int = 10
) -> list[FoundDoor]:
    """The best published doors for these words, best first. A territory leaves out the doors that serve others only;
    topics, the doors that have none of them.
    """
    place = territory_chains().get(territory.pk) if territory else None
    hits = index().search(text, territory=place, topics={topic.slug for topic in topics or ()}, k=k)
    # what was closed since the index was made is not shown
    rows = published_doors().prefetch_related("topics").in_bulk([hit.id for hit in hits], field_name="ref")
    today = clock.today()
    return [
        FoundDoor(rows[hit.id], hit.reasons, freshness_of(rows[hit.id], today), hit.score)
        for hit in hits
        if hit.id in rows
    ]


def index() -> DoorIndex:
    """The index of the present generation. One thread makes it, the others wait for it."""
    global _held  # noqa: PLW0603  what the process holds
    token = Generation.objects.filter(name=INDEX).values_list("token", flat=True).first()
    held = _held
    if held is not None and held[0] == token:
        return held[1]
    with _lock:
        if _held is None or _held[0] != token or token is None:
            made = make_index()
            if token is None:  # nothing was ever written: nothing worth holding
                return made
            _held = (token, made)
        return _held[1]


def make_index() -> DoorIndex:
    """From the tables alone: the same rows give the same index."""
    chains, above = territory_chains(), _NamesAbove()
    topics: dict[int, list[str]] = {}
    through = Door.topics.through.objects.order_by("topic__slug")
    for door, slug in through.values_list("door_id", "topic__slug"):
        topics.setdefault(door, []).append(slug)
    rows = published_doors().order_by("pk").select_related(None)
    records = [
        DoorRecord(
            id=ref,
            name=name,
            acronym=acronym,
            kind=kind,
            text=does,
            above=above.of(body, beside=name),
            for_whom=for_whom,
            topics=tuple(topics.get(pk, ())),
            territories=chains.get(territory or body_territory or 0, ()),
        )
        for pk, ref, name, does, for_whom, territory, body, acronym, body_territory, kind in rows.values_list(
            "pk",
            "ref",
            "name",
            "does",
            "for_whom",
            "territory",
            "body",
            "body__acronym",
            "body__territory",
            "body__kind",
        ).iterator(chunk_size=5_000)
    ]
    cases = Case.objects.order_by("pk").values_list("words", "door__ref", "outcome")
    sent_on = Correction.objects.order_by("pk").values_list("words", "from_door__ref", "to_door__ref")
    return DoorIndex(
        records, [PastCase(*row) for row in cases.iterator()], [SentOn(*row) for row in sent_on.iterator()]
    )


class _NamesAbove:
    """For a body: its own name when the door has another, its former names, then what it is part of, nearest first."""

    def __init__(self) -> None:
        rows = Body.objects.order_by("pk").values_list("pk", "name", "former_names")
        self._names = {pk: (name, former) for pk, name, former in rows.iterator(chunk_size=5_000)}
        self._parents: dict[int, list[int]] = {}
        for child, parent in Belonging.objects.order_by("pk").values_list("child", "parent").iterator(chunk_size=5_000):
            self._parents.setdefault(child, []).append(parent)

    def of(self, body: int, *, beside: str) -> tuple[str, ...]:
        own, former = self._names[body]
        names = [] if own == beside else [own]
        names += former.split("\n") if former else []
        seen, front = {body}, [body]
        for _level in range(DEEPEST):
            front = [up for one in front for up in self._parents.get(one, ()) if up not in seen]
            seen.update(front)
            names += [self._names[one][0] for one in dict.fromkeys(front)]
            if not front:
                break
        return tuple(names)


def topics_with_doors() -> list[Topic]:
    """Topics that lead to at least one published door, those with most doors first."""
    counted = Topic.objects.filter(doors__in=published_doors()).annotate(door_count=Count("doors"))
    return list(counted.order_by("-door_count", "name_fr", "pk"))


def territories_to_choose() -> list[Territory]:
    """Regions, then departments, by name."""
    rows = Territory.objects.filter(kind__in=[TerritoryKind.REGION, TerritoryKind.DEPARTMENT])
    return sorted(rows, key=lambda row: (row.kind != TerritoryKind.REGION, row.name, row.code))


def people_to_write_to() -> list[Programme]:
    """Programmes that say where to write."""
    return list(Programme.objects.exclude(contact_email=""))


def turns_stale_on(found: Collection[FoundDoor]) -> date | None:
    """The first day on which one of these doors becomes too old."""
    return min((row.freshness.until for row in found if row.freshness.until), default=None)
