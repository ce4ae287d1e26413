"""Working days of the French administration: Monday to Friday, but for the eleven national holidays.

Source: article L. 3133-1 of the Code du travail. The days proper to Alsace and Moselle and to the overseas departments
are left out: a message that leaves on one of them is read the day after.
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter  # type: ignore[import-untyped]

# 1 January, 1 May, 8 May, 14 July, 15 August, 1 and 11 November, 25 December
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Easter Monday, Ascension Day, Whit Monday
_AFTER_EASTER = (1, 39, 50)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The eleven national holidays of a year."""
    sunday = easter(year)
    return frozenset(date(year, month, day) for month, day in _FIXED) | {
        sunday + timedelta(days=days) for days in _AFTER_EASTER
    }


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def working_day_from(day: date) -> date:
    """That day when it is a working day, else the next one."""
    while not is_working(day):
        day += timedelta(days=1)
    return day
