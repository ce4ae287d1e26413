"""Periods in which askings of a supporter are counted: calendar months, quarters and years."""

from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period(pace: str, day: date) -> tuple[date, date]:
    """First and last day of the calendar month, quarter or year that holds a day; `pace` is one of these words."""
    months = _MONTHS[pace]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = first.month - 1 + months
    return first, date(first.year + end // 12, end % 12 + 1, 1) - timedelta(days=1)
