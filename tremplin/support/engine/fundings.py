"""A funding plan by quarter: what is needed, what was obtained, what is asked for, and what is still to be found.

An amount is spread evenly over the days it pays for, to the cent; the cents that do not share out stay in the last
quarter, so that the quarters always add up to the amount. Euros, as Decimal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def quarter_after(quarter: date) -> date:
    return date(quarter.year + 1, 1, 1) if quarter.month == 10 else date(quarter.year, quarter.month + 3, 1)


def quarters_between(first: date, last: date) -> list[date]:
    """The quarters from that of a day to that of another, both with them."""
    found, quarter = list[date](), quarter_of(first)
    while quarter <= last:
        found.append(quarter)
        quarter = quarter_after(quarter)
    return found


def spread(amount: Decimal, first: date, last: date) -> dict[date, Decimal]:
    """What each quarter gets of an amount that pays from a day to another, that day too."""
    if last < first:
        raise ValueError("the last day comes before the first")
    days = (last - first).days + 1
    quarters = quarters_between(first, last)
    found, left = dict[date, Decimal](), amount
    for quarter in quarters[:-1]:
        begins, ends = max(first, quarter), quarter_after(quarter) - timedelta(days=1)
        share = (amount * ((ends - begins).days + 1) / days).quantize(CENT, ROUND_DOWN)
        found[quarter], left = share, left - share
    return found | {quarters[-1]: left}


@dataclass(frozen=True)
class Source:
    """An amount, the days it pays for, and whether it was obtained, or is only asked for, or only meant to be."""

    amount: Decimal
    first: date
    last: date
    stands: str  # "got", "asked", "meant"; any other counts for nothing


@dataclass(frozen=True)
class Quarter:
    first: date
    needed: Decimal
    got: Decimal
    asked: Decimal
    meant: Decimal

    @property
    def gap(self) -> Decimal:
        """Still to be found; what is only asked for is not found."""
        return max(self.needed - self.got, ZERO)

    @property
    def over(self) -> Decimal:
        """Obtained above what is needed in the quarter."""
        return max(self.got - self.needed, ZERO)

    @property
    def gap_if_all_is_got(self) -> Decimal:
        return max(self.needed - self.got - self.asked, ZERO)


def plan_of(needs: Mapping[date, Decimal], sources: Iterable[Source]) -> list[Quarter]:
    """Every quarter from the first to the last something is said of; `needs` by the first day of each quarter."""
    sums: dict[str, dict[date, Decimal]] = {"got": {}, "asked": {}, "meant": {}}
    for source in sources:
        if source.stands in sums:
            row = sums[source.stands]
            for quarter, share in spread(source.amount, source.first, source.last).items():
                row[quarter] = row.get(quarter, ZERO) + share
    known = sorted({*needs, *(quarter for row in sums.values() for quarter in row)})
    if not known:
        return []
    return [
        Quarter(one, needs.get(one, ZERO), *(sums[name].get(one, ZERO) for name in ("got", "asked", "meant")))
        for one in quarters_between(known[0], known[-1])
    ]
