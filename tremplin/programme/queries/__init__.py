"""Reading programmes, seasons, mandates and quiet periods. `roles_of` is the fact every rule starts from."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tremplin.core import clock, offers
from tremplin.core.reading import asked_once
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme, QuietPeriod, Season
from tremplin.programme.states import Role


def in_force() -> Q:
    """Mandates that hold today."""
    today = clock.today()
    return Q(from_day__lte=today) & (Q(until_day=None) | Q(until_day__gte=today))


def to_come() -> Q:
    """Mandates that do not hold yet."""
    return Q(from_day__gt=clock.today())


def mandates_of(person: Any) -> QuerySet[Mandate]:
    """What this person may do today; nothing for a visitor."""
    if not isinstance(person, Person) or not person.is_active:
        return Mandate.objects.none()
    return Mandate.objects.filter(in_force(), person=person).select_related("programme", "season")


def roles_of(person: Any, programme: Programme | None = None) -> frozenset[str]:
    """The roles this person holds today, in a programme or in any."""
    if not isinstance(person, Person):
        return frozenset()
    held = asked_once(
        ("roles", person.pk, person.is_active, clock.today()),
        lambda: list(mandates_of(person).order_by().values_list("programme", "role")),
    )
    return frozenset(role for where, role in held if programme is None or where == programme.pk)


def programmes_where(person: Any, roles: Collection[str]) -> QuerySet[Programme]:
    """Programmes in which this person holds one of these roles today."""
    return Programme.objects.filter(pk__in=mandates_of(person).filter(role__in=roles).values("programme"))


def lasting_administrators(programmes: Collection[int]) -> QuerySet[Mandate]:
    """Mandates of administrators that hold today and have no end: each programme keeps at least one."""
    return Mandate.objects.filter(
        in_force(), programme__in=programmes, role=Role.ADMINISTRATOR, until_day=None, person__is_active=True
    )


def seasons_visible_to(person: Any) -> QuerySet[Season]:
    """Seasons of the programmes this person administers or works for."""
    programmes = programmes_where(person, [Role.ADMINISTRATOR, Role.AGENT])
    return Season.objects.filter(programme__in=programmes).select_related("programme")


def mandates_visible_to(person: Any) -> QuerySet[Mandate]:
    """Mandates of the programmes this person administers."""
    programmes = programmes_where(person, [Role.ADMINISTRATOR])
    return Mandate.objects.filter(programme__in=programmes).select_related("person", "programme", "season")


def quiet_at(instant: datetime, programme: Programme | None = None, *, firmly: bool = False) -> QuietPeriod | None:
    """The quiet period that runs at an instant, in a programme or in any: the site is everybody's.

    `firmly`: the answer holds until the end of the transaction, nobody opens a period meanwhile.
    """
    if firmly:
        held = Programme.objects.select_for_update().order_by("pk")
        list(held.filter(pk=programme.pk) if programme else held)
    found = _not_over(instant).filter(starts_at__lte=instant)
    return (found.filter(programme=programme) if programme else found).first()


def next_change(instant: datetime, programme: Programme | None = None) -> datetime | None:
    """When the answer of `quiet_at` may next be another; None when only somebody can change it."""
    found = _not_over(instant)
    periods = found.filter(programme=programme) if programme else found
    changes = [when for period in periods for when in (period.starts_at, period.over_at) if when and when > instant]
    return min(changes, default=None)


def calm_from(instant: datetime, periods: Iterable[QuietPeriod]) -> datetime | None:
    """The first instant from this one on that none of these periods covers; None while the last has no end."""
    for period in sorted(periods, key=lambda one: one.starts_at):
        if period.covers(instant):
            if period.over_at is None:
                return None
            instant = period.over_at
    return instant


def _not_over(instant: datetime) -> QuerySet[QuietPeriod]:
    return QuietPeriod.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=instant), Q(resumed_at=None) | Q(resumed_at__gt=instant)
    ).select_related("programme")


def quiet_periods_visible_to(person: Any) -> QuerySet[QuietPeriod]:
    """Quiet periods of the programmes this person administers or works for."""
    programmes = programmes_where(person, [Role.ADMINISTRATOR, Role.AGENT])
    return QuietPeriod.objects.filter(programme__in=programmes).select_related("programme", "opened_by", "resumed_by")


def held_back(person: Any, programme: Programme, until: datetime) -> list[tuple[offers.Held, offers.HeldThing]]:
    """What every room holds back, or will, of what was to leave before an instant: what was due first, first."""
    found = [(held, thing) for held in offers.held for thing in held.find(person, programme, until)]
    return sorted(found, key=lambda row: (row[1].due or until, str(row[1].title)))
