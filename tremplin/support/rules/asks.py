"""What the programme may ask of an initiative at an instant, and who answers from the link of a mail."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import quiet_at
from tremplin.support.models import Accompaniment, Action
from tremplin.support.queries import side_of
from tremplin.support.queries.working import may_be_told_from
from tremplin.support.rules.accompaniments import is_open
from tremplin.support.states import AccompanimentState, ActionState, Owner, Side


def is_asked_of_team(person: Any, accompaniment: Accompaniment, owner: str) -> bool:
    """What the programme writes for the initiative to do is asked of it; what the initiative writes is its own plan."""
    return owner == Owner.TEAM and side_of(person, accompaniment) == Side.OFFICER


def may_be_told(accompaniment: Accompaniment, at: datetime) -> Answer:
    """A mail to the initiative leaves while it is supported, in its hours, and never in a quiet period."""
    if accompaniment.state != AccompanimentState.RUNNING:
        return No(_("The support is not under way."))
    if quiet_at(at, accompaniment.season.programme) is not None:
        return No(_("A quiet period runs."))
    if may_be_told_from(accompaniment, at) != at:
        return No(_("It is not one of the hours of the initiative."))
    return Yes()


def can_answer_ask(person: Any, action: Action) -> Answer:
    """Done, not yet, or no: whoever may write for the initiative, with or without signing in."""
    if not right_of(person, action.accompaniment.initiative, TeamRight.WRITE):
        return No(_("You no longer answer for this initiative: somebody of its team does."))
    if action.state == ActionState.DONE:
        return No(_("This was already said to be done."))
    if action.state == ActionState.DROPPED:
        return No(_("This is no longer asked."))
    return is_open(action.accompaniment)
