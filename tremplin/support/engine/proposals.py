"""What to propose while a message has no answer, and on which day it may leave. Days only, nothing is sent here.

Four steps: a word to the same person, one to their deputy or a colleague, one above them, then giving up honestly. Each
is due some days after the message left (the programme's delays), and at least as long after the word before it as the
second reminder comes after the first. What is due leaves on a working day, outside quiet periods, once whoever is
written to is back, and never less than seven days after they were last written to, whatever it was about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from tremplin.programme.engine.working_days import working_day_from

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Kind(StrEnum):
    """Whom it is proposed to write to; or to stop waiting."""

    AGAIN = "again"
    DEPUTY = "deputy"
    SUPERIOR = "superior"
    GIVE_UP = "give_up"


class Why(StrEnum):
    """What puts a day off."""

    AWAY = "away"
    WEEK = "week"
    QUIET = "quiet"
    CLOSED_DAY = "closed-day"
    QUEUE = "queue"


@dataclass(frozen=True)
class Delays:
    """In days after the message left."""

    first: int = 9
    second: int = 21
    give_up: int = 45

    @property
    def gap(self) -> int:
        return self.second - self.first

    @property
    def above(self) -> int:
        """Half-way between the second reminder and giving up."""
        return (self.second + self.give_up) // 2


@dataclass(frozen=True)
class Reach:
    """What is known of one recipient: away until a day (included), and the first day they may be written to again."""

    away_until: date | None = None
    free_on: date | None = None


@dataclass(frozen=True)
class Silence:
    """One message without an answer. `reach` holds those who may be written to: a kind that is absent has nobody."""

    sent_on: date
    nudged: tuple[tuple[date, Kind], ...] = ()
    reach: Mapping[Kind, Reach] = field(default_factory=lambda: {Kind.AGAIN: Reach()})


# days on which nothing leaves: the first, and the last (None: nobody knows)
Quiet = Sequence[tuple[date, date | None]]


@dataclass(frozen=True)
class Day:
    """The first day on which something may leave (None: nobody can tell yet), and what put it off, in order."""

    on: date | None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What is proposed next: due on a day by the delays alone, possible on another. `others`: what may be done instead
    on that day or later.
    """

    kind: Kind
    due: date
    on: date | None
    whys: tuple[Why, ...] = ()
    others: tuple[Kind, ...] = ()

    def is_for(self, today: date) -> bool:
        """Whether somebody may do it today."""
        return self.on is not None and self.on <= today


def first_day(due: date, *, reach: Reach | None = None, quiet: Quiet = ()) -> Day:
    """The first working day from `due` on that nothing forbids.

    >>> first_day(date(2026, 5, 1))
    Day(on=datetime.date(2026, 5, 4), whys=(<Why.CLOSED_DAY: 'closed-day'>,))
    """
    day, whys = due, []
    if reach and reach.away_until and day <= reach.away_until:
        day, whys = reach.away_until + _DAY, [Why.AWAY]
    if reach and reach.free_on and day < reach.free_on:
        day = reach.free_on
        whys.append(Why.WEEK)
    while True:
        over = [last for first, last in quiet if first <= day and (last is None or day <= last)]
        if over:
            whys.append(Why.QUIET)
            if None in over:
                return Day(None, tuple(dict.fromkeys(whys)))
            day = max(last for last in over if last) + _DAY
        working = working_day_from(day)
        if working == day:
            return Day(day, tuple(dict.fromkeys(whys)))
        whys.append(Why.CLOSED_DAY)
        day = working


def step(kind: Kind, silence: Silence, delays: Delays, today: date, quiet: Quiet = ()) -> Proposal | None:
    """When this may be done, from today on; None for what may not: nobody is known there, or it comes too early in the
    story (above them, never before two reminders).
    """
    due = _due(kind, silence, delays, quiet)
    if due is None:
        return None
    if kind == Kind.GIVE_UP:  # nothing leaves: a working day is enough
        day = first_day(max(due, today))
    else:
        day = first_day(max(due, today), reach=silence.reach[kind], quiet=quiet)
    return Proposal(kind, due, day.on, day.whys)


def propose(silence: Silence, delays: Delays, today: date, quiet: Quiet = ()) -> Proposal:
    """The next thing to do, now or later: there always is one, giving up at last."""
    steps = {kind: found for kind in Kind if (found := step(kind, silence, delays, today, quiet))}
    last = steps[Kind.GIVE_UP]
    kind = Kind.GIVE_UP if last.due <= today else _next(silence, steps)
    found = steps[kind]
    return Proposal(kind, found.due, found.on, found.whys, tuple(other for other in steps if other != kind))


def _next(silence: Silence, steps: Mapping[Kind, Proposal]) -> Kind:
    count = len(silence.nudged)
    again, deputy = steps.get(Kind.AGAIN), steps.get(Kind.DEPUTY)
    if count == 0 and again is not None:
        # while the person is away, somebody answers in their place
        if deputy is not None and Why.AWAY in again.whys and deputy.on and (again.on is None or deputy.on < again.on):
            return Kind.DEPUTY
        return Kind.AGAIN
    if count <= 1:
        return Kind.DEPUTY if deputy is not None else Kind.AGAIN if again is not None else Kind.GIVE_UP
    written_above = any(kind == Kind.SUPERIOR for _on, kind in silence.nudged)
    return Kind.SUPERIOR if Kind.SUPERIOR in steps and not written_above else Kind.GIVE_UP


def _due(kind: Kind, silence: Silence, delays: Delays, quiet: Quiet) -> date | None:
    count, gap = len(silence.nudged), timedelta(days=delays.gap)
    last = max((on for on, _kind in silence.nudged), default=None)
    if kind == Kind.GIVE_UP:
        # what could not leave in time (a quiet period, a long absence) still leaves before anybody gives up
        begun = last or _first_word(silence, delays, quiet)
        return max(silence.sent_on + timedelta(days=delays.give_up), begun + gap)
    if kind not in silence.reach or (kind == Kind.SUPERIOR and count < 2):
        return None
    after = delays.above if kind == Kind.SUPERIOR else delays.first if count == 0 else delays.second
    due = silence.sent_on + timedelta(days=after)
    return max(due, last + gap) if last else due


def _first_word(silence: Silence, delays: Delays, quiet: Quiet) -> date:
    due = silence.sent_on + timedelta(days=delays.first)
    return first_day(due, reach=silence.reach.get(Kind.AGAIN), quiet=quiet).on or due


def turns(sent: Sequence[datetime], waiting: int, at_most: int, now: datetime) -> list[datetime]:
    """When each of those that wait may leave, first come first: at most so many in any seven days.

    `sent`: instants at which others left; those of the last seven days count.
    """
    times = sorted(at for at in sent if at > now - WEEK)
    first = len(times)
    for _one in range(waiting):
        times.append(max(now, times[-at_most] + WEEK) if len(times) >= at_most else now)
    return times[first:]
