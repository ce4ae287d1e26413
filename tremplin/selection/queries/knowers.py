"""Who knows the decisions of a call before they are public, computed from facts: who prepared and signed them, who sat
on the files last, which teams were told. Nothing about a file in conflict with whoever reads the list.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef

from tremplin.calls.models import Call, Conflict, TeamMember
from tremplin.calls.states import MemberState
from tremplin.people.models import Person
from tremplin.people.queries import persons
from tremplin.programme.models import Mandate
from tremplin.programme.queries import in_force
from tremplin.programme.states import Role
from tremplin.selection.models import Presence, Signatory
from tremplin.selection.queries.decisions import decisions_visible_to
from tremplin.selection.queries.rounds import rounds_of
from tremplin.selection.states import DecisionState, SittingState


@dataclass(frozen=True)
class TeamTold:
    name: str
    people: list[str]
    since: datetime


@dataclass(frozen=True)
class Knowers:
    """`since`: when the first decision was prepared; before it, nobody knows. A juror is a number."""

    since: datetime | None = None
    agents: list[str] = field(default_factory=list)
    # of the team, those for whom some files do not exist: they know the rest
    partly: list[str] = field(default_factory=list)
    authority: str = ""
    present: list[tuple[str, datetime]] = field(default_factory=list)
    teams: list[TeamTold] = field(default_factory=list)


def knowers_of(call: Call, person: Any) -> Knowers:
    decisions = decisions_visible_to(person).filter(application__call=call)
    since = decisions.order_by().aggregate(first=Min("prepared_at"))["first"]
    present = _present_last(call)
    if since is None:
        return Knowers(present=present)
    conflicts = Conflict.objects.filter(application__call=call, person=OuterRef("pk"))
    team = _agents(call).annotate(conflicted=Exists(conflicts))
    named = Signatory.objects.filter(call=call).select_related("person").first()
    return Knowers(
        since=since,
        agents=[str(one) for one in team if not one.conflicted],
        partly=[str(one) for one in team if one.conflicted],
        authority=str(named.person) if named else "",
        present=present,
        teams=_teams_told(decisions),
    )


def _agents(call: Call) -> Any:
    mandates = Mandate.objects.filter(
        in_force(), programme=call.season.programme, role=Role.AGENT, person=OuterRef("pk")
    )
    return persons().filter(Exists(mandates)).order_by("folded", "pk")


def _present_last(call: Call) -> list[tuple[str, datetime]]:
    """Those present at the sittings of the last round that held one: they heard what was proposed."""
    last = rounds_of(call).filter(sittings__state=SittingState.CLOSED).order_by("-position").first()
    if last is None:
        return []
    heard: dict[int, tuple[str, datetime]] = {}
    presences = Presence.objects.filter(sitting__round=last, sitting__state=SittingState.CLOSED)
    for one in presences.select_related("seat__person", "seat__round", "sitting").order_by(
        "sitting__opened_at", "seat__number"
    ):
        heard.setdefault(one.seat_id, (one.seat.label, one.sitting.opened_at or one.sitting.starts_at))
    return list(heard.values())


def _teams_told(decisions: Any) -> list[TeamTold]:
    told = list(decisions.filter(state=DecisionState.RELEASED).order_by("released_at", "application__ref"))
    people: dict[int, list[Person]] = {}
    members = TeamMember.objects.filter(
        initiative__in={one.application.initiative_id for one in told}, state=MemberState.JOINED
    )
    for member in members.select_related("person").order_by("person__folded", "pk"):
        people.setdefault(member.initiative_id, []).append(member.person)
    return [
        TeamTold(
            str(one.application.initiative),
            [str(person) for person in people.get(one.application.initiative_id, [])],
            one.released_at,
        )
        for one in told
        if one.released_at
    ]
