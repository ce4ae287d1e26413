"""Who opens, leads, reads and writes the support of an initiative."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.rules import can_invite_first
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
)
from tremplin.support.queries import (
    accompaniments_run_by,
    accompaniments_visible_to,
    is_announced,
    side_of,
)
from tremplin.support.states import (
    AccompanimentState,
    Side,
)

OPEN_STATES = (AccompanimentState.PLANNED, AccompanimentState.RUNNING)


def can_open_accompaniments(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Accompaniments are opened by the programme team."))


def can_follow(person: Any) -> Answer:
    """For the list of one's own projects, and what one does beside them."""
    if accompaniments_run_by(person).exists() or roles_of(person) & {Role.AGENT, Role.OFFICER, Role.REFERENT}:
        return Yes()
    return No(_("This page is for those who support initiatives."))


def can_lead(person: Any, accompaniment: Accompaniment) -> Answer:
    """What the programme does for an initiative: its officer, its referents, the programme team."""
    if side_of(person, accompaniment) == Side.OFFICER:
        return Yes()
    return No(_("This is done by the acceleration officer or the programme team."))


def can_name(person: Any, accompaniment: Accompaniment) -> Answer:
    """Officers and referents are named by the programme team."""
    if Role.AGENT in roles_of(person, accompaniment.season.programme):
        return Yes()
    return No(_("Officers and referents are named by the programme team."))


def is_open(accompaniment: Accompaniment) -> Answer:
    if accompaniment.state == AccompanimentState.PAUSED:
        return No(_("This accompaniment is paused: nothing is written in it until it resumes."))
    if accompaniment.state not in OPEN_STATES:
        return No(_("This accompaniment is closed."))
    return Yes()


def writes(person: Any, accompaniment: Accompaniment) -> Answer:
    side = side_of(person, accompaniment)
    if side is None or (side == Side.TEAM and not right_of(person, accompaniment.initiative, TeamRight.WRITE)):
        return No(_("In this team, you read the roadmap without writing in it."))
    return Yes()


def can_invite_team(person: Any, accompaniment: Accompaniment) -> Answer:
    """Nobody can answer for an initiative entered by the programme until one of its team is invited."""
    return can_name(person, accompaniment) and can_invite_first(person, accompaniment.initiative)


def can_work_on(person: Any, accompaniment: Accompaniment) -> Answer:
    """The roadmap is written by both sides, while the accompaniment is neither paused nor closed."""
    return writes(person, accompaniment) and is_open(accompaniment)


def can_show_proof(person: Any, accompaniment: Accompaniment) -> Answer:
    """The public page exists from the first day of the support."""
    if isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    if accompaniment.starts_on > clock.today():
        return No(_("The support has not begun."))
    if not Accompaniment.objects.filter(is_announced(), pk=accompaniment.pk).exists():
        return No(_("The laureates are not announced: nothing is said of this support in public yet."))
    return Yes()


def can_open_list(person: Any) -> Answer:
    if accompaniments_visible_to(person).exists() or can_follow(person):
        return Yes()
    return No(_("No support is under way for you yet."))
