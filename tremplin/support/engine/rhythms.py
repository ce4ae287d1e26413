"""When something measured again and again is next due, from its rhythm and the day of its last value."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FIRST_AFTER = timedelta(days=30)  # something with no value at all is asked for a month after it was written


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last one, a day that is not in the month
    becomes its last.
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = monthrange(year, month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if ends else min(day.day, last))


def next_due(frequency: str, *, last: date | None, begun: date) -> date:
    """A period after the last value; when there is none, a month after the day it was written."""
    if last is None:
        return begun + FIRST_AFTER
    return months_after(last, MONTHS[frequency])
