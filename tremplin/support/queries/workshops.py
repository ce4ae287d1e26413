"""Workshops of a season: what is planned, who takes part, how many seats are left."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme, Season
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Expertise, Workshop, WorkshopSeat
from tremplin.support.queries.accompaniments import accompaniments_visible_to
from tremplin.support.queries.experts import EXPERTS, helps_on

_TAKEN = Q(taken__given_back_at=None)


def workshops_run_by(person: Any) -> QuerySet[Workshop]:
    """Those of the programmes whose team this person is in, and those they lead."""
    if not isinstance(person, Person) or not person.is_active:
        return Workshop.objects.none()
    found = Workshop.objects.filter(Q(season__programme__in=programmes_where(person, [Role.AGENT])) | Q(leader=person))
    return _with_seats(found)


def workshops_visible_to(person: Any) -> QuerySet[Workshop]:
    """Those one runs, and those of the seasons one is supported in, or helps in."""
    if not isinstance(person, Person) or not person.is_active:
        return Workshop.objects.none()
    seasons = accompaniments_visible_to(person).order_by().values("season")
    found = Workshop.objects.filter(
        Q(season__programme__in=programmes_where(person, [Role.AGENT])) | Q(leader=person) | Q(season__in=seasons)
    )
    return _with_seats(found)


def workshops_of(season: Season) -> QuerySet[Workshop]:
    """All of a season, for pages whose reader was already let in."""
    return _with_seats(Workshop.objects.filter(season=season))


def _with_seats(found: QuerySet[Workshop]) -> QuerySet[Workshop]:
    """`seats_taken` on each."""
    counted = found.annotate(seats_taken=Count("taken", filter=_TAKEN, distinct=True))
    return counted.select_related("season__programme", "leader").order_by("starts_at", "pk")


def seats_of(workshop: Workshop) -> QuerySet[WorkshopSeat]:
    found = WorkshopSeat.objects.filter(workshop=workshop, given_back_at=None)
    return found.select_related("accompaniment__initiative", "taken_by").order_by("taken_at", "pk")


@dataclass(frozen=True)
class Mine:
    """A support of one's own in the season of a workshop, and its seat if it took one."""

    accompaniment: Accompaniment
    seat: WorkshopSeat | None


def mine_in(person: Any, workshop: Workshop) -> list[Mine]:
    """The supports for which this person might take a seat: those they see, in the season of the workshop."""
    rows = list(accompaniments_visible_to(person).filter(season=workshop.season_id))
    seats = {one.accompaniment_id: one for one in seats_of(workshop).filter(accompaniment__in=rows)}
    return [Mine(one, seats.get(one.pk)) for one in rows]


def leaders_in(programme: Programme) -> QuerySet[Person]:
    """Who may lead a workshop: those who help in the programme, and its team."""
    by_mandate = Mandate.objects.filter(in_force(), programme=programme, role__in=EXPERTS).values("person")
    helping = Expertise.objects.filter(helps_on(clock.today(programme.time_zone)), programme=programme).values("person")
    return Person.objects.filter(Q(pk__in=by_mandate) | Q(pk__in=helping), is_active=True).order_by("folded", "pk")
