"""Experts of a programme: who helps with what, what of their time and of their orders is left, who is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from tremplin.core import clock
from tremplin.directory.models import Territory
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.engine.hours import hours_left, length_in_hours
from tremplin.support.models import Booking, Expertise, Order
from tremplin.support.states import BookingState, ExpertKind

EXPERTS = frozenset({Role.EXPERT, Role.REFERENT, Role.OFFICER, Role.AGENT})
_WITH = ("person", "programme", "body")


def expertises_run_by(person: Any) -> QuerySet[Expertise]:
    """Those of the programmes whose team this person is in."""
    found = Expertise.objects.filter(programme__in=programmes_where(person, [Role.AGENT]))
    return found.select_related(*_WITH)


def expertises_of(person: Any) -> QuerySet[Expertise]:
    if not isinstance(person, Person):
        return Expertise.objects.none()
    return Expertise.objects.filter(person=person).select_related(*_WITH)


def helps_on(day: date) -> Q:
    """Expertises that hold on a day."""
    return Q(from_day__lte=day, person__is_active=True) & (Q(until_day=None) | Q(until_day__gte=day))


def helping_in(expertises: QuerySet[Expertise], place: Territory) -> QuerySet[Expertise]:
    """Those who help in a place, in one that contains it, or anywhere."""
    keys, above = [place.pk], place.parent
    while above is not None:
        keys.append(above.pk)
        above = above.parent
    near = Expertise.territories.through.objects.filter(territory__in=keys).values("expertise")
    return expertises.filter(Q(territories=None) | Q(pk__in=near))


def programmes_helped_by(person: Any) -> QuerySet[Programme]:
    """Where somebody gives their time: by a mandate, or as an expert there; not where they said they stop."""
    if not isinstance(person, Person):
        return Programme.objects.none()
    own = Expertise.objects.filter(person=person)
    helped = own.filter(helps_on(clock.today()))
    left = own.filter(until_day__lt=clock.today())
    by_mandate = programmes_where(person, EXPERTS)
    return (by_mandate.exclude(pk__in=left.values("programme"))) | Programme.objects.filter(
        pk__in=helped.values("programme")
    )


def expertise_in(programme: Programme, person: Person | int) -> Expertise | None:
    return Expertise.objects.filter(programme=programme, person=person).select_related(*_WITH).first()


def hours_of(booking: Booking) -> Decimal:
    """What a session takes: the hours given once it was held, the length of its slot before."""
    if booking.hours is not None:
        return booking.hours
    return length_in_hours(booking.slot.starts_at, booking.slot.ends_at)


@dataclass(frozen=True)
class OrderStanding:
    """Days bought, in hours: those of sessions held, those of sessions booked, what is left."""

    order: Order
    used: Decimal
    booked: Decimal
    left: Decimal

    @property
    def bought(self) -> Decimal:
        return self.order.days * self.order.hours_a_day

    def covers(self, day: date) -> bool:
        return self.order.closed_at is None and self.order.from_day <= day <= self.order.until_day


def order_standings(orders: Iterable[Order], *, but: Booking | None = None) -> list[OrderStanding]:
    """In the order they came; `but`: as if this session was not taken on them."""
    rows = list(orders)
    taken: dict[int, list[Booking]] = defaultdict(list)
    found = Booking.objects.filter(order__in=rows).exclude(state=BookingState.CANCELLED).select_related("slot")
    for one in found.exclude(pk=but.pk) if but else found:
        taken[one.order_id or 0].append(one)
    standings = []
    for order in rows:
        sessions = taken[order.pk]
        left = hours_left(order.days, order.hours_a_day, map(hours_of, sessions))
        used = sum((hours_of(one) for one in sessions if one.state == BookingState.HELD), Decimal(0))
        booked = sum((hours_of(one) for one in sessions if one.state == BookingState.BOOKED), Decimal(0))
        standings.append(OrderStanding(order, used, booked, left))
    return standings


def month_of(day: date, zone: str) -> tuple[datetime, datetime]:
    """First instant of the month of a day, and of the next, where a programme lives."""
    first = day.replace(day=1)
    following = (
        first.replace(year=first.year + 1, month=1) if first.month == 12 else first.replace(month=first.month + 1)
    )
    return tuple(datetime.combine(one, time.min, ZoneInfo(zone)) for one in (first, following))  # type: ignore[return-value]


def hours_given(programme: Programme, people: Collection[int], day: date) -> dict[int, Decimal]:
    """By person, what sessions of this programme take in the month of a day, held or booked."""
    first, following = month_of(day, programme.time_zone)
    found: dict[int, Decimal] = defaultdict(Decimal)
    sessions = Booking.objects.filter(
        slot__programme=programme,
        slot__expert__in=people,
        slot__starts_at__gte=first,
        slot__starts_at__lt=following,
    ).exclude(state=BookingState.CANCELLED)
    for one in sessions.select_related("slot"):
        found[one.slot.expert_id] += hours_of(one)
    return found


@dataclass(frozen=True)
class ExpertLine:
    """One expert in a list: what of the month is left (None: no ceiling said), and their orders of today."""

    expertise: Expertise
    hours_left: Decimal | None
    orders: list[OrderStanding]

    @property
    def order_left(self) -> Decimal:
        return sum((one.left for one in self.orders), Decimal(0))

    @property
    def is_available(self) -> bool:
        paid = self.expertise.kind != ExpertKind.COACH or self.order_left > 0
        return self.hours_left != 0 and paid


def expert_lines(expertises: Iterable[Expertise]) -> list[ExpertLine]:
    """At a constant number of queries for each programme."""
    rows = list(expertises)
    orders: dict[int, list[OrderStanding]] = defaultdict(list)
    for standing in order_standings(Order.objects.filter(expertise__in=rows)):
        orders[standing.order.expertise_id].append(standing)
    lines: dict[int, ExpertLine] = {}
    for programme in {one.programme_id: one.programme for one in rows}.values():
        own = [one for one in rows if one.programme_id == programme.pk]
        today = clock.today(programme.time_zone)
        given = hours_given(programme, [one.person_id for one in own], today)
        for one in own:
            left = None if one.hours_a_month is None else max(one.hours_a_month - given[one.person_id], Decimal(0))
            covering = [standing for standing in orders[one.pk] if standing.covers(today)]
            lines[one.pk] = ExpertLine(one, left, covering)
    return [lines[one.pk] for one in rows]
