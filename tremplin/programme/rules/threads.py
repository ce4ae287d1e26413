"""Who reads a season's thread, who keeps it, who says that a step is done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import offers
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.models import Milestone, Season
from tremplin.programme.queries import roles_of
from tremplin.programme.queries.threads import READERS
from tremplin.programme.states import MilestoneState, Role


def can_read_thread(person: Any, season: Season) -> Answer:
    if roles_of(person, season.programme) & set(READERS):
        return Yes()
    return No(_("The thread of a season is for the team of its programme."))


def can_keep_thread(person: Any, season: Season) -> Answer:
    if roles_of(person, season.programme) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("The thread of a season is kept by the programme team and the administrators."))


def can_change_milestone(person: Any, step: Milestone) -> Answer:
    if isinstance(answer := can_keep_thread(person, step.season), No):
        return answer
    if step.state != MilestoneState.PLANNED:
        return No(_("This step is no longer to be done: take it up again first."))
    return Yes()


def can_drop_milestone(person: Any, step: Milestone) -> Answer:
    return can_change_milestone(person, step)


def can_finish_milestone(person: Any, step: Milestone) -> Answer:
    """Its owner, or whoever keeps the thread; never a step that a room knows about."""
    mine = isinstance(person, Person) and step.owner_id == person.pk and can_read_thread(person, step.season)
    if not mine and isinstance(answer := can_keep_thread(person, step.season), No):
        return answer
    if step.fact and offers.season_facts.get(step.fact) is not None:
        return No(_("Nobody ticks this step: it is done when the product knows that it is."))
    if step.fact:
        return No(_("This step is read from a part of the product that is no longer there: add another step instead."))
    if step.state != MilestoneState.PLANNED:
        return No(_("This step is no longer to be done: take it up again first."))
    return Yes()


def can_take_up_milestone(person: Any, step: Milestone) -> Answer:
    if isinstance(answer := can_keep_thread(person, step.season), No):
        return answer
    if step.state == MilestoneState.PLANNED:
        return No(_("This step is still to be done."))
    return Yes()
