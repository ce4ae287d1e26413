"""Days planned backwards: working ones, in the order of their offsets, never far from where they were asked."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tremplin.programme.engine.backward_plan import day_of, offset_of, working_day_until
from tremplin.programme.engine.standard_thread import STEPS
from tremplin.programme.engine.working_days import is_working

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
OFFSETS = st.integers(-400, 600)
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calmly
@given(DAYS, OFFSETS)
def test_step_falls_on_a_working_day_and_never_late_before_the_announcement(announced: date, offset: int) -> None:
    day, asked = day_of(announced, offset), announced + timedelta(days=offset)
    assert is_working(day) or (offset == 0 and day == announced)
    moved = (day - asked).days
    assert -4 <= moved <= 0 if offset <= 0 else 0 <= moved <= 4


@calmly
@given(DAYS, OFFSETS, OFFSETS)
def test_two_steps_never_change_places(announced: date, one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert day_of(announced, first) <= day_of(announced, last)


@calmly
@given(DAYS, OFFSETS)
def test_a_day_chosen_is_planned_again_where_it_is(announced: date, offset: int) -> None:
    day = day_of(announced, offset)
    assert day_of(announced, offset_of(announced, day)) == day


def test_before_a_long_week_end_a_step_comes_on_thursday() -> None:
    # Easter Monday 2026 is 6 April; the step was asked for that Monday
    assert day_of(date(2026, 4, 13), -7) == date(2026, 4, 3)
    assert working_day_until(date(2026, 5, 3)) == date(2026, 4, 30)  # Friday 1 May is a holiday
    assert day_of(date(2026, 3, 30), 7) == date(2026, 4, 7)


def test_standard_steps_stand_in_order_each_once() -> None:
    offsets = [step.offset for step in STEPS]
    assert offsets == sorted(offsets)
    assert len({step.key for step in STEPS}) == len(STEPS)
    assert [step.key for step in STEPS if step.offset == 0] == ["announced"]
