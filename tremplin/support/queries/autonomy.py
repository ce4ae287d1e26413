"""“Could you reach them now without us?”: asked of an initiative about each body it met, three months after, then at
the end of its support; told with its denominator, never by person.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from tremplin.support.models import Accompaniment, Introduction, Relation, Trace
from tremplin.support.states import TraceKind

AFTER = timedelta(days=91)
BEFORE_EXIT = timedelta(days=30)


def relations_with(initiative: int, bodies: Collection[int]) -> QuerySet[Relation]:
    """What there is between an initiative and these bodies."""
    return Relation.objects.filter(initiative=initiative, body__in=bodies).select_related("body", "network")


def is_alive() -> Q:
    """Relations in which somebody was met, answered, or noted: one is not asked about a door that never opened."""
    answered = Introduction.objects.filter(
        Q(met_on__isnull=False) | Q(taken_up_on__isnull=False),
        accompaniment__initiative=OuterRef("initiative"),
        door__body=OuterRef("body"),
    )
    noted = Trace.objects.filter(relation=OuterRef("pk"), kind__in=[TraceKind.CONTACT, TraceKind.AGREEMENT])
    return Q(Exists(answered)) | Q(Exists(noted))


@dataclass(frozen=True)
class Asked:
    """One relation, and the last day since which the initiative is asked; `said` once it answered after it."""

    relation: Relation
    since: date

    @property
    def said(self) -> bool:
        return self.relation.alone_on is not None and self.relation.alone_on >= self.since


def asked_in(accompaniments: Iterable[Accompaniment], today: date) -> dict[int, list[Asked]]:
    """By support, the relations of its initiative that are asked about: two queries, however many supports. When an
    initiative has several supports, only the last is told of.
    """
    last: dict[int, Accompaniment] = {}
    for one in sorted(accompaniments, key=lambda one: (one.starts_on, one.pk)):
        last[one.initiative_id] = one
    rows = Relation.objects.filter(is_alive(), initiative__in=last).select_related("body", "network")
    began = dict(
        Accompaniment.objects.filter(initiative__in=last)
        .order_by()
        .values_list("initiative")
        .annotate(Min("starts_on"))
    )
    found: dict[int, list[Asked]] = {one.pk: [] for one in last.values()}
    for relation in rows:
        one = last[relation.initiative_id]
        zone = ZoneInfo(one.season.programme.time_zone)
        first = max(relation.since.astimezone(zone).date(), began[one.initiative_id]) + AFTER
        days = [day for day in (first, one.ends_on - BEFORE_EXIT) if day <= today]
        if days:
            found[one.pk].append(Asked(relation, max(days)))
    return found


@dataclass(frozen=True)
class Alone:
    """Of so many relations in which somebody was met, so many were asked about, and so many can do without us."""

    yes: int
    said: int
    alive: int


def alone_in(accompaniments: QuerySet[Accompaniment]) -> Alone:
    """The relations of the initiatives of these supports."""
    supported = accompaniments.order_by().values("initiative")
    rows = Relation.objects.filter(is_alive(), initiative__in=supported).order_by()
    told = list(rows.values_list("alone", flat=True))
    return Alone(told.count(True), len(told) - told.count(None), len(told))
