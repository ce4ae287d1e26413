"""Accompaniments, as each person may see them, and which side each person speaks for."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import Conflict, TeamMember
from tremplin.calls.states import ApplicationState, MemberState
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.selection.models import Decision
from tremplin.selection.queries import decisions_visible_to
from tremplin.selection.states import DecisionState, Outcome
from tremplin.support.models import Accompaniment, Part, Point
from tremplin.support.states import Side


def parts_today() -> Q:
    today = clock.today()
    return Q(from_day__lte=today) & (Q(until_day=None) | Q(until_day__gte=today))


def _of_the_programmes_of(person: Person) -> Q:
    """What somebody of the programme team follows without being beside it; an application in conflict opens nothing."""
    conflict = Conflict.objects.filter(person=person, application=OuterRef("decision__application"))
    return Q(~Exists(conflict), season__programme__in=programmes_where(person, [Role.AGENT]))


def accompaniments_visible_to(person: Any) -> QuerySet[Accompaniment]:
    """Those of the person's teams, those they are beside today, and, for the programme team, all of its own but those
    of an application in conflict.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()
    mine = TeamMember.objects.filter(person=person, state=MemberState.JOINED, initiative=OuterRef("initiative"))
    beside = Part.objects.filter(parts_today(), person=person, accompaniment=OuterRef("pk"))
    found = Accompaniment.objects.filter(Q(Exists(mine)) | Q(Exists(beside)) | _of_the_programmes_of(person))
    return found.select_related("initiative", "season__programme")


def accompaniments_run_by(person: Any) -> QuerySet[Accompaniment]:
    """Those the person works for: beside the initiative, or for the programme."""
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()
    beside = Part.objects.filter(parts_today(), person=person, accompaniment=OuterRef("pk"))
    found = Accompaniment.objects.filter(Q(Exists(beside)) | _of_the_programmes_of(person))
    return found.select_related("initiative", "season__programme")


def side_of(person: Any, accompaniment: Accompaniment) -> Side | None:
    """The voice a person has: the initiative's for its team, the programme's for whoever works for it."""
    if not isinstance(person, Person):
        return None
    if TeamMember.objects.filter(
        person=person, state=MemberState.JOINED, initiative=accompaniment.initiative_id
    ).exists():
        return Side.TEAM
    if accompaniments_run_by(person).filter(pk=accompaniment.pk).exists():
        return Side.OFFICER
    return None


def parts_of(accompaniment: Accompaniment) -> QuerySet[Part]:
    """Who is beside the initiative today."""
    return Part.objects.filter(parts_today(), accompaniment=accompaniment).select_related("person")


def points_visible_to(person: Any, accompaniment: Accompaniment) -> QuerySet[Point]:
    """What was said; the programme's own notes only for whoever works for it."""
    points = Point.objects.filter(accompaniment=accompaniment).select_related("by")
    return points if side_of(person, accompaniment) == Side.OFFICER else points.filter(private=False)


def decisions_to_open(person: Any) -> QuerySet[Decision]:
    """Decisions announced, accepted by their laureate, for which nothing is open yet."""
    return decisions_visible_to(person).filter(
        state=DecisionState.RELEASED,
        outcome=Outcome.SELECTED,
        acceptance__state="accepted",
        accompaniment=None,
        application__state=ApplicationState.SUBMITTED,
    )


def is_announced() -> Q:
    """Supports anybody may know of: opened by an act, or whose laureate was announced by its public wave."""
    return Q(decision=None) | Q(decision__acceptance__published_at__isnull=False)


def proof_of(ref: str) -> Accompaniment | None:
    """What the public page of a supported initiative tells, once it is shown, and its laureate announced."""
    return (
        Accompaniment.objects.filter(is_announced(), ref=ref, shown_since__lte=clock.today())
        .select_related("initiative", "season__programme")
        .first()
    )
