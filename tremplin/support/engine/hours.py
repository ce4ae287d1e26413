"""Hours given and hours bought, counted to the quarter of an hour. No Django here."""

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

QUARTER = Decimal("0.25")
CENT = Decimal("0.01")


def length_in_hours(starts_at: datetime, ends_at: datetime) -> Decimal:
    """Hours between two aware instants; a quarter begun counts."""
    minutes = Decimal(int((ends_at - starts_at).total_seconds())) / 60
    return (minutes / 15).to_integral_value(ROUND_CEILING) * QUARTER


def is_in_quarters(hours: Decimal) -> bool:
    return hours % QUARTER == 0


def hours_left(days: Decimal, hours_a_day: Decimal, taken: Iterable[Decimal]) -> Decimal:
    """What is left of days bought, in hours: whole quarters only, and never less than none."""
    left = days * hours_a_day - sum(taken, Decimal(0))
    return max((left / QUARTER).to_integral_value(ROUND_FLOOR) * QUARTER, Decimal(0))


def value_of(hours: Decimal, hourly: Decimal) -> Decimal:
    """What hours are worth at a price an hour, in euros to the cent; half a cent counts as one."""
    return (hours * hourly).quantize(CENT, ROUND_HALF_UP)


def in_hours_and_minutes(hours: Decimal) -> tuple[int, int]:
    """1.25 → (1, 15); to the nearest minute."""
    return divmod(int((hours * 60).to_integral_value()), 60)
