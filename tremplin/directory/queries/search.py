"""Finding doors. The index is held in the process and made from the tables alone (`records.py`): reading never writes,
and every process finds out by itself that it has to be made again (`held.py`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.directory.engine.index import DoorIndex, Reason, Why
from tremplin.directory.engine.words import words
from tremplin.directory.models import Door, Territory
from tremplin.directory.queries.doors import Freshness, freshness_of, published_doors
from tremplin.directory.queries.held import HeldIndex, generation
from tremplin.directory.queries.records import DoorRecords, synonym_groups
from tremplin.directory.states import TerritoryKind
from tremplin.programme.models import Programme

INDEX = "directory.index"


@dataclass(frozen=True)
class FoundDoor:
    """A door that answers a search: why it came up, under which former names, and how fresh it is."""

    door: Door
    reasons: tuple[Reason, ...]
    freshness: Freshness
    score: float
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class MadeIndex:
    """The index, and for the doors that have some, the names they or their bodies had before."""

    doors: DoorIndex
    formerly: dict[str, tuple[str, ...]]


def find_doors(
    text: str, *, territory: Territory | None = None, topics: Collection[Topic] | None = None, k: int = 10
) -> list[FoundDoor]:
    """The best published doors for these words, best first. A territory leaves out the doors that serve others only;
    topics, the doors that have none of them.
    """
    return found_in(held.get(), text, territory=territory, topics=topics, k=k)


def found_in(
    made: MadeIndex,
    text: str,
    *,
    territory: Territory | None = None,
    topics: Collection[Topic] | None = None,
    k: int = 10,
) -> list[FoundDoor]:
    today = clock.today()
    place = territory.key if territory else None
    hits = made.doors.search(text, territory=place, topics={topic.slug for topic in topics or ()}, k=k, today=today)
    # what was closed since the index was made is not shown
    rows = published_doors().prefetch_related("topics").in_bulk([hit.id for hit in hits], field_name="ref")
    return [
        FoundDoor(
            rows[hit.id],
            hit.reasons,
            freshness_of(rows[hit.id], today),
            hit.score,
            _formerly(made.formerly.get(hit.id, ()), hit.reasons),
        )
        for hit in hits
        if hit.id in rows
    ]


def _formerly(names: tuple[str, ...], reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """Of these former names, those that hold a word the search found above the door."""
    matched = {word for reason in reasons if reason.why is Why.ABOVE for word in reason.words}
    return tuple(name for name in names if matched.intersection(words(name)))


def make_index() -> MadeIndex:
    """From the tables alone: the same rows give the same index."""
    records = DoorRecords()
    doors = DoorIndex(
        records.doors(), records.cases(), records.corrections(), synonyms=synonym_groups(), within=records.within
    )
    return MadeIndex(doors, records.formerly)


held: HeldIndex[MadeIndex] = HeldIndex(lambda: generation(INDEX), make_index)


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
