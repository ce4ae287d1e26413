"""Who keeps relations, commitments and what is asked of bodies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
    Commitment,
)
from tremplin.support.queries.commitments import accompaniment_of_commitment
from tremplin.support.rules.accompaniments import can_lead, is_open, writes
from tremplin.support.states import (
    AccompanimentState,
    Subject,
)


def can_keep_relation(person: Any, accompaniment: Accompaniment) -> Answer:
    """A relation outlives the support: what happens in it is noted after the end too, though not in a pause."""
    if isinstance(answer := writes(person, accompaniment, Subject.TIES), No):
        return answer
    return Yes() if accompaniment.state == AccompanimentState.CLOSED else is_open(accompaniment)


def can_begin_relation(person: Any, accompaniment: Accompaniment) -> Answer:
    return can_lead(person, accompaniment, Subject.TIES) and can_keep_relation(person, accompaniment)


def can_promise_to_programme(person: Any, programme: Programme) -> Answer:
    """What is promised to the programme itself, or by a sponsor, is followed by those who work for it."""
    if roles_of(person, programme) & {Role.AGENT, Role.OFFICER}:
        return Yes()
    return No(_("What is promised to the programme is followed by its team and its officers."))


def can_follow_commitment(person: Any, commitment: Commitment) -> Answer:
    if commitment.initiative_id is None:
        return can_promise_to_programme(person, commitment.programme)
    accompaniment = accompaniment_of_commitment(commitment, person)
    if accompaniment is None:
        return No(_("This commitment was made to an initiative you do not follow."))
    return can_keep_relation(person, accompaniment)


def can_see_solicitations(person: Any) -> Answer:
    """What was asked of each body, and what came of it: for the programme team."""
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("This page is for the programme team."))


def can_send_body_page(person: Any, programme: Programme) -> Answer:
    """Tell a body what it was asked and did, and read what it says of it: for the team of the programme."""
    if Role.AGENT in roles_of(person, programme):
        return Yes()
    return No(_("A body is told what it was asked by the programme team."))
