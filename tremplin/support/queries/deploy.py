"""Where initiatives are and who uses them, on a day; how their commons live; how far their check-lists are."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import Initiative
from tremplin.directory.models import Territory
from tremplin.directory.states import TerritoryKind
from tremplin.support.models import Check, CommonsRecord, Place, Reuser
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import Subject


def _of_those_open(person: Any) -> Exists:
    return Exists(accompaniments_open_to(person, Subject.RESULTS).filter(initiative=OuterRef("initiative")))


def places_visible_to(person: Any) -> QuerySet[Place]:
    return Place.objects.filter(_of_those_open(person)).select_related("territory__parent", "initiative")


def reusers_visible_to(person: Any) -> QuerySet[Reuser]:
    return Reuser.objects.filter(_of_those_open(person)).select_related("body", "initiative")


def records_visible_to(person: Any) -> QuerySet[CommonsRecord]:
    return CommonsRecord.objects.filter(_of_those_open(person)).select_related("by", "initiative")


def checks_visible_to(person: Any) -> QuerySet[Check]:
    return Check.objects.filter(_of_those_open(person)).select_related("by")


def standing_on(day: date) -> Q:
    """Places and users as they were on a day."""
    return Q(from_day__lte=day) & (Q(until_day=None) | Q(until_day__gte=day))


def departments_of(places: Iterable[Place]) -> Counter[str]:
    """How many places in each department, by code: a commune counts in its own, a region in each of its own, the whole
    country in none (it would colour everything and say nothing). One query, whatever the number of places.
    """
    counts: Counter[str] = Counter()
    regions: Counter[int] = Counter()
    for place in places:
        here = place.territory
        if here.kind == TerritoryKind.DEPARTMENT:
            counts[here.code] += 1
        elif here.kind == TerritoryKind.COMMUNE and here.parent is not None:
            counts[here.parent.code] += 1
        elif here.kind == TerritoryKind.REGION:
            regions[here.pk] += 1
    inside = Territory.objects.filter(kind=TerritoryKind.DEPARTMENT, parent__in=regions)
    for department in inside.exclude(parent=None):
        counts[department.code] += regions[department.parent_id or 0]
    return counts


def last_records(initiative: Initiative, person: Any, most: int = 2) -> list[CommonsRecord]:
    """The last words on how the common lives, and those before them."""
    return list(records_visible_to(person).filter(initiative=initiative)[:most])
