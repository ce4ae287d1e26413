"""Reading programmes, seasons and mandates. `roles_of` is the fact every rule starts from."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme, Season
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
    mandates = mandates_of(person)
    if programme is not None:
        mandates = mandates.filter(programme=programme)
    return frozenset(mandates.order_by().values_list("role", flat=True))


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
