"""The notes written after calls, and what was born of each."""

from typing import Any

from django.db.models import Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.support.models import Action, Point, SessionRequest
from tremplin.support.queries.accompaniments import accompaniments_led_by, accompaniments_open_to
from tremplin.support.queries.boards import with_who
from tremplin.support.states import Subject


def all_points_visible_to(person: Any) -> QuerySet[Point]:
    """Those of the supports whose roadmap one sees; what the programme keeps, for its officer and its team alone."""
    seen = accompaniments_open_to(person, Subject.ROADMAP).order_by().values("pk")
    led = accompaniments_led_by(person).exclude(initiative__members__in=_joined(person)).order_by().values("pk")
    found = Point.objects.filter(Q(private=False) | Q(accompaniment__in=led), accompaniment__in=seen)
    return found.select_related("accompaniment__initiative", "accompaniment__season__programme", "by")


def _joined(person: Any) -> Any:
    return TeamMember.objects.filter(person=person, state=MemberState.JOINED).order_by().values("pk")


def actions_born_of(point: Point) -> QuerySet[Action]:
    return with_who(Action.objects.filter(point=point)).order_by("due_on", "pk")


def requests_born_of(point: Point, person: Any) -> QuerySet[SessionRequest]:
    """Asked in the same gesture: by the same person, at the very instant of the note; for who sees the sessions, and
    for who asked.
    """
    seen = accompaniments_open_to(person, Subject.SESSIONS).order_by().values("pk")
    return SessionRequest.objects.filter(
        Q(accompaniment__in=seen) | Q(asked_by=person),
        accompaniment=point.accompaniment_id,
        asked_by=point.by_id,
        asked_at=point.at,
    ).order_by("pk")
