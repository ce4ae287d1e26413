"""The ceiling of small aids (de minimis) to one undertaking, by the rule of the day on which an aid is granted.

Since 1 January 2024: 300 000 € over any three years, counted to the day (Regulation (EU) 2023/2831, articles 3 and 8).
Before: 200 000 € over three fiscal years, the current one and the two before (Regulation (EU) 1407/2013, article 3,
and 1998/2006 before it); fiscal years are taken as calendar years. An aid counts on the day the right to it is given,
for its gross grant equivalent, in euros; a new aid counts whole, and must leave every period it falls in under the
ceiling: an aid entered late is also counted with those granted after it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Rule:
    """`rolling`: three years to the day; else three calendar years. `since` is its first day; amounts in euros."""

    since: date
    ceiling: Decimal
    rolling: bool
    source: str


# the last that began by a day is in force on it
RULES = (
    Rule(date.min, Decimal(200_000), rolling=False, source="1407/2013"),
    Rule(date(2024, 1, 1), Decimal(300_000), rolling=True, source="2023/2831"),
)


@dataclass(frozen=True)
class Counted:
    """An advantage that counts: the day on which it was granted, and its value in euros."""

    day: date
    amount: Decimal


@dataclass(frozen=True)
class Standing:
    """What counts on a day: the rule, the first day it looks back to, the sum since, and what may still be granted."""

    rule: Rule
    first_day: date
    counted: Decimal
    left: Decimal


def rule_on(day: date) -> Rule:
    return [rule for rule in RULES if rule.since <= day][-1]


def first_day(day: date) -> date:
    """The first day of the period that ends on this one."""
    if not rule_on(day).rolling:
        return date(max(day.year - 2, 1), 1, 1)
    return _three_years_before(day) + timedelta(days=1)


def counted_on(advantages: Collection[Counted], day: date) -> Decimal:
    """The sum of those granted in the period that ends on a day."""
    since = first_day(day)
    return sum((one.amount for one in advantages if since <= one.day <= day), NOTHING)


def room_left(advantages: Collection[Counted], on: date) -> Decimal:
    """What may still be granted on a day, never less than nothing: in the period that ends that day, and in those that
    end with each aid granted since and hold that day too.
    """
    ends = {on} | {one.day for one in advantages if one.day > on and first_day(one.day) <= on}
    left = min(rule_on(end).ceiling - counted_on(advantages, end) for end in ends)
    return max(left, NOTHING)


def would_exceed(advantages: Collection[Counted], amount: Decimal, on: date) -> bool:
    return amount > room_left(advantages, on)


def standing(advantages: Collection[Counted], on: date) -> Standing:
    return Standing(rule_on(on), first_day(on), counted_on(advantages, on), room_left(advantages, on))


def _three_years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 3)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 3, day=28)
