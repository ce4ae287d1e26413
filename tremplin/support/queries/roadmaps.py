"""The roadmap, and what moved in it since a day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Accompaniment, Action, Booking, Commitment, Introduction, Need, Point
from tremplin.support.queries.accompaniments import accompaniments_visible_to, points_visible_to
from tremplin.support.queries.commitments import promised_in
from tremplin.support.states import ActionState, NeedState


def needs_visible_to(person: Any) -> QuerySet[Need]:
    return Need.objects.filter(
        accompaniment__in=accompaniments_visible_to(person).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme")


def actions_visible_to(person: Any) -> QuerySet[Action]:
    return Action.objects.filter(
        accompaniment__in=accompaniments_visible_to(person).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme", "need")


@dataclass(frozen=True)
class Moved:
    """What changed between a day and now, as rows to show."""

    since: date
    points: list[Point]
    needs_opened: list[Need]
    needs_closed: list[Need]
    actions_planned: list[Action]
    actions_closed: list[Action]
    sessions: list[Booking]
    introductions: list[Introduction]
    promises_made: list[Commitment]
    promises_closed: list[Commitment]

    @property
    def nothing(self) -> bool:
        lists = (
            self.points,
            self.needs_opened,
            self.needs_closed,
            self.actions_planned,
            self.actions_closed,
            self.sessions,
            self.introductions,
            self.promises_made,
            self.promises_closed,
        )
        return not any(lists)


def moved_since(accompaniment: Accompaniment, instant: datetime, person: Any) -> Moved:
    """What moved since an instant, as this person may read it."""
    needs, actions = (
        Need.objects.filter(accompaniment=accompaniment),
        Action.objects.filter(accompaniment=accompaniment),
    )
    introductions = Introduction.objects.filter(accompaniment=accompaniment).select_related("door")
    promises = promised_in([accompaniment])[accompaniment.pk]
    return Moved(
        since=instant.date(),
        points=list(points_visible_to(person, accompaniment).filter(at__gt=instant)),
        needs_opened=list(needs.filter(written_at__gt=instant)),
        needs_closed=list(needs.exclude(state=NeedState.OPEN).filter(closed_at__gt=instant)),
        actions_planned=list(actions.filter(written_at__gt=instant)),
        actions_closed=list(actions.exclude(state=ActionState.PLANNED).filter(closed_at__gt=instant)),
        sessions=list(
            Booking.objects.filter(accompaniment=accompaniment, booked_at__gt=instant).select_related("slot__expert")
        ),
        introductions=[
            one
            for one in introductions
            if any(at and at > instant for at in (one.asked_at, one.agreed_at, one.sent_at, one.answered_at))
        ],
        promises_made=[one for one in promises if one.written_at > instant],
        promises_closed=[
            one
            for one in promises
            if one.closed_on and datetime.combine(one.closed_on, time.max, instant.tzinfo) > instant
        ],
    )
