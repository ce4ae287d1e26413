"""What is proposed about introductions: the next word to write and its day; the turn of those that wait to leave.

Computed from the rows each time, never stored: who is written to changes with every mail, absence and quiet period.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.states import MessageState
from tremplin.directory.models import Belonging, Body, Door, Holder
from tremplin.directory.queries import bodies_above, bodies_before, standing_bodies, standing_body
from tremplin.directory.queries.holders import seen_by
from tremplin.directory.states import BodyState, DoorState, HolderPart
from tremplin.programme.models import Programme, QuietPeriod
from tremplin.support.engine.proposals import (
    WEEK,
    Day,
    Delays,
    Kind,
    Proposal,
    Quiet,
    Reach,
    Silence,
    Why,
    first_day,
    propose,
    step,
    turns,
)
from tremplin.support.models import IncomingReply, Introduction, Nudge
from tremplin.support.states import AccompanimentState, IntroductionState

# what this room sends to people of the administration who have not asked for it
TO_CONTACTS = ("support-introduction", "support-nudge", "support-outcome", "support-body-page")
_OPEN = (AccompanimentState.PLANNED, AccompanimentState.RUNNING)


class Recipient(NamedTuple):
    """Somebody a reminder may be written to. `name` is the function until they know that we keep their name."""

    kind: Kind
    name: str
    email: str
    door: Door


@dataclass(frozen=True)
class Leaving:
    """When a first message may leave. `place` in the queue of the body (1: next); `from_at`, the first instant."""

    place: int
    day: Day
    from_at: datetime

    @property
    def on(self) -> date | None:
        return self.day.on

    @property
    def whys(self) -> tuple[Why, ...]:
        return self.day.whys


def programme_of(introduction: Introduction) -> Programme:
    return introduction.accompaniment.season.programme


def today_of(programme: Programme, at: datetime) -> date:
    """The day of an instant, on the programme's clock."""
    return _day(at, programme.time_zone)


def address_of(email: str) -> str:
    """One mailbox, however it is typed."""
    return email.strip().casefold()


def written_to(emails: Collection[str], at: datetime) -> dict[str, datetime]:
    """When each of these addresses was last written to, over the last seven days: by any introduction or reminder of
    the installation, as it left us. One that a server put off counts as of its next attempt.
    """
    since, wanted = at - WEEK, {address_of(email) for email in emails}
    firsts = Introduction.objects.filter(sent_at__gt=since).order_by().values_list("contact_email", "sent_at")
    rows = [(email, left) for email, left in firsts if left is not None]
    rows += Nudge.objects.filter(sent_at__gt=since, bounced_at=None).order_by().values_list("to_email", "sent_at")
    mails = Message.objects.filter(kind__in=TO_CONTACTS).exclude(state=MessageState.FAILED).order_by()
    for email, left, due in mails.filter(Q(sent_at__gt=since) | Q(sent_at=None, not_before__gt=since)).values_list(
        "recipient", "sent_at", "not_before"
    ):
        rows.append((email, left or due))
    last: dict[str, datetime] = {}
    for email, left in rows:
        if (known := address_of(email)) in wanted:
            last[known] = max(left, last.get(known, left))
    return last


def quiet_days(programme: Programme, at: datetime) -> Quiet:
    """The days that a quiet period of the programme touches, from now on."""
    return _quiet_days([programme.pk], at).get(programme.pk, [])


def _quiet_days(programmes: Collection[int], at: datetime) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for period in QuietPeriod.objects.filter(programme__in=programmes).select_related("programme"):
        if period.is_over(at) or (period.over_at and period.over_at <= period.starts_at):
            continue
        zone = period.programme.time_zone
        # the instant it ends at is already free
        last = _day(period.over_at - timedelta(microseconds=1), zone) if period.over_at else None
        found[period.programme_id].append((_day(period.starts_at, zone), last))
    return found


def may_leave_on(introduction: Introduction, at: datetime | None = None) -> Leaving:
    """Its place in the queue of the body, and the first day on which it may leave. One that is not agreed to yet is
    told as if it was agreed to now.
    """
    return leavings_of([introduction], at)[introduction.pk]


def leavings_of(introductions: Iterable[Introduction], at: datetime | None = None) -> dict[int, Leaving]:
    """The same for many, by key, in as many queries for one as for a hundred.

    In the queue of a body, the first agreed is the first. Those that cannot leave whatever their turn (a closed door, a
    paused support, a day to answer that has passed) keep nobody waiting.
    """
    at = at or clock.now()
    rows = list(introductions)
    programmes = {one.accompaniment.season.programme_id: one.accompaniment.season.programme for one in rows}
    standing = standing_bodies(one.door.body_id for one in rows)
    head = {pk: body.pk for body, pks in _with_those_before(standing.values()).items() for pk in pks}
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    lately: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    known = Introduction.objects.filter(door__body__in=head, accompaniment__season__programme__in=programmes).order_by()
    agreed = known.filter(
        state=IntroductionState.AGREED, door__state=DoorState.OPEN, accompaniment__state__in=_OPEN
    ).order_by("agreed_at", "pk")
    for pk, body, key, answer_by in agreed.values_list(
        "pk", "door__body", "accompaniment__season__programme", "answer_by"
    ):
        if answer_by > clock.today(programmes[key].time_zone):
            waiting[head[body], key].append(pk)
    for body, key, sent in known.filter(sent_at__gt=at - WEEK).values_list(
        "door__body", "accompaniment__season__programme", "sent_at"
    ):
        if sent:
            lately[head[body], key].append(sent)
    last = written_to({one.contact_email for one in rows}, at)
    away, quiet = _absences(rows), _quiet_days(programmes, at)
    found = {}
    for one in rows:
        programme = one.accompaniment.season.programme
        of_body = (standing[one.door.body_id].pk, programme.pk)
        queue = waiting[of_body]
        place = queue.index(one.pk) + 1 if one.pk in queue else len(queue) + 1
        turn = turns(sorted(lately[of_body]), place, programme.asks_a_week, at)[-1]
        left = last.get(address_of(one.contact_email))
        free = left + WEEK if left else None
        zone = programme.time_zone
        reach = Reach(away.get(one.pk), _day(free, zone) if free else None)
        day = first_day(_day(turn, zone), reach=reach, quiet=quiet.get(programme.pk, []))
        whys = (*((Why.QUEUE,) if turn > at else ()), *day.whys)
        found[one.pk] = Leaving(place, Day(day.on, whys), max(turn, free) if free else turn)
    return found


def _with_those_before(bodies: Iterable[Body]) -> dict[Body, set[int]]:
    known = {body.pk: body for body in bodies}
    return {known[pk]: before for pk, before in bodies_before(known).items()}


def recipients_of(introduction: Introduction) -> list[Recipient]:
    """Those a reminder may be written to: the contact, deputies and other doors of the body, doors above it; each
    address once.
    """
    body = standing_body(introduction.door.body)
    levels = {above.body.pk: above.level for above in bodies_above(body)}
    higher = sorted(_doors_of(levels), key=lambda door: (levels[door.body_id], door.folded, door.pk))
    found = [
        Recipient(Kind.AGAIN, introduction.contact_name, introduction.contact_email, introduction.door),
        *(Recipient(Kind.DEPUTY, str(one), one.email, introduction.door) for one in _deputies([introduction.door_id])),
        *(
            Recipient(Kind.DEPUTY, door.name, door.email, door)
            for door in _doors_of([body.pk]).exclude(pk=introduction.door_id)
        ),
        *(Recipient(Kind.SUPERIOR, door.name, door.email, door) for door in higher),
    ]
    kept: dict[str, Recipient] = {}
    for one in found:
        kept.setdefault(address_of(one.email), one)
    return list(kept.values())


def is_above(introduction: Introduction, email: str) -> bool:
    """Whether this address is that of a door above the body, or of somebody behind one."""
    address = address_of(email)
    known = {address_of(one.email): one.kind for one in recipients_of(introduction)}
    if address in known:
        return known[address] == Kind.SUPERIOR
    higher = [above.body.pk for above in bodies_above(standing_body(introduction.door.body))]
    return Holder.objects.filter(door__body__in=higher, left_on=None, email__iexact=address).exclude(email="").exists()


def holder_of(door: Door, person: Any) -> Holder | None:
    """Whoever holds the door and is written to there, when the directory knows their address and this person may read
    it.
    """
    rows = door.holders.filter(part=HolderPart.HOLDER, left_on=None, objected_at=None).exclude(email="")
    return next((row for row in rows if seen_by(person, row).email), None)


def doors_instead(door: Door) -> list[Door]:
    """Open doors to propose for one that closed, or whose body did: those that came after it, then those of the body
    as it stands now.
    """
    after, seen = door.successor, {door.pk}
    while after is not None and after.pk not in seen and after.state == DoorState.CLOSED:
        seen.add(after.pk)
        after = after.successor
    own = Door.objects.filter(body=standing_body(door.body), state=DoorState.OPEN, body__state=BodyState.OPEN)
    beside = list(own.exclude(pk=door.pk).select_related("body"))
    first = [after] if after is not None and after.state == DoorState.OPEN else []
    return [*first, *(one for one in beside if one not in first)]


def _deputies(doors: Iterable[int]) -> list[Holder]:
    """Those who know that their address is kept: it shows to nobody else before."""
    rows = Holder.objects.filter(door__in=list(doors), part=HolderPart.DEPUTY, left_on=None, objected_at=None)
    return list(rows.exclude(told_at=None).exclude(email="").select_related("door"))


def _doors_of(bodies: Iterable[int]) -> QuerySet[Door]:
    found = Door.objects.filter(body__in=list(bodies), state=DoorState.OPEN, body__state=BodyState.OPEN)
    return found.exclude(email="").select_related("body")


def proposal_of(introduction: Introduction, at: datetime | None = None) -> Proposal | None:
    """What to do next about a message without an answer; None for one that waits for none."""
    return proposals_of([introduction], at).get(introduction.pk)


def proposals_of(introductions: Iterable[Introduction], at: datetime | None = None) -> dict[int, Proposal]:
    """The same for many, by key, in as many queries for one as for a hundred."""
    at = at or clock.now()
    rows = [one for one in introductions if one.state == IntroductionState.SENT and one.sent_at]
    # a reply that came by mail is read first
    replied = set(
        IncomingReply.objects.filter(introduction__in=rows, filed_at=None).values_list("introduction", flat=True)
    )
    facts = _facts([one for one in rows if one.pk not in replied], at)
    return {pk: propose(*one) for pk, one in facts.items()}


def step_of(introduction: Introduction, kind: Kind, email: str, at: datetime | None = None) -> Proposal | None:
    """When a reminder of this kind may leave for this address; None when none may, now or later."""
    at = at or clock.now()
    facts = _facts([introduction], at)
    if introduction.pk not in facts:
        return None
    silence, delays, today, quiet = facts[introduction.pk]
    zone = introduction.accompaniment.season.programme.time_zone
    last = written_to([email], at).get(address_of(email))
    away = _away_until(introduction) if kind == Kind.AGAIN else _away([email]).get(address_of(email))
    reach = {**silence.reach, kind: Reach(away, _day(last + WEEK, zone) if last else None)}
    return step(kind, Silence(silence.sent_on, silence.nudged, reach), delays, today, quiet)


_Facts = tuple[Silence, Delays, date, Quiet]


def _facts(rows: list[Introduction], at: datetime) -> dict[int, _Facts]:
    if not rows:
        return {}
    programmes = {one.accompaniment.season.programme_id: one.accompaniment.season.programme for one in rows}
    quiet = _quiet_days(programmes, at)
    nudges: dict[int, list[Nudge]] = defaultdict(list)
    for nudge in Nudge.objects.filter(introduction__in=[one.pk for one in rows], bounced_at=None):
        nudges[nudge.introduction_id].append(nudge)
    deputies, colleagues, above = _others(rows)
    emails = {one.contact_email for one in rows} | {one.email for many in deputies.values() for one in many}
    last = written_to(emails, at)
    away = _absences(rows)
    facts: dict[int, _Facts] = {}
    for one in rows:
        programme = programmes[one.accompaniment.season.programme_id]
        zone = programme.time_zone

        def free(email: str, zone: str = zone) -> date | None:
            left = last.get(address_of(email))
            return _day(left + WEEK, zone) if left else None

        reach = {Kind.AGAIN: Reach(away.get(one.pk), free(one.contact_email))}
        if beside := deputies.get(one.door_id):
            reach[Kind.DEPUTY] = Reach(beside[0].absent_until, free(beside[0].email))
        elif one.door.body_id in colleagues and colleagues[one.door.body_id] - {one.door_id}:
            reach[Kind.DEPUTY] = Reach()
        if one.door.body_id in above:
            reach[Kind.SUPERIOR] = Reach()
        silence = Silence(
            _day(one.sent_at or at, zone),
            tuple((_day(nudge.sent_at, zone), Kind(nudge.kind)) for nudge in nudges[one.pk]),
            reach,
        )
        delays = Delays(programme.first_nudge, programme.second_nudge, programme.give_up_after)
        facts[one.pk] = (silence, delays, _day(at, zone), quiet.get(programme.pk, []))
    return facts


def _others(rows: list[Introduction]) -> tuple[dict[int, list[Holder]], dict[int, set[int]], set[int]]:
    """Deputies by door, open doors by body, and the bodies that have an open door right above them."""
    deputies: dict[int, list[Holder]] = defaultdict(list)
    for holder in _deputies({one.door_id for one in rows}):
        deputies[holder.door_id].append(holder)
    bodies = {one.door.body_id for one in rows}
    colleagues: dict[int, set[int]] = defaultdict(set)
    for body, door in _doors_of(bodies).order_by().values_list("body_id", "pk"):
        colleagues[body].add(door)
    reached = Door.objects.filter(state=DoorState.OPEN, body__state=BodyState.OPEN).exclude(email="")
    links = Belonging.objects.filter(child__in=bodies, parent__in=reached.order_by().values("body"))
    return deputies, colleagues, set(links.order_by().values_list("child_id", flat=True))


def _absences(rows: list[Introduction]) -> dict[int, date]:
    """Until when each contact said they are away, to us or to the directory."""
    by_address = _away({one.contact_email for one in rows})
    holders = [one.holder_id for one in rows if one.holder_id]
    by_holder = dict(Holder.objects.filter(pk__in=holders).order_by().values_list("pk", "absent_until"))
    told = {
        one.pk: [one.away_until, by_address.get(address_of(one.contact_email)), by_holder.get(one.holder_id or 0)]
        for one in rows
    }
    known = {pk: [day for day in days if day is not None] for pk, days in told.items()}
    return {pk: max(days) for pk, days in known.items() if days}


def _away(emails: Collection[str]) -> dict[str, date]:
    """Until when those of these addresses are away, as the directory knows."""
    wanted, found = {address_of(email) for email in emails}, dict[str, date]()
    rows = Holder.objects.filter(left_on=None).exclude(absent_until=None).exclude(email="").order_by()
    for email, until in rows.values_list("email", "absent_until"):
        if until is not None and (known := address_of(email)) in wanted:
            found[known] = max(until, found.get(known, until))
    return found


def _away_until(introduction: Introduction) -> date | None:
    return _absences([introduction]).get(introduction.pk)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()
