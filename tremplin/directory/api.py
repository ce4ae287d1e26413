"""Doors and public resources for other programs: what the public pages say, and nothing more."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from ninja import Field, Query, Router, Schema
from ninja.errors import ValidationError

from tremplin.content.models import Topic
from tremplin.core import clock, freshness
from tremplin.directory import queries, sentences
from tremplin.directory.engine.index import Reason
from tremplin.directory.models import Door, Resource, Territory
from tremplin.directory.queries import resources, search
from tremplin.directory.queries.places import places_like, territory_by_key
from tremplin.people.doorkeeper import must_be_ref

router = Router()

READS = ("q", "territory", "topic", "k", "lang")
SOON = timedelta(minutes=1)
Language = Literal["fr", "en"]


class FaultOut(Schema):
    where: str = Field(description="The parameter that does not hold.")
    why: str


class Refusal(Schema):
    detail: str
    faults: list[FaultOut] = []


class TerritoryOut(Schema):
    key: str = Field(description="Kind and official code, as in “department-31”.")
    name: str


class TopicOut(Schema):
    slug: str
    name: str


class BodyOut(Schema):
    name: str
    acronym: str
    kind: str


class WaysOut(Schema):
    """How something is reached; empty when it is not this way."""

    website: str
    form_url: str
    email: str
    phone: str
    address: str


class FreshnessOut(Schema):
    standing: str = Field(description="confirmed, stale, official, official-stale or never.")
    since: date | None
    stale: bool
    silent_since: date | None = Field(description="Messages sent since that day had no answer.")


class DoorOut(Schema):
    ref: str
    url: str = Field(description="The public page.")
    name: str
    does: str
    for_whom: str
    body: BodyOut
    territory: TerritoryOut | None = Field(description="Where it serves; none: everywhere.")
    topics: list[TopicOut]
    ways: WaysOut
    freshness: FreshnessOut


class ReasonOut(Schema):
    """Why something came up; past cases are counted, their words are never told."""

    why: str
    words: list[str]
    count: int
    sentence: str


class FoundDoorOut(DoorOut):
    reasons: list[ReasonOut]


class ResourceOut(Schema):
    ref: str
    url: str = Field(description="The public page.")
    name: str
    kind: str
    does: str
    conditions: str
    for_whom: str
    amount: str
    provider: str
    territory: TerritoryOut | None = Field(description="Where it may be asked for; none: everywhere.")
    topics: list[TopicOut]
    website: str
    form_url: str = Field(description="Where to ask for it.")
    door: str = Field(description="The reference of the door where it is asked; empty when none is published.")
    opens_on: date | None
    closes_on: date | None
    standing: str = Field(description="opening, open or closing (its last day is less than 30 days away).")
    checked_on: date | None
    source: str


class FoundResourceOut(ResourceOut):
    reasons: list[ReasonOut]


class DoorsOut(Schema):
    as_of: datetime
    territory: TerritoryOut | None
    results: list[FoundDoorOut]


class ResourcesOut(Schema):
    as_of: datetime
    territory: TerritoryOut | None
    results: list[FoundResourceOut]


class Question(Schema):
    q: Annotated[str, Field(max_length=300, description="The need, in plain words, or a name or acronym.")] = ""
    territory: Annotated[
        str, Field(max_length=120, description="A key (“department-31”), an official code, or the name of a place.")
    ] = ""
    topic: Annotated[list[str], Field(max_length=20, description="Slugs of themes: one of them is enough.")] = []
    k: Annotated[int, Field(ge=1, le=50, description="How many at most.")] = 10
    lang: Annotated[Language, Field(description="The language of the sentences.")] = "fr"


@router.get("/doors", auth=None, response={200: DoorsOut, 422: Refusal}, url_name="doors", tags=["doors"])
def find_doors(request: HttpRequest, response: HttpResponse, question: Query[Question]) -> dict[str, Any]:
    """The published doors nearest to a need, best first, each with why it came up and how fresh it is."""
    settled, place, topics = search.held.settled(), _place(question.territory), _topics(question.topic)
    found = queries.find_doors(question.q, territory=place, topics=topics, k=question.k)
    _keep(response, [search.turns_stale_on(found)], settled)
    with translation.override(question.lang):
        results = [
            _door(row.door, row.freshness) | {"reasons": _reasons(row.reasons, formerly=row.formerly)} for row in found
        ]
    return {"as_of": clock.now(), "territory": _territory(place), "results": results}


@router.get(
    "/doors/{ref}", auth=None, response={200: DoorOut, 404: Refusal, 422: Refusal}, url_name="door", tags=["doors"]
)
def door(request: HttpRequest, response: HttpResponse, ref: str, lang: Language = "fr") -> dict[str, Any]:
    """One published door."""
    found = queries.published_doors().prefetch_related("topics").filter(ref=must_be_ref(ref)).first()
    if found is None:
        raise Http404
    fresh = queries.freshness_of(found)
    _keep(response, [fresh.until])
    with translation.override(lang):
        return _door(found, fresh)


@router.get(
    "/resources", auth=None, response={200: ResourcesOut, 422: Refusal}, url_name="resources", tags=["resources"]
)
def find_resources(request: HttpRequest, response: HttpResponse, question: Query[Question]) -> dict[str, Any]:
    """The open public resources nearest to a need, best first, each with why it came up."""
    settled, place, topics = resources.held.settled(), _place(question.territory), _topics(question.topic)
    found = queries.find_resources(question.q, territory=place, topics=topics, k=question.k)
    _keep(response, [resources.changes_on(row.resource for row in found), resources.next_change()], settled)
    shown = _shown([row.resource for row in found])
    with translation.override(question.lang):
        results = [_resource(row.resource, shown) | {"reasons": _reasons(row.reasons, given=True)} for row in found]
    return {"as_of": clock.now(), "territory": _territory(place), "results": results}


@router.get(
    "/resources/{ref}",
    auth=None,
    response={200: ResourceOut, 404: Refusal, 422: Refusal},
    url_name="resource",
    tags=["resources"],
)
def resource(request: HttpRequest, response: HttpResponse, ref: str, lang: Language = "fr") -> dict[str, Any]:
    """One public resource that may be asked for today, or that opens later."""
    found = queries.open_resources().prefetch_related("topics").filter(ref=must_be_ref(ref)).first()
    if found is None:
        raise Http404
    _keep(response, [resources.changes_on([found])])
    with translation.override(lang):
        return _resource(found, _shown([found]))


def _place(words: str) -> Territory | None:
    """By its key, its code or its name; what nothing bears is refused rather than passed over."""
    if not words.strip():
        return None
    found = territory_by_key(words)
    if found is None and (named := [one for one in places_like(words) if one.exact]):
        found = Territory.objects.filter(pk=named[0].territory).first()
    if found is None:
        raise _refused("territory", "No place has this key, code or name.")
    return found


def _topics(slugs: list[str]) -> list[Topic]:
    # a few themes, compared here: what is asked may hold anything, and PostgreSQL refuses some of it
    found = [topic for topic in Topic.objects.all() if topic.slug in slugs] if slugs else []
    if len(found) < len(set(slugs)):
        raise _refused("topic", "No theme has this slug.")
    return found


def _refused(where: str, why: str) -> ValidationError:
    return ValidationError([{"loc": ("query", where), "msg": why}])


def _keep(response: HttpResponse, days: Iterable[date | None], settled: bool = True) -> None:
    """Until the first day on which what is said is no longer true; a moment, when the index is being made again."""
    first = min((day for day in days if day), default=None)
    until = datetime.combine(first, time(), ZoneInfo(settings.TIME_ZONE)) if first else None
    if not settled:
        until = min(until or clock.now() + SOON, clock.now() + SOON)
    freshness.mark(response, until, reads=READS)


def _reasons(found: Iterable[Reason], **told: Any) -> list[dict[str, Any]]:
    found = list(found)
    return [
        {"why": reason.why, "words": list(reason.words), "count": reason.count, "sentence": sentence}
        for reason, sentence in zip(found, sentences.reasons(found, **told), strict=True)
    ]


def _territory(place: Territory | None) -> dict[str, str] | None:
    return {"key": place.key, "name": place.name} if place else None


def _topics_of(row: Door | Resource) -> list[dict[str, str]]:
    return [{"slug": topic.slug, "name": topic.name} for topic in row.topics.all()]


def _door(found: Door, fresh: queries.Freshness) -> dict[str, Any]:
    ways = ("website", "form_url", "email", "phone", "address")
    return {
        "ref": found.ref,
        "url": settings.BASE_URL + reverse("directory:door", args=[found.ref]),
        "name": found.name,
        "does": found.does,
        "for_whom": found.for_whom,
        "body": {"name": found.body.name, "acronym": found.body.acronym, "kind": found.body.kind},
        "territory": _territory(found.territory),
        "topics": _topics_of(found),
        "ways": {way: getattr(found, way) for way in ways},
        "freshness": {
            "standing": fresh.standing,
            "since": fresh.since,
            "stale": fresh.stale,
            "silent_since": found.silent_since,
        },
    }


def _shown(found: Iterable[Resource]) -> set[str]:
    """The references of the doors of these resources that are published."""
    doors = {row.door_id for row in found if row.door_id}
    return set(queries.published_doors().filter(pk__in=doors).values_list("ref", flat=True)) if doors else set()


def _resource(found: Resource, shown: set[str]) -> dict[str, Any]:
    plain = (
        "ref", "name", "kind", "does", "conditions", "for_whom", "amount", "provider", "website", "form_url",
        "opens_on", "closes_on", "checked_on", "source",
    )  # fmt: skip
    return {name: getattr(found, name) for name in plain} | {
        "url": settings.BASE_URL + reverse("directory:resource", args=[found.ref]),
        "territory": _territory(found.territory),
        "topics": _topics_of(found),
        "door": found.door.ref if found.door and found.door.ref in shown else "",
        "standing": queries.standing_of(found),
    }
