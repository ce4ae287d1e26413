"""A schematic map of France: one square for each department, where the country would have it.

No outline is drawn and none is needed: what counts is in which departments something is, and how many times. The places
of the squares are our own arrangement; departments and collectivities overseas stand in the last two lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SIDE = 30  # of a square, in units of the drawing
GAP = 2

# line by line from the north, each code in its column
_LINES = (
    "- - - - - - 62 59",
    "- - - - - 76 80 02 08",
    "- - - 50 14 27 60 95 51 55 57 67",
    "29 22 35 53 61 28 78 92 93 10 54 68",
    "- 56 44 49 72 41 91 75 94 52 88 90",
    "- - 85 79 37 45 77 89 21 70 25",
    "- - - 17 86 36 18 58 71 39",
    "- - - 16 87 23 03 42 69 01 74",
    "- - - 33 24 19 63 43 07 38 73",
    "- - - 40 47 46 15 48 26 05",
    "- - 64 32 82 12 30 84 04 06",
    "- - - 65 31 81 34 13 83",
    "- - - - 09 11 66 - - - - 2B",
    "- - - - - - - - - - - 2A",
    "971 972 973 974 976",
    "975 977 978 986 987 988",
)
PLACES: dict[str, tuple[int, int]] = {
    code: (column, row) for row, line in enumerate(_LINES) for column, code in enumerate(line.split()) if code != "-"
}
WIDTH = (1 + max(column for column, _row in PLACES.values())) * SIDE
HEIGHT = len(_LINES) * SIDE


@dataclass(frozen=True)
class Tile:
    """One department: its code, where its square begins, and how many things are in it."""

    code: str
    x: int
    y: int
    count: int

    side = SIDE - GAP

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.side / 2, self.y + self.side / 2


def tiles(counts: Mapping[str, int]) -> list[Tile]:
    """Every department in the order of the drawing. `counts`: by code; a code that is not one is a ValueError."""
    if unknown := sorted(set(counts) - set(PLACES)):
        raise ValueError(f"no such department: {', '.join(unknown)}")
    return [Tile(code, column * SIDE, row * SIDE, counts.get(code, 0)) for code, (column, row) in PLACES.items()]
