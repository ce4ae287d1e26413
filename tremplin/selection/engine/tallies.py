"""What a set of marks and opinions says, and where it disagrees with itself. An abstention is not zero.

Marks are whole numbers from 0 to the maximum of their criterion, None for an abstention. Opinions are in four levels:
4 very favourable, 3 favourable, 2 reserved, 1 unfavourable. Thresholds are compared exactly, never as decimals.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

LEVELS = (4, 3, 2, 1)
FAVOURABLE_FROM = 3

# Our own thresholds, no published rule: a divergence decides nothing, it says where a sitting could spend its time.
FAR_APART_SHARE = Fraction(1, 2)  # of the maximum, between the least and the most mark of a criterion
FAR_APART_LEVELS = 2  # so that 0 and 1 out of 1 or 2 are not far apart
EXPERTS_FOR, EXPERTS_AGAINST = Fraction(3, 5), Fraction(2, 5)  # overall shares, reached
OPINIONS_ENOUGH = 3  # under which citizens point in no direction


@dataclass(frozen=True)
class Tally:
    """`mean`, `least`, `most`: of the values given, None when nobody gave one. `given`, `abstained`: how many."""

    mean: float | None
    given: int
    abstained: int
    least: int | None
    most: int | None

    @property
    def spread(self) -> int:
        """Between the least and the most; 0 with fewer than two values."""
        return self.most - self.least if self.most is not None and self.least is not None else 0


@dataclass(frozen=True)
class Divergence:
    """`code` and the names that `values` then holds:

    - "criterion": the marks of one criterion are far apart; `criterion` (its key), `least`, `most`;
    - "colleges": experts and citizens point in different directions; `experts` (overall share, 0 to 1), `favourable`,
      `opinions` (how many of them, how many in all);
    - "opinions": somebody is very favourable and somebody unfavourable; `counts` (how many at each level, from 4 to 1).
    """

    code: str
    values: Mapping[str, Any]


def tally(values: Iterable[int | None]) -> Tally:
    """The marks of one criterion, counted; None is an abstention."""
    everything = list(values)
    marks = [value for value in everything if value is not None]
    return Tally(
        mean=sum(marks) / len(marks) if marks else None,
        given=len(marks),
        abstained=len(everything) - len(marks),
        least=min(marks, default=None),
        most=max(marks, default=None),
    )


def overall(tallies: Sequence[Tally], maxima: Sequence[int]) -> float | None:
    """Mean of the criterion means, each as a share of its maximum: 0 to 1, None when no criterion has a value.

    A criterion without any value is left out; each of the others weighs the same, however many values it has.

    ValueError: not as many maxima as tallies, a maximum under 1.
    """
    share = _share(tallies, maxima)
    return None if share is None else float(share)


def favourable(opinions: Iterable[int]) -> tuple[int, int]:
    """(how many are favourable or very favourable, how many in all). ValueError: a level that does not exist."""
    counts = _counts(opinions)
    return sum(number for level, number in counts.items() if level >= FAVOURABLE_FROM), sum(counts.values())


def divergences(
    criteria: Mapping[str, Sequence[int | None]], maxima: Mapping[str, int], opinions: Sequence[int]
) -> list[Divergence]:
    """What deserves a discussion: criteria in their order, then between the colleges, then among the citizens.

    `criteria`: the experts' marks by criterion; `maxima`: at least the same keys; `opinions`: one for each citizen.
    Exactly half of the opinions favourable is neither a majority nor a minority.

    ValueError: a maximum under 1 or missing, a level that does not exist.
    """
    if unknown := [key for key in criteria if key not in maxima]:
        raise ValueError(f"No maximum is given for {', '.join(unknown)}.")
    tallies = {key: tally(values) for key, values in criteria.items()}
    share = _share(list(tallies.values()), [maxima[key] for key in tallies])
    found = [
        Divergence("criterion", {"criterion": key, "least": line.least, "most": line.most})
        for key, line in tallies.items()
        if line.spread >= FAR_APART_LEVELS and line.spread >= FAR_APART_SHARE * maxima[key]
    ]
    counts = _counts(opinions)
    number, total = favourable(opinions)
    if share is not None and total >= OPINIONS_ENOUGH and _opposed(share, number, total):
        found.append(Divergence("colleges", {"experts": float(share), "favourable": number, "opinions": total}))
    if counts[LEVELS[0]] and counts[LEVELS[-1]]:
        found.append(Divergence("opinions", {"counts": counts}))
    return found


def _opposed(share: Fraction, number: int, total: int) -> bool:
    return (share >= EXPERTS_FOR and number * 2 < total) or (share <= EXPERTS_AGAINST and number * 2 > total)


def _share(tallies: Sequence[Tally], maxima: Sequence[int]) -> Fraction | None:
    if len(tallies) != len(maxima):
        raise ValueError(f"There are {len(tallies)} criteria and {len(maxima)} maxima.")
    if wrong := [maximum for maximum in maxima if maximum < 1]:
        raise ValueError(f"The maximum of a criterion is 1 or more, not {wrong[0]}.")
    shares = [
        Fraction(round(line.mean * line.given), line.given * maximum)  # a sum of whole numbers, found back exactly
        for line, maximum in zip(tallies, maxima, strict=True)
        if line.mean is not None
    ]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _counts(opinions: Iterable[int]) -> dict[int, int]:
    """How many opinions at each level, from 4 to 1, none left out."""
    counts = Counter(opinions)
    if unknown := [level for level in counts if level not in LEVELS]:
        raise ValueError(f"An opinion is a level from 1 to 4, not {unknown[0]}.")
    return {level: counts[level] for level in LEVELS}
