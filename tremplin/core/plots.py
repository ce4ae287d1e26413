"""Small drawings of figures, each with its table: a title, a description, the values printed, no colour needed.

A builder places the marks; `{% plot one %}` draws them, and says the same in a table under a disclosure. Drawings are
300 or 320 units wide, so that their words stay readable on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

NAME_ROW, LANE, BAR_ROW = 20, 22, 60
_SIDE = 8


@dataclass(frozen=True)
class Mark:
    """One thing drawn: `kind` is text, line, bar, disc, ring, square or block; places are in units of the drawing."""

    kind: str
    x: str
    y: str
    x2: str = ""
    y2: str = ""
    words: str = ""
    anchor: str = "start"
    manner: str = ""  # of a line: strong or dashed


@dataclass(frozen=True)
class Plot:
    """`name` makes the ids of its parts unique in the page. The table: its columns, then its rows of printed values."""

    name: str
    caption: str
    description: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: str = ""

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The rows of the table, each cell with the column it stands in."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def number(value: float) -> str:
    """A place in the drawing, whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(x: float, y: float, words: str, anchor: str = "start") -> Mark:
    return Mark("text", number(x), number(y), words=words, anchor=anchor)


def _line(x: float, y: float, x2: float, y2: float, manner: str = "") -> Mark:
    return Mark("line", number(x), number(y), number(x2), number(y2), manner=manner)


@dataclass(frozen=True)
class Bar:
    """A line of a breakdown: what is printed above its bar, the length of the bar in hundredths of the width (None: no
    bar), and the cells of its row in the table after its label.
    """

    label: str
    printed: str
    share: float | None
    cells: tuple[str, ...] = ()


def bars(name: str, caption: str, description: str, lines: Sequence[Bar], *, columns: Sequence[str]) -> Plot:
    """One bar a line, as long as its share."""
    marks: list[Mark] = []
    for place, one in enumerate(lines):
        top = place * BAR_ROW
        width = 300 * max(0.0, min(one.share or 0.0, 100.0)) / 100
        marks += [_text(0, top + 14, one.label), _text(0, top + 32, one.printed)]
        # a bar of nothing is a stroke: its place is seen
        marks.append(Mark("bar", "0", number(top + 39), number(max(width, 1.0)), "12"))
    return Plot(
        name,
        caption,
        description,
        300,
        BAR_ROW * len(lines),
        tuple(marks),
        tuple(columns),
        tuple((one.label, *one.cells) for one in lines),
    )


@dataclass(frozen=True)
class Lane:
    """Marks on one scale, joined by a stroke in their order: (shape, level or None), and what is printed beside."""

    marks: tuple[tuple[str, int | None], ...]
    printed: str


@dataclass(frozen=True)
class Row:
    label: str
    lanes: tuple[Lane, ...]
    cells: tuple[str, ...]


def levels(
    name: str,
    caption: str,
    description: str,
    rows: Sequence[Row],
    *,
    scale: Sequence[int],
    columns: Sequence[str],
    legend: str = "",
) -> Plot:
    """Where each row stands on a scale of descriptions: its name, then a lane for each voice."""
    places = {level: 16 + place * 52 for place, level in enumerate(scale)}
    marks, y = [_text(x, 12, str(level), "middle") for level, x in places.items()], 18.0
    for one in rows:
        marks.append(_text(0, y + 15, one.label))
        y += NAME_ROW
        for lane in one.lanes:
            middle = y + LANE / 2
            marks += [_line(x, middle - 7, x, middle + 7) for x in places.values()]
            found = [(shape, places[level]) for shape, level in lane.marks if level in places]
            for (_before, x), (_after, x2) in pairwise(found):
                if x != x2:
                    marks.append(_line(x, middle, x2, middle, "strong"))
            marks += [_shape(shape, x, middle) for shape, x in found]
            marks.append(_text(320, middle + 5, lane.printed, "end"))
            y += LANE
    return Plot(
        name,
        caption,
        description,
        320,
        round(y) + 4,
        tuple(marks),
        tuple(columns),
        tuple((one.label, *one.cells) for one in rows),
        legend,
    )


def _shape(shape: str, x: float, y: float) -> Mark:
    if shape in ("square", "block"):
        return Mark(shape, number(x - _SIDE), number(y - _SIDE), number(2 * _SIDE), number(2 * _SIDE))
    return Mark(shape, number(x), number(y), "6" if shape == "ring" else "4")


@dataclass(frozen=True)
class Point:
    on: date
    value: Decimal
    printed: str
    day: str
    cells: tuple[str, ...] = field(default_factory=tuple)


def series(
    name: str,
    caption: str,
    description: str,
    points: Sequence[Point],
    *,
    columns: Sequence[str],
    target: tuple[Decimal, str] | None = None,
    legend: str = "",
) -> Plot:
    """Values over time, the first at the left; the value aimed at is a dashed line with its figure. Values are printed
    on the marks while they are fewer than twelve. The table has the day, the value, then the cells of each point.
    """
    height, low_y, high_y, left, right = 150, 120.0, 34.0, 24.0, 296.0
    values = [one.value for one in points] + ([target[0]] if target else [])
    least, most = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    first, last = (points[0].on, points[-1].on) if points else (date.min, date.min)
    days = (last - first).days

    def at(one: Point) -> tuple[float, float]:
        return left + (right - left) * ((one.on - first).days / days if days else 0.5), up(one.value)

    def up(value: Decimal) -> float:
        return low_y - (low_y - high_y) * (float((value - least) / (most - least)) if most > least else 0.5)

    marks: list[Mark] = []
    if target:
        marks += [
            _line(0, up(target[0]), 320, up(target[0]), "dashed"),
            _text(320, up(target[0]) - 4, target[1], "end"),
        ]
    found = [at(one) for one in points]
    marks += [_line(*one, *other, "strong") for one, other in pairwise(found)]
    for place, ((x, y), one) in enumerate(zip(found, points, strict=True)):
        marks.append(_shape("disc", x, y))
        if len(points) < 12:
            # a value above its mark, the next one under, so that neighbours do not cover each other
            marks.append(_text(x, y - 9 if place % 2 == 0 else y + 18, one.printed, _anchor(x)))
    if points:
        marks.append(_text(0, height - 4, points[0].day))
        if days:
            marks.append(_text(320, height - 4, points[-1].day, "end"))
    return Plot(
        name,
        caption,
        description,
        320,
        height,
        tuple(marks),
        tuple(columns),
        tuple((one.day, one.printed, *one.cells) for one in points),
        legend,
    )


def _anchor(x: float) -> str:
    return "start" if x < 60 else "end" if x > 260 else "middle"
