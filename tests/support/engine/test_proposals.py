"""What is proposed while nobody answers: the delays, what puts a day off, and the turn of each in a week."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.programme.engine.working_days import is_working
from tremplin.support.engine.proposals import (
    WEEK,
    Day,
    Delays,
    Kind,
    Proposal,
    Reach,
    Silence,
    Why,
    first_day,
    propose,
    step,
    turns,
)

SENT = date(2026, 3, 2)  # a Monday
ALL = {Kind.AGAIN: Reach(), Kind.DEPUTY: Reach(), Kind.SUPERIOR: Reach()}
AGAIN, DEPUTY, SUPERIOR = (9, Kind.AGAIN), (21, Kind.DEPUTY), (36, Kind.SUPERIOR)


def after(days: int) -> date:
    return SENT + timedelta(days=days)


def proposal(today: int, *nudged: tuple[int, Kind], reach: Any = None, quiet: Any = ()) -> Proposal:
    silence = Silence(SENT, tuple((after(day), kind) for day, kind in nudged), ALL if reach is None else reach)
    return propose(silence, Delays(), after(today), quiet)


def proposed(today: int, *nudged: tuple[int, Kind], **facts: Any) -> tuple[Kind, int, int | None]:
    """The kind, and how many days after the message it is due, then possible."""
    found = proposal(today, *nudged, **facts)
    return found.kind, (found.due - SENT).days, (found.on - SENT).days if found.on else None


def test_each_step_comes_on_its_day() -> None:
    assert [
        proposed(0),
        proposed(9),
        proposed(10, AGAIN),
        proposed(22, AGAIN, DEPUTY),
        proposed(37, AGAIN, DEPUTY, SUPERIOR),
    ] == [
        (Kind.AGAIN, 9, 9),
        (Kind.AGAIN, 9, 9),
        (Kind.DEPUTY, 21, 21),
        (Kind.SUPERIOR, 33, 36),  # a Saturday, then Easter Monday
        (Kind.GIVE_UP, 48, 49),  # twelve days after the word above them, then off a Sunday
    ]


def test_nobody_else_known_is_the_same_person_twice_then_giving_up() -> None:
    alone = {Kind.AGAIN: Reach()}
    again = [(9, Kind.AGAIN), (21, Kind.AGAIN)]
    assert [proposed(22, *again[:1], reach=alone), proposed(30, *again, reach=alone)] == [
        (Kind.AGAIN, 21, 22),
        (Kind.GIVE_UP, 45, 45),
    ]


def test_nobody_reminded_in_time_is_given_up_at_the_end_with_the_rest_still_open() -> None:
    found = proposal(45)
    assert (found.kind, found.others) == (Kind.GIVE_UP, (Kind.AGAIN, Kind.DEPUTY))


def test_what_could_not_leave_in_time_leaves_before_giving_up() -> None:
    silent = [(after(5), after(60))]
    assert proposed(46, quiet=silent) == (Kind.AGAIN, 9, 63)
    assert proposal(46, quiet=silent).whys == (Why.QUIET, Why.CLOSED_DAY)


def test_quiet_period_without_an_end_gives_no_day() -> None:
    assert proposed(10, quiet=[(after(5), None)]) == (Kind.AGAIN, 9, None)


def test_absence_is_waited_for_unless_somebody_answers_in_their_place() -> None:
    away = Reach(away_until=after(20))
    assert proposed(0, reach={Kind.AGAIN: away}) == (Kind.AGAIN, 9, 21)
    assert proposed(0, reach={Kind.AGAIN: away, Kind.DEPUTY: Reach()}) == (Kind.DEPUTY, 9, 9)
    both = {Kind.AGAIN: away, Kind.DEPUTY: Reach(away_until=after(30))}
    assert proposed(0, reach=both) == (Kind.AGAIN, 9, 21)


def test_somebody_written_to_about_something_else_waits_a_week() -> None:
    found = proposal(9, reach={Kind.AGAIN: Reach(free_on=after(14))})
    assert (found.on, found.whys) == (after(14), (Why.WEEK,))


def test_nobody_above_before_two_reminders() -> None:
    counts = [
        step(Kind.SUPERIOR, Silence(SENT, tuple((after(day), kind) for day, kind in nudged), ALL), Delays(), after(40))
        for nudged in ((), (AGAIN,), (AGAIN, DEPUTY))
    ]
    assert [found and found.on for found in counts] == [None, None, after(42)]  # the 40th day is a Saturday


def test_two_reminders_are_never_closer_than_the_programme_says() -> None:
    assert proposed(31, (30, Kind.AGAIN)) == (Kind.DEPUTY, 42, 42)


@given(
    today=st.integers(0, 80),
    away=st.none() | st.integers(0, 60),
    free=st.none() | st.integers(0, 60),
    quiet=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=3),
    nudged=st.lists(st.integers(9, 60), max_size=3),
)
def test_whatever_happened_a_proposal_is_for_a_working_day_nothing_forbids(
    today: int, away: int | None, free: int | None, quiet: list[tuple[int, int]], nudged: list[int]
) -> None:
    reach = Reach(away_until=None if away is None else after(away), free_on=None if free is None else after(free))
    silent = [(after(first), after(first + length)) for first, length in quiet]
    found = proposal(today, *((day, Kind.AGAIN) for day in nudged), reach={Kind.AGAIN: reach}, quiet=silent)
    assert found.on is not None
    assert (is_working(found.on), found.on >= max(found.due, after(today))) == (True, True)
    if found.kind == Kind.AGAIN:
        assert (away is None or found.on > after(away), free is None or found.on >= after(free)) == (True, True)
        assert not any(first <= found.on <= last for first, last in silent)


def test_first_day_of_a_holiday() -> None:
    assert first_day(date(2026, 5, 8)) == Day(date(2026, 5, 11), (Why.CLOSED_DAY,))


NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "waiting", "expected"),
    [
        ([], 2, [0, 0]),
        ([6, 2], 3, [0, 1, 5]),  # two left six and two days ago: one turn today, the next when a week has passed
        ([8, 6, 5, 1], 2, [1, 2]),
        ([], 7, [0, 0, 0, 7, 7, 7, 14]),
    ],
)
def test_turns_of_a_week(ago: list[int], waiting: int, expected: list[int]) -> None:
    left = [NOW - timedelta(days=days) for days in ago]
    assert [(at - NOW).days for at in turns(left, waiting, 3, NOW)] == expected


@given(st.lists(st.integers(0, 20 * 24), max_size=12), st.integers(0, 12), st.integers(1, 4))
def test_never_more_in_seven_days_than_said(hours: list[int], waiting: int, at_most: int) -> None:
    left = [NOW - timedelta(hours=count) for count in hours]
    found = turns(left, waiting, at_most, NOW)
    for at in found:
        window = [other for other in [*left, *found] if at - WEEK < other <= at]
        assert (at >= NOW, len(window) <= at_most) == (True, True)
