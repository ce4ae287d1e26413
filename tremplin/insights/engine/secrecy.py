"""Small numbers hidden before a figure is published.

The rule, as the public page states it. A number under five is hidden (`SMALL`), unless what it counts is public by
name. In a breakdown whose total is known, a single number hidden could be worked out from the others: the smallest of
these is hidden with it (`PROTECTING`). A number is also hidden when its distance to its denominator is under five and
that distance is itself a number of the same publication.

Shapes: a `Cell` is one number; `count` stays inside the house, `value` is what may be told. Nothing here raises.
Source: the primary and secondary suppression of statistical disclosure control (Hundepool et al., *Statistical
Disclosure Control*, Wiley, 2012, chapter 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LEAST = 5


class Hidden(StrEnum):
    """Why a number is not told."""

    NO = ""
    SMALL = "small"
    PROTECTING = "protecting"


@dataclass(frozen=True)
class Cell:
    """One number: what it counts, out of which other number of the publication (`of`, by its key)."""

    key: str
    count: int
    of: str = ""
    public: bool = False  # each thing counted is public by name
    hidden: Hidden = Hidden.NO

    @property
    def value(self) -> int | None:
        return None if self.hidden else self.count


def small(cell: Cell) -> Cell:
    """The cell, hidden when its number is small."""
    return cell if cell.public or cell.count >= LEAST else replace(cell, hidden=Hidden.SMALL)


def breakdown(cells: Iterable[Cell], *, last: str = "") -> list[Cell]:
    """The parts of a known total. `last` is the part to hide only when nothing else can protect."""
    found = [small(cell) for cell in cells]
    hidden = [cell for cell in found if cell.hidden]
    if len(hidden) != 1 or hidden[0].count == 0:
        return found
    others = [cell for cell in found if not cell.hidden and not cell.public]
    if not others:
        return found
    partner = min(others, key=lambda cell: (cell.key == last, cell.count))
    return [replace(cell, hidden=Hidden.PROTECTING) if cell is partner else cell for cell in found]


def steps(cells: Sequence[Cell], *, told_apart: Mapping[str, str], parts: Sequence[Cell]) -> list[Cell]:
    """Numbers each out of an earlier one. `told_apart`: the steps whose distance to their denominator is also a part
    of the breakdown `parts`, by its key: they are hidden when that part is, or when the distance is small.
    """
    counts = {cell.key: cell.count for cell in cells}
    kept_back = {part.key for part in parts if part.hidden and part.count}
    found = []
    for cell in map(small, cells):
        left = counts.get(cell.of, cell.count) - cell.count
        gives_away = cell.key in told_apart and (0 < left < LEAST or told_apart[cell.key] in kept_back)
        found.append(replace(cell, hidden=Hidden.PROTECTING) if gives_away and not cell.hidden else cell)
    return found
