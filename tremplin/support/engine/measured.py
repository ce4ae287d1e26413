"""A value that is asked again before it is kept. No unit is known here: what is compared is of the same kind."""

from decimal import Decimal
from enum import StrEnum

TIMES = 10


class Doubt(StrEnum):
    UNDER = "under"
    OVER = "over"
    MUCH_MORE = "much_more"
    MUCH_LESS = "much_less"
    OTHER_SIGN = "other_sign"


def doubt_of(
    value: Decimal, *, least: Decimal | None = None, most: Decimal | None = None, last: Decimal | None = None
) -> Doubt | None:
    """Why a value is asked again: outside of its bounds, ten times the last one, a tenth of it, or its contrary."""
    if least is not None and value < least:
        return Doubt.UNDER
    if most is not None and value > most:
        return Doubt.OVER
    if last:
        if value * last < 0:
            return Doubt.OTHER_SIGN
        if abs(value) >= TIMES * abs(last):
            return Doubt.MUCH_MORE
        if value and TIMES * abs(value) <= abs(last):
            return Doubt.MUCH_LESS
    return None
