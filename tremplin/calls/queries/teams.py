"""Who belongs to the team of an initiative."""

from typing import Any

from django.db.models import QuerySet

from tremplin.calls.models import Initiative, TeamMember
from tremplin.calls.states import MemberState, TeamRight
from tremplin.people.models import Person

_LEVELS = {TeamRight.READ: 1, TeamRight.WRITE: 2, TeamRight.SUBMIT: 3}


def membership_of(person: Any, initiative: Initiative) -> TeamMember | None:
    """The person's place in the team, if they have joined it."""
    if not isinstance(person, Person):
        return None
    return TeamMember.objects.filter(initiative=initiative, person=person, state=MemberState.JOINED).first()


def right_of(person: Any, initiative: Initiative, needed: str) -> bool:
    """Does this person hold this right, or a higher one, in the team?"""
    member = membership_of(person, initiative)
    return member is not None and _LEVELS[TeamRight(member.right)] >= _LEVELS[TeamRight(needed)]


def team_of(initiative: Initiative) -> QuerySet[TeamMember]:
    """Who is in the team, or invited to it."""
    return initiative.members.filter(state__in=[MemberState.JOINED, MemberState.INVITED]).select_related(
        "person", "invited_by"
    )


def initiatives_of(person: Any) -> QuerySet[Initiative]:
    """The initiatives this person may submit for."""
    if not isinstance(person, Person):
        return Initiative.objects.none()
    mine = TeamMember.objects.filter(person=person, state=MemberState.JOINED, right=TeamRight.SUBMIT)
    return Initiative.objects.filter(pk__in=mine.values("initiative"))
