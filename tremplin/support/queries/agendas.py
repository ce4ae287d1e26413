"""Everything a person takes part in: the sessions they give or their teams booked, the workshops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from django.db.models import Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.people.models import Person
from tremplin.support.models import Booking, CalendarFeed, Workshop, WorkshopSeat

KEPT = timedelta(days=60)  # a calendar keeps what is past; a file need not hold years


@dataclass(frozen=True)
class Appointment:
    """A session or a workshop, as it stands in an agenda."""

    of: Booking | Workshop
    starts_at: datetime
    ends_at: datetime
    place: str
    cancelled: bool

    @property
    def is_session(self) -> bool:
        return isinstance(self.of, Booking)


def feed_of_person(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person, closed_at=None).first()


def appointments_of(person: Person, since: datetime) -> list[Appointment]:
    """Those that end after an instant, the first first; what was cancelled stands with its word."""
    sessions = [
        Appointment(one, one.slot.starts_at, one.slot.ends_at, one.slot.place, one.state == "cancelled")
        for one in _sessions(person).filter(slot__ends_at__gte=since)
    ]
    workshops = [
        Appointment(one, one.starts_at, one.ends_at, one.place, one.state == "cancelled")
        for one in _workshops(person).filter(ends_at__gte=since)
    ]
    return in_order([*sessions, *workshops])


def in_order(rows: Iterable[Appointment]) -> list[Appointment]:
    return sorted(rows, key=attrgetter("starts_at", "ends_at", "of.ref"))


def _sessions(person: Person) -> QuerySet[Booking]:
    mine = TeamMember.objects.filter(person=person, state=MemberState.JOINED).order_by().values("initiative")
    found = Booking.objects.filter(Q(slot__expert=person) | Q(accompaniment__initiative__in=mine))
    return found.select_related("slot__expert", "slot__programme", "accompaniment__initiative", "accompaniment__season")


def _workshops(person: Person) -> QuerySet[Workshop]:
    mine = TeamMember.objects.filter(person=person, state=MemberState.JOINED).order_by().values("initiative")
    seats = (
        WorkshopSeat.objects.filter(given_back_at=None, accompaniment__initiative__in=mine)
        .order_by()
        .values("workshop")
    )
    return Workshop.objects.filter(Q(leader=person) | Q(pk__in=seats)).select_related("season__programme", "leader")
