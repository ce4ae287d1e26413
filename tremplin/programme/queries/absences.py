"""Who is away today, and who stands in for whom. An absence ends by itself: whether it runs is read from the clock."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Absence, Mandate
from tremplin.programme.queries import in_force, mandates_of
from tremplin.programme.states import Role

# those whose absence is told, and those who may stand in; who signs delegates by a legal act, not here
AWAY = (Role.AGENT, Role.OFFICER, Role.ADMINISTRATOR, Role.AUTHORITY)
STAND_INS = (Role.AGENT, Role.OFFICER, Role.ADMINISTRATOR)


def covering(day: date) -> Q:
    """Absences that run on that day."""
    return Q(from_day__lte=day, until_day__gte=day) & (Q(back_on=None) | Q(back_on__gt=day))


def overlapping(from_day: date, until_day: date) -> Q:
    """Absences that share a day with these."""
    still = Q(back_on=None) | Q(back_on__gt=from_day)
    return Q(from_day__lte=until_day, until_day__gte=from_day) & still & ~_given_up()


def _given_up() -> Q:
    """Ended before it began."""
    return Q(back_on__isnull=False, back_on__lte=F("from_day"))


def absences_stood_in_by(person: Any) -> QuerySet[Absence]:
    """Those that run today for which this person stands in, as long as they are of a team themselves."""
    if not isinstance(person, Person) or not person.is_active:
        return Absence.objects.none()
    of_a_team = Mandate.objects.filter(in_force(), person=OuterRef("stand_in"), role__in=STAND_INS)
    found = Absence.objects.filter(covering(clock.today()), Exists(of_a_team), stand_in=person)
    return found.select_related("person", "stand_in")


def stands_in_for(person: Any) -> QuerySet[Person]:
    """The people for whom this person acts today."""
    return Person.objects.filter(pk__in=absences_stood_in_by(person).order_by().values("person"))


def away_today(people: Collection[int]) -> dict[int, Absence]:
    """Which of these people are away today, by key."""
    rows = Absence.objects.filter(covering(clock.today()), person__in=people).select_related("person", "stand_in")
    return {row.person_id: row for row in rows}


def people_of_teams(person: Any, roles: Collection[str] = STAND_INS) -> QuerySet[Person]:
    """Those who hold one of these roles today in a programme this person works for."""
    ours = mandates_of(person).filter(role__in=AWAY).order_by().values("programme")
    held = Mandate.objects.filter(in_force(), programme__in=ours, role__in=roles, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True)


def runs_a_team(person: Any) -> bool:
    """May say that a colleague is away."""
    return mandates_of(person).filter(role__in=[Role.AGENT, Role.ADMINISTRATOR]).exists()


def absences_visible_to(person: Any) -> QuerySet[Absence]:
    """One's own, those one stands in for, and, for the programme team, those of the team."""
    if not isinstance(person, Person) or not person.is_active:
        return Absence.objects.none()
    mine = Q(person=person) | Q(stand_in=person)
    if runs_a_team(person):
        mine |= Q(person__in=people_of_teams(person, AWAY).order_by().values("pk"))
    return Absence.objects.filter(mine).select_related("person", "stand_in")


def last_stand_in_of(person: Person) -> Person | None:
    last = Absence.objects.filter(person=person).select_related("stand_in").order_by("-said_at", "-pk").first()
    return last.stand_in if last else None
