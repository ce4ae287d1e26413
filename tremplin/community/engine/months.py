"""Days a number of months after a day."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` (0 or more) later; the last one of a month that is shorter.

    31 August and 6 months give 28 or 29 February. ValueError: a negative number of months.
    """
    if months < 0:
        raise ValueError("months are counted forward")
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
