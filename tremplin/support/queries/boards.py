"""The roadmap as it is looked at: by step, by time, by person; the same few queries for three actions and for three
hundred.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.models import (
    Accompaniment,
    Action,
    Asking,
    Booking,
    Commitment,
    Expertise,
    Introduction,
    Need,
    Part,
    ResourceRequest,
)
from tremplin.support.queries.accompaniments import accompaniments_open_to, parts_today
from tremplin.support.queries.commitments import promised_in, promisers_of
from tremplin.support.states import (
    AccompanimentState,
    ActionState,
    BookingState,
    CommitmentState,
    IntroductionState,
    NeedState,
    Owner,
    Step,
    Subject,
)

_WAITING = (IntroductionState.ASKED, IntroductionState.AGREED, IntroductionState.SENT)


def with_who(actions: QuerySet[Action]) -> QuerySet[Action]:
    return actions.select_related("person", "body", "door__body", "resource", "need")


def in_order(accompaniment: Accompaniment) -> QuerySet[Action]:
    """What is to be done: as it was put by hand in each step, by date where nobody did."""
    planned = with_who(Action.objects.filter(accompaniment=accompaniment, state=ActionState.PLANNED))
    return planned.order_by("position", "due_on", "pk")


@dataclass
class Ties:
    """What is under way for a need besides its actions."""

    introductions: int = 0
    waiting: int = 0
    requests: int = 0
    askings: int = 0


@dataclass(frozen=True)
class Column:
    """One step of the board: its open needs, and what is to be done in order."""

    step: Step
    needs: list[tuple[Need, Ties]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)

    @property
    def others(self) -> list[Step]:
        """The steps an action may be put in instead."""
        return [step for step in Step if step != self.step]


def columns_of(accompaniment: Accompaniment, *, ties: bool = True) -> list[Column]:
    """The three steps; `ties`: what is under way for each need is counted too."""
    found = {step: Column(step) for step in Step}
    for action in in_order(accompaniment):
        found[Step(action.step)].actions.append(action)
    needs = list(Need.objects.filter(accompaniment=accompaniment, state=NeedState.OPEN))
    counts = ties_of(needs) if ties else {}
    for need in needs:
        found[Step(need.step)].needs.append((need, counts.get(need.pk, Ties())))
    return list(found.values())


def ties_of(needs: Iterable[Need]) -> dict[int, Ties]:
    """How many introductions, requests and askings there are for each need."""
    found = {need.pk: Ties() for need in needs}
    counted = {"total": Count("pk"), "waiting": Count("pk", filter=Q(state__in=_WAITING))}
    introductions = Introduction.objects.filter(need__in=found).order_by().values_list("need")
    for pk, total, waiting in introductions.annotate(**counted):
        found[pk].introductions, found[pk].waiting = total, waiting
    for model, name in ((ResourceRequest, "requests"), (Asking, "askings")):
        rows = model._default_manager.filter(need__in=found).order_by().values_list("need").annotate(total=Count("pk"))
        for pk, total in rows:
            setattr(found[pk], name, total)
    return found


@dataclass(frozen=True)
class Promised:
    """What somebody else promised, beside what is to be done here."""

    commitment: Commitment
    promiser: Body | Person

    @property
    def due_on(self) -> date:
        return self.commitment.due_on


def promises_of(accompaniment: Accompaniment, states: Iterable[str] = (CommitmentState.PROMISED,)) -> list[Promised]:
    rows = promised_in([accompaniment], list(states))[accompaniment.pk]
    promisers = promisers_of(rows)
    return [Promised(one, promisers[one.pk]) for one in rows]


@dataclass(frozen=True)
class Mine:
    """What waits for one person: what bears their name, and what their side has to do with no name on it."""

    named: list[Action]
    unnamed: list[Action]

    @property
    def nothing(self) -> bool:
        return not self.named and not self.unnamed


def actions_of(person: Person, rows: Iterable[Accompaniment] | None = None) -> Mine:
    """In these supports, or in all those whose roadmap they may see, that are not closed; the nearest date first."""
    if rows is None:
        rows = accompaniments_open_to(person, Subject.ROADMAP).exclude(state=AccompanimentState.CLOSED)
    seen = list(rows)
    teams = TeamMember.objects.filter(person=person, state=MemberState.JOINED)
    own = set(teams.order_by().values_list("initiative", flat=True))
    planned = with_who(Action.objects.filter(accompaniment__in=seen, state=ActionState.PLANNED))
    mine = Mine([], [])
    asked = Q(person=person) | Q(person=None, owner_name="", owner__in=[Owner.TEAM, Owner.OFFICER])
    for action in planned.filter(asked).select_related("accompaniment__initiative").order_by("due_on", "pk"):
        if action.person_id == person.pk:
            mine.named.append(action)
        elif action.owner == (Owner.TEAM if action.accompaniment.initiative_id in own else Owner.OFFICER):
            mine.unnamed.append(action)
    return mine


def people_around(accompaniment: Accompaniment, asking: Person | None = None) -> dict[str, list[Person]]:
    """Who may do something, by side: the team, those beside the initiative today, the experts the programme knows or
    that have a session with it. Somebody of the programme team who asks is among those beside it.
    """
    today, programme = clock.today(), accompaniment.season.programme
    people = Person.objects.filter(is_active=True)
    members = TeamMember.objects.filter(initiative=accompaniment.initiative_id, state=MemberState.JOINED)
    team = list(people.filter(pk__in=members.order_by().values("person")))
    parts = Part.objects.filter(parts_today(), accompaniment=accompaniment).order_by()
    beside = list(people.filter(pk__in=parts.values("person")))
    if asking is not None and asking not in team and asking not in beside:
        beside.append(asking)
    held = Booking.objects.filter(accompaniment=accompaniment).exclude(state=BookingState.CANCELLED).order_by()
    known = Expertise.objects.filter(Q(until_day=None) | Q(until_day__gte=today), programme=programme).order_by()
    helping = Q(pk__in=held.values("slot__expert")) | Q(pk__in=known.values("person"))
    experts = [one for one in people.filter(helping) if one not in team]
    return {Owner.TEAM: team, Owner.OFFICER: beside, Owner.EXPERT: experts}
