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
    subjects_open_to,
)
from tremplin.support.queries.accompaniments import leads
from tremplin.support.states import (
    AccompanimentState,
    Side,
    Subject,
)

OPEN_STATES = (AccompanimentState.PLANNED, AccompanimentState.RUNNING)
FOLLOWING = frozenset({Role.AGENT, Role.OFFICER, Role.REFERENT})


def can_open_accompaniments(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Accompaniments are opened by the programme team."))


def can_follow(person: Any) -> Answer:
    """For the list of one's own projects, and what one does beside them."""
    if roles_of(person) & FOLLOWING or accompaniments_run_by(person).exists():
        return Yes()
    return No(_("This page is for those who support initiatives."))


def can_lead(person: Any, accompaniment: Accompaniment, subject: Subject | None = None) -> Answer:
    """What the programme does for an initiative: its officer and the programme team; its referents too, in a subject
    the initiative opened to them.
    """
    if side_of(person, accompaniment) == Side.OFFICER:
        if leads(person, accompaniment):
            return Yes()
        if subject is not None and subject in subjects_open_to(person, accompaniment):
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


def writes(person: Any, accompaniment: Accompaniment, subject: Subject = Subject.ROADMAP) -> Answer:
    """Either side writes in a subject: of the initiative, whoever may write for it; of the programme, whoever leads."""
    side = side_of(person, accompaniment)
    if side == Side.OFFICER:
        return can_lead(person, accompaniment, subject)
    if side is None or not right_of(person, accompaniment.initiative, TeamRight.WRITE):
        return No(_("In this team, you read the roadmap without writing in it."))
    return Yes()


def can_invite_team(person: Any, accompaniment: Accompaniment) -> Answer:
    """Nobody can answer for an initiative entered by the programme until one of its team is invited."""
    return can_name(person, accompaniment) and can_invite_first(person, accompaniment.initiative)


def can_work_on(person: Any, accompaniment: Accompaniment, subject: Subject = Subject.ROADMAP) -> Answer:
    """The roadmap, or another subject, is written by both sides, while the support is neither paused nor closed."""
    return writes(person, accompaniment, subject) and is_open(accompaniment)


def can_show_proof(person: Any, accompaniment: Accompaniment) -> Answer:
    """The public page exists from the first day of the support."""
    if isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    if accompaniment.starts_on > clock.today():
        return No(_("The support has not begun."))
    if not Accompaniment.objects.filter(is_announced(), pk=accompaniment.pk).exists():
        return No(_("The laureates are not announced: nothing is said of this support in public yet."))
    return Yes()


def can_hide_proof(person: Any, accompaniment: Accompaniment) -> Answer:
    """Either side may: whoever leads the support, whoever answers for the initiative."""
    if not right_of(person, accompaniment.initiative, TeamRight.SUBMIT) and isinstance(
        answer := can_lead(person, accompaniment), No
    ):
        return answer
    return Yes() if accompaniment.shown_since else No(_("The public page is not shown."))


def can_withdraw(person: Any, accompaniment: Accompaniment) -> Answer:
    """The initiative stops when it says so: nobody else says it for it, and a pause does not hold it back."""
    if not right_of(person, accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("The initiative withdraws by whoever answers for it in its team."))
    if accompaniment.state == AccompanimentState.CLOSED:
        return No(_("This accompaniment is closed."))
    return Yes()


def can_open_list(person: Any) -> Answer:
    # those one works for are among those one may see; a role is known sooner
    if roles_of(person) & FOLLOWING or accompaniments_visible_to(person).exists():
        return Yes()
    return No(_("No support is under way for you yet."))
