"""The ceiling of small aids: at the boundaries of its rules, and for any grants whatever."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.ceilings import Counted, counted_on, first_day, room_left, rule_on, would_exceed

_DAYS = st.dates(date(2012, 1, 1), date(2035, 12, 31))
_AMOUNTS = st.integers(1, 400_000_00).map(lambda cents: Decimal(cents) / 100)
_GRANTS = st.lists(st.builds(Counted, _DAYS, _AMOUNTS), max_size=8)


@pytest.mark.parametrize(
    ("day", "ceiling", "since"),
    [
        (date(2023, 12, 31), 200_000, date(2021, 1, 1)),
        (date(2024, 1, 1), 300_000, date(2021, 1, 2)),
        (date(2027, 3, 14), 300_000, date(2024, 3, 15)),
        (date(2027, 3, 15), 300_000, date(2024, 3, 16)),
        (date(2027, 2, 28), 300_000, date(2024, 2, 29)),
        (date(2028, 2, 29), 300_000, date(2025, 3, 1)),
    ],
)
def test_rule_of_a_day_and_how_far_it_looks_back(day: date, ceiling: int, since: date) -> None:
    assert (rule_on(day).ceiling, first_day(day)) == (Decimal(ceiling), since)


def test_grant_counts_for_three_years_to_the_day() -> None:
    made = [Counted(date(2024, 3, 15), Decimal(300_000))]
    assert room_left(made, date(2027, 3, 14)) == 0
    assert room_left(made, date(2027, 3, 15)) == 300_000


def test_same_grants_on_the_last_day_of_the_old_rule_and_the_first_of_the_new() -> None:
    made = [Counted(date(2021, 1, 1), Decimal(40_000)), Counted(date(2022, 6, 1), Decimal(100_000))]
    assert room_left(made, date(2023, 12, 31)) == 60_000
    # the first day of 2021 is more than three years before, and the ceiling higher
    assert room_left(made, date(2024, 1, 1)) == 200_000


def test_one_cent_above_passes_it_and_the_exact_sum_does_not() -> None:
    made = [Counted(date(2025, 5, 1), Decimal(290000))]
    assert not would_exceed(made, Decimal(10000), date(2026, 5, 1))
    assert would_exceed(made, Decimal("10000.01"), date(2026, 5, 1))


def test_grant_entered_late_counts_with_those_made_since() -> None:
    made = [Counted(date(2025, 6, 1), Decimal(300_000))]
    assert counted_on(made, date(2025, 1, 1)) == 0
    assert room_left(made, date(2025, 1, 1)) == 0


@given(_GRANTS, _DAYS)
def test_room_left_is_the_most_that_may_be_granted(made: list[Counted], day: date) -> None:
    left = room_left(made, day)
    assert not would_exceed(made, left, day)
    assert would_exceed(made, left + Decimal("0.01"), day)


@given(_GRANTS, _DAYS)
def test_granting_what_is_left_passes_no_period_that_was_under_its_ceiling(made: list[Counted], day: date) -> None:
    left = room_left(made, day)
    after = [*made, Counted(day, left)]
    ends = {one.day for one in made} | {day}
    for end in ends:
        if counted_on(made, end) <= rule_on(end).ceiling:
            assert counted_on(after, end) <= rule_on(end).ceiling


@given(_GRANTS, _DAYS, _AMOUNTS, _DAYS)
def test_another_grant_never_makes_more_room(made: list[Counted], on: date, amount: Decimal, day: date) -> None:
    assert room_left([*made, Counted(on, amount)], day) <= room_left(made, day)


@given(_DAYS)
def test_period_ends_the_day_it_is_asked_for_and_lasts_three_years_at_most(day: date) -> None:
    assert first_day(day) <= day
    assert day - first_day(day) < timedelta(days=3 * 366)
