"""The eleven national holidays, and the working day that follows."""

from datetime import date

from tremplin.programme.engine.working_days import holidays, is_working, working_day_from


def test_the_eleven_holidays_of_a_year() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


def test_ascension_day_may_fall_on_another_holiday() -> None:
    assert (len(holidays(2008)), date(2008, 5, 1) in holidays(2008)) == (10, True)


def test_working_day_that_follows() -> None:
    days = {
        date(2026, 5, 7): date(2026, 5, 7),
        date(2026, 5, 8): date(2026, 5, 11),  # a holiday, then a week-end
        date(2026, 12, 25): date(2026, 12, 28),
        date(2027, 1, 1): date(2027, 1, 4),
    }
    assert {day: working_day_from(day) for day in days} == days
    assert [is_working(date(2026, 5, day)) for day in (13, 14, 15, 16)] == [True, False, True, False]
