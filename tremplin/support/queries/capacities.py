"""What each officer already has, before one more initiative is given to them: facts, by name, nothing added up."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Absence, Programme
from tremplin.programme.queries import in_force
from tremplin.programme.queries.absences import overlapping
from tremplin.programme.states import Role
from tremplin.support.models import Action, Part, Working
from tremplin.support.queries.accompaniments import parts_today
from tremplin.support.states import AccompanimentState, ActionState, Owner, PartKind

SOON = timedelta(days=60)
_OPEN = (AccompanimentState.PLANNED, AccompanimentState.RUNNING, AccompanimentState.PAUSED)


@dataclass(frozen=True)
class Capacity:
    """`hours`: a month, as the conventions in force of their supports ask; `without_hours`: supports that say none."""

    person: Person
    supports: int
    actions: int
    hours: int
    without_hours: int
    absences: list[Absence]


def officers_of(programme: Programme) -> QuerySet[Person]:
    """Those who may be the officer of an initiative, by name."""
    held = programme.mandates.filter(in_force(), role__in=[Role.OFFICER, Role.AGENT]).order_by()
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("folded", "pk")


def referents_of(programme: Programme) -> QuerySet[Person]:
    """Those who may be beside an initiative as its referents, by name."""
    held = programme.mandates.filter(in_force(), role__in=[Role.REFERENT, Role.EXPERT]).order_by()
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("folded", "pk")


def capacities_of(programme: Programme) -> list[Capacity]:
    """Of every officer of a programme, by name, in as many queries however many they are."""
    people = list(officers_of(programme))
    beside: dict[int, set[int]] = defaultdict(set)
    parts = Part.objects.filter(
        parts_today(), person__in=people, kind=PartKind.OFFICER, accompaniment__state__in=_OPEN
    ).order_by()
    for person, accompaniment in parts.values_list("person", "accompaniment"):
        beside[person].add(accompaniment)
    every = set().union(*beside.values()) if beside else set()
    planned = Action.objects.filter(accompaniment__in=every, owner=Owner.OFFICER, state=ActionState.PLANNED).order_by()
    actions = Counter(planned.values_list("accompaniment", flat=True))
    hours = _hours_of(every)
    today = clock.today(programme.time_zone)
    absences: dict[int, list[Absence]] = defaultdict(list)
    away = Absence.objects.filter(overlapping(today, today + SOON), person__in=people)
    for one in away.select_related("stand_in").order_by("from_day", "pk"):
        absences[one.person_id].append(one)
    return [
        Capacity(
            person,
            supports=len(beside[person.pk]),
            actions=sum(actions[pk] for pk in beside[person.pk]),
            hours=sum(hours.get(pk, 0) for pk in beside[person.pk]),
            without_hours=sum(pk not in hours for pk in beside[person.pk]),
            absences=absences[person.pk],
        )
        for person in people
    ]


def _hours_of(accompaniments: Any) -> dict[int, int]:
    """The hours a month of the conventions in force, of those that say some."""
    accepted = Working.objects.filter(
        accompaniment__in=accompaniments, team_at__isnull=False, officer_at__isnull=False
    ).order_by("number")
    last = dict(accepted.values_list("accompaniment", "hours_a_month"))
    return {pk: hours for pk, hours in last.items() if hours is not None}
