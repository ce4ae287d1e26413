"""Reading public resources: those anybody may see, those the team sees, where each stands today, and finding them.

Whether a resource is open is computed from its days: one whose last day is over hides itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Min, Q, QuerySet

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.core.text import fold
from tremplin.directory.engine.index import Door as Record
from tremplin.directory.engine.index import DoorIndex, Reason
from tremplin.directory.models import Resource, Territory
from tremplin.directory.queries.doors import manages_doors
from tremplin.directory.queries.held import HeldIndex, generation
from tremplin.directory.queries.records import Places, synonym_groups

RESOURCES = "directory.resources"
SOON = timedelta(days=30)


class ResourceStanding(StrEnum):
    """Where a resource stands on a day."""

    DRAFT = "draft"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def standing_of(resource: Resource, today: date | None = None) -> ResourceStanding:
    today = today or clock.today()
    if resource.withdrawn_at is not None:
        return ResourceStanding.WITHDRAWN
    if resource.closes_on is not None and resource.closes_on < today:
        return ResourceStanding.EXPIRED
    if not resource.published:
        return ResourceStanding.DRAFT
    if resource.opens_on is not None and resource.opens_on > today:
        return ResourceStanding.OPENING
    if resource.closes_on is not None and resource.closes_on < today + SOON:
        return ResourceStanding.CLOSING
    return ResourceStanding.OPEN


def in_standing(standing: str, today: date | None = None) -> Q:
    """What makes a resource stand there; the same words as `standing_of`."""
    today = today or clock.today()
    held = Q(withdrawn_at=None)
    if standing == ResourceStanding.WITHDRAWN:
        return Q(withdrawn_at__isnull=False)
    if standing == ResourceStanding.EXPIRED:
        return held & Q(closes_on__lt=today)
    held &= Q(closes_on=None) | Q(closes_on__gte=today)
    if standing == ResourceStanding.DRAFT:
        return held & Q(published=False)
    if standing == ResourceStanding.OPENING:
        return held & Q(published=True, opens_on__gt=today)
    held &= Q(published=True) & (Q(opens_on=None) | Q(opens_on__lte=today))
    closing = Q(closes_on__lt=today + SOON)
    return held & closing if standing == ResourceStanding.CLOSING else held & (Q(closes_on=None) | ~closing)


def resources() -> QuerySet[Resource]:
    return Resource.objects.select_related("body", "door__body", "territory")


def open_resources() -> QuerySet[Resource]:
    """Resources anybody may see today: published, not withdrawn, whose last day is not over. Those that open later are
    among them, and say when.
    """
    last = Q(closes_on=None) | Q(closes_on__gte=clock.today())
    return resources().filter(last, published=True, withdrawn_at=None)


def resources_visible_to(person: Any) -> QuerySet[Resource]:
    """Those who keep the doors see them all; anybody else the open ones."""
    return resources() if manages_doors(person) else open_resources()


def resource_by_ref(ref: str) -> Resource | None:
    """Whatever its state: what refers to a resource stays readable. The caller says who may read."""
    return resources().filter(ref=ref).first()


def resources_matching(found: QuerySet[Resource], words: str) -> QuerySet[Resource]:
    """Resources that hold each of these words in their name, what they give, or who gives it."""
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


@dataclass(frozen=True)
class FoundResource:
    """A resource that answers a search, and why it came up."""

    resource: Resource
    reasons: tuple[Reason, ...]
    standing: ResourceStanding
    score: float


def find_resources(
    text: str, *, territory: Territory | None = None, topics: Collection[Topic] | None = None, k: int = 5
) -> list[FoundResource]:
    """The best open resources for these words, best first; territory and topics as for doors."""
    today = clock.today()
    place = territory.key if territory else None
    hits = held.get().search(text, territory=place, topics={topic.slug for topic in topics or ()}, k=k)
    # what was withdrawn or ended since the index was made is not shown
    rows = open_resources().prefetch_related("topics").in_bulk([hit.id for hit in hits], field_name="ref")
    return [
        FoundResource(rows[hit.id], hit.reasons, standing_of(rows[hit.id], today), hit.score)
        for hit in hits
        if hit.id in rows
    ]


def changes_on(found: Iterable[Resource]) -> date | None:
    """The first day on which what is shown of one of these resources is no longer true."""
    today, days = clock.today(), []
    for one in found:
        days += [one.opens_on] if one.opens_on else []
        days += [one.closes_on - SOON + timedelta(days=1), one.closes_on + timedelta(days=1)] if one.closes_on else []
    return min((day for day in days if day > today), default=None)


def next_change() -> date | None:
    """The first day on which a published resource opens, is about to end, or has ended."""
    today = clock.today()
    first = open_resources().aggregate(
        opens=Min("opens_on", filter=Q(opens_on__gt=today)),
        ends=Min("closes_on"),
        about_to_end=Min("closes_on", filter=Q(closes_on__gte=today + SOON)),
    )
    days = [
        first["opens"],
        first["ends"] and first["ends"] + timedelta(days=1),
        first["about_to_end"] and first["about_to_end"] - SOON + timedelta(days=1),
    ]
    return min((day for day in days if day), default=None)


def make_index() -> DoorIndex:
    """The resources of the day, from the tables alone, with the team's synonyms."""
    places = Places()
    topics: dict[int, list[str]] = {}
    through = Resource.topics.through.objects.order_by("topic__slug").values_list("resource_id", "topic__slug")
    for resource, slug in through:
        topics.setdefault(resource, []).append(slug)
    rows = open_resources().order_by("pk")
    return DoorIndex(
        [
            Record(
                id=row.ref,
                name=row.name,
                kind=row.kind,
                text=f"{row.does}\n{row.conditions}".strip(),
                for_whom=row.for_whom,
                above=tuple(filter(None, (row.provider, str(row.body) if row.body else ""))),
                topics=tuple(topics.get(row.pk, ())),
                territories=places.of(row.territory_id),
                family=row.source,
                confirmed=row.checked_on,
            )
            for row in rows.iterator(chunk_size=2_000)
        ],
        synonyms=synonym_groups(),
        within=places.within,
    )


def _word() -> str | None:
    """An index of one day: what ended the day before is not in it."""
    token = generation(RESOURCES)
    return f"{token} {clock.today().isoformat()}" if token else None


held: HeldIndex[DoorIndex] = HeldIndex(_word, make_index)
