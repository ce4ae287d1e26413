"""The one source of time. `now()` everywhere; `at(instant)` for the demo and the tests.

`TREMPLIN_TODAY` (development and tests) makes the clock start on that day at the present hour, and run on from there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def _real() -> datetime:
    return datetime.now(tz=UTC)


def _offset() -> timedelta:
    """From the real clock to ours: the same hour on the wall, in the installation's time zone, on the day asked for."""
    today: date | None = settings.TODAY
    if today is None:
        return timedelta(0)
    wall = _started.astimezone(ZoneInfo(settings.TIME_ZONE))
    return datetime.combine(today, wall.timetz()).astimezone(UTC) - _started


_started = _real()


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or _real() + _offset()


def today(zone: str | None = None) -> date:
    """The present day in a time zone (by default the installation's)."""
    return now().astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Stop the clock at an aware instant, for the demo and the tests."""
    if instant.tzinfo is None:
        raise ValueError("clock.at takes an aware instant")
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
