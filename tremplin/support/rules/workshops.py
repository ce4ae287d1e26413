"""Who plans a workshop, who takes a seat in it, and when it is over."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Workshop, WorkshopSeat
from tremplin.support.rules.accompaniments import can_work_on
from tremplin.support.states import WorkshopState


def can_plan_workshops(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Workshops are planned by the programme team."))


def can_run_some_workshop(person: Any) -> Answer:
    """For the list: the programme team, and whoever leads one."""
    if can_plan_workshops(person) or (isinstance(person, Person) and person.workshops.exists()):
        return Yes()
    return No(_("Workshops are planned by the programme team."))


def can_plan_in(person: Any, season: Season) -> Answer:
    if Role.AGENT in roles_of(person, season.programme):
        return Yes()
    return No(_("Workshops are planned by the programme team."))


def can_run_workshop(person: Any, workshop: Workshop) -> Answer:
    """Whoever leads it, and the programme team: change, cancel, say who came and what came of it."""
    if isinstance(person, Person) and workshop.leader_id == person.pk:
        return Yes()
    return can_plan_in(person, workshop.season)


def can_take_seat(person: Any, workshop: Workshop, accompaniment: Accompaniment, at: datetime) -> Answer:
    if isinstance(answer := can_work_on(person, accompaniment), No):
        return answer
    if accompaniment.season_id != workshop.season_id:
        return No(_("This workshop is for the initiatives of another season."))
    if isinstance(answer := is_to_come(workshop, at), No):
        return answer
    taken = WorkshopSeat.objects.filter(workshop=workshop, given_back_at=None)
    if taken.filter(accompaniment=accompaniment).exists():
        return No(_("This initiative already has its seat."))
    if workshop.seats is not None and taken.count() >= workshop.seats:
        return No(_("All seats are taken. A seat given back is free again for the first who asks."))
    return Yes()


def can_give_seat_back(person: Any, workshop: Workshop, accompaniment: Accompaniment, at: datetime) -> Answer:
    if isinstance(answer := can_work_on(person, accompaniment), No):
        return answer
    return is_to_come(workshop, at)


def is_to_come(workshop: Workshop, at: datetime) -> Answer:
    if workshop.state == WorkshopState.CANCELLED:
        return No(_("This workshop is cancelled."))
    if workshop.state == WorkshopState.HELD or workshop.starts_at <= at:
        return No(_("This workshop has begun."))
    return Yes()
