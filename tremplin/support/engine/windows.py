"""When an initiative may be written to: the days and the hours it said, on its own clock.

Instants given here are local ones, naive: whoever calls has put them on the programme's clock.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Window:
    """`days`: digits, 1 is Monday and 7 is Sunday. From `first`, until `last`, which is the first refused instant."""

    days: str
    first: time
    last: time


# until the initiative says its own: working hours, so that nobody is woken
USUAL = Window("12345", time(9), time(18))


def is_within(window: Window, instant: datetime) -> bool:
    return str(instant.isoweekday()) in window.days and window.first <= instant.time() < window.last


def next_opening(window: Window, instant: datetime) -> datetime:
    """The first instant from this one on that is within the window. ValueError: a window without a day."""
    if not window.days or window.last <= window.first:
        raise ValueError("a window has days, and ends after it begins")
    if is_within(window, instant):
        return instant
    for days in range(8):
        begins = datetime.combine(instant.date() + timedelta(days=days), window.first)
        if begins >= instant and str(begins.isoweekday()) in window.days:
            return begins
    raise ValueError(f"no day in {window.days!r}")
