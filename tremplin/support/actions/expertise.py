"""Experts added, changed, leaving; the days bought from those who are paid."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.content.models import Topic
from tremplin.core import journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.models import Body, Territory
from tremplin.people.models import Person
from tremplin.people.queries import person_at
from tremplin.programme.actions import give_mandate
from tremplin.programme.models import Programme
from tremplin.programme.states import Role
from tremplin.support.models import Expertise, Order
from tremplin.support.queries.experts import order_standings
from tremplin.support.rules import expertise as rules
from tremplin.support.sentences.hours import said_hours
from tremplin.support.states import ExpertKind


def add_expertise(
    programme: Programme,
    *,
    email: str,
    full_name: str,
    kind: str,
    words: str,
    topics: Iterable[Topic] = (),
    territories: Iterable[Territory] = (),
    body: Body | None = None,
    hours_a_month: int | None = None,
    from_day: date,
    until_day: date | None = None,
    by: Person,
    at: datetime,
) -> Expertise:
    """Somebody helps a programme from a day on, with the mandate that goes with it. Whoever comes back after having
    left is the same row.
    """
    with transaction.atomic():
        held = hold(programme)
        _must_run(by, held)
        if until_day is not None and until_day < from_day:
            raise MoveRefused(_("The last day comes after the first."))
        known = person_at(email)
        before = Expertise.objects.filter(programme=held, person=known).first() if known else None
        if before is not None and (before.until_day is None or before.until_day >= from_day):
            raise MoveRefused(_("%(name)s is already among the experts of this programme.") % {"name": before.person})
        mandate = give_mandate(
            held,
            email=email,
            full_name=full_name,
            role=Role.EXPERT,
            season=None,
            from_day=from_day,
            until_day=until_day,
            by=by,
            at=at,
        )
        said = {
            "kind": kind,
            "words": words,
            "body": body,
            "hours_a_month": hours_a_month,
            "from_day": from_day,
            "until_day": until_day,
            "left_why": "",
            "written_by": by,
            "written_at": at,
        }
        expertise, created = Expertise.objects.update_or_create(
            programme=held, person=mandate.person, defaults=said, create_defaults=said
        )
        expertise.topics.set(topics)
        expertise.territories.set(territories)
        journal.record("add" if created else "come_back", expertise, by=by.ref, at=at, after=kind)
        return expertise


def change_expertise(
    expertise: Expertise,
    *,
    topics: Iterable[Topic],
    territories: Iterable[Territory],
    by: Person,
    at: datetime,
    **said: Any,
) -> None:
    """By the programme team, or by the expert for what is their own to say: words, themes, places, hours."""
    with transaction.atomic():
        held = hold(expertise)
        if held.person_id != by.pk or said.keys() - {"words", "hours_a_month"}:
            _must_run(by, held.programme)
        Expertise.objects.filter(pk=held.pk).update(**said)
        held.topics.set(topics)
        held.territories.set(territories)
        journal.record("change", held, by=by.ref, at=at)
    expertise.refresh_from_db()


def place_order(
    expertise: Expertise,
    *,
    number: str,
    days: Decimal,
    hours_a_day: Decimal,
    from_day: date,
    until_day: date,
    by: Person,
    at: datetime,
) -> Order:
    """Days bought from a paid coach, to be taken between two days."""
    with transaction.atomic():
        held = hold(expertise)
        _must_run(by, held.programme)
        if held.kind != ExpertKind.COACH:
            raise MoveRefused(_("Days are bought from paid coaches only."))
        if until_day < from_day:
            raise MoveRefused(_("The last day comes after the first."))
        if held.orders.filter(number=number).exists():
            raise MoveRefused(_("An order of this number is already written."))
        order = Order.objects.create(
            expertise=held,
            number=number,
            days=days,
            hours_a_day=hours_a_day,
            from_day=from_day,
            until_day=until_day,
            written_by=by,
            written_at=at,
        )
        journal.record("order", order, by=by.ref, at=at, after=str(days))
        return order


def close_order(order: Order, *, why: str, by: Person, at: datetime) -> None:
    """Nothing more is taken on it; sessions booked on it are to be held, moved or cancelled first."""
    with transaction.atomic():
        held_expertise, held = hold(order.expertise), hold(order)
        _must_run(by, held_expertise.programme)
        if held.closed_at is not None:
            raise MoveRefused(_("This order is already closed."))
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        standing = order_standings([held])[0]
        if standing.booked:
            raise MoveRefused(
                _("%(hours)s are booked on this order: hold, move or cancel those sessions first.")
                % {"hours": said_hours(standing.booked)}
            )
        Order.objects.filter(pk=held.pk).update(closed_at=at, closed_why=why)
        journal.record("close", held, by=by.ref, at=at, detail=why)
    order.refresh_from_db()


def _must_run(person: Person, programme: Programme) -> None:
    _must(rules.can_run_experts_of(person, programme))


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
