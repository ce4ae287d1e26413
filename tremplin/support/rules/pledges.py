"""Who notes a pledge, follows it, and agrees that it is told in public."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Pledge
from tremplin.support.queries.pledges import sits_for
from tremplin.support.states import PledgeState


def can_note_pledges(person: Any, accompaniment: Accompaniment) -> Answer:
    if Role.AGENT in roles_of(person, accompaniment.season.programme):
        return Yes()
    return No(_("Pledges are noted by the programme team."))


def can_follow_pledge(person: Any, pledge: Pledge) -> Answer:
    """Confirmed in writing, delivered, withdrawn: noted by the programme team."""
    if Role.AGENT in roles_of(person, pledge.programme):
        return Yes()
    return No(_("Pledges are noted by the programme team."))


def _may_be_public(pledge: Pledge) -> Answer:
    if pledge.accompaniment_id is None:
        return No(_("A pledge to the whole programme is told on no page of an initiative."))
    if pledge.state not in (PledgeState.CONFIRMED, PledgeState.DELIVERED):
        return No(_("A pledge is told in public once it is confirmed in writing."))
    return Yes()


def can_agree_as_partner(person: Any, pledge: Pledge) -> Answer:
    """The sponsor itself; for a body, somebody who sits for it, or the programme team on its written word."""
    if isinstance(answer := _may_be_public(pledge), No):
        return answer
    if pledge.team_agrees_by_id is not None and pledge.team_agrees_by_id == getattr(person, "pk", None):
        return No(_("You agreed for the initiative: somebody else agrees for the partner."))
    if pledge.sponsor_id is not None:
        if pledge.sponsor_id == getattr(person, "pk", None):
            return Yes()
        return No(_("The sponsor says itself whether its pledge is told in public."))
    if sits_for(person, pledge) or Role.AGENT in roles_of(person, pledge.programme):
        return Yes()
    return No(_("The partner says whether its pledge is told in public."))


def can_agree_as_team(person: Any, pledge: Pledge) -> Answer:
    """Somebody who writes for the initiative, and who is not the partner."""
    if isinstance(answer := _may_be_public(pledge), No):
        return answer
    if pledge.sponsor_agrees_by_id is not None and pledge.sponsor_agrees_by_id == getattr(person, "pk", None):
        return No(_("You agreed for the partner: somebody else agrees for the initiative."))
    found = pledge.accompaniment
    if found is not None and right_of(person, found.initiative, TeamRight.WRITE):
        return Yes()
    return No(_("The initiative says whether this pledge is told in public."))
