"""Where things stand on a line of time: days become horizontal places, in units of a drawing.

`Mark(lane, day, kind, label)`: something that happened, or will, on a day, in one lane; `draw(...)` gives each lane its
marks with `x` and `y`, the months that begin between both ends, and the place of today. Nothing is drawn twice at one
place: marks that would touch are put one above the other, up to `STACK`; the rest is counted in `more`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

WIDTH = 1000  # of the drawing, its left column for the names of the lanes included
LEFT = 190
RIGHT = 20
STEP = 14  # between two marks one above the other
TOUCH = 12  # nearer than that, two marks of a lane touch
STACK = 4
HEAD = 40  # above the first lane, for the months
FAR = timedelta(days=1_830)  # further than that from both days, a mark would flatten all the others


@dataclass(frozen=True)
class Mark:
    lane: str
    day: date
    kind: str
    label: str


@dataclass(frozen=True)
class Placed:
    mark: Mark
    x: float
    y: float


@dataclass
class Lane:
    name: str
    top: float
    height: float
    marks: list[Placed] = field(default_factory=list)
    more: int = 0

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Tick:
    day: date
    x: float
    said: bool  # its name is written: not for each when there are many


@dataclass(frozen=True)
class Timeline:
    lanes: list[Lane]
    ticks: list[Tick]
    today: float | None
    ends: float
    height: float
    width: int = WIDTH
    left: int = LEFT


def draw(marks: Sequence[Mark], lanes: Sequence[str], *, first: date, last: date, today: date) -> Timeline:
    """`lanes`: their names in order; one without any mark is left out. A mark outside of both days moves the ends,
    unless it is `FAR` from them: it is counted in `more`, and not drawn.
    """
    near = {mark for mark in marks if first - FAR <= mark.day <= last + FAR}
    days = [mark.day for mark in near]
    begins, ends = min([first, *days]), max([last, *days])
    span = max((ends - begins).days, 1)

    def place(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - begins).days / span, 1)

    drawn, top = [], float(HEAD)
    for name in lanes:
        own = sorted((mark for mark in marks if mark.lane == name), key=lambda mark: (mark.day, mark.label))
        if not own:
            continue
        lane, levels = Lane(name, top, 0), list[float]()
        for mark in own:
            if mark not in near:
                lane.more += 1
                continue
            x = place(mark.day)
            level = next((n for n, taken in enumerate(levels) if x - taken >= TOUCH), len(levels))
            if level >= STACK:
                lane.more += 1
                continue
            if level == len(levels):
                levels.append(x)
            levels[level] = x
            lane.marks.append(Placed(mark, x, top + STEP + level * STEP))
        lane.height = STEP * (max(len(levels), 1) + 1)
        top += lane.height
        drawn.append(lane)
    shown = begins <= today <= ends
    return Timeline(drawn, _months(begins, ends, place), place(today) if shown else None, place(last), top + STEP)


def _months(begins: date, ends: date, place: Callable[[date], float]) -> list[Tick]:
    first = date(begins.year + begins.month // 12, begins.month % 12 + 1, 1)
    days = []
    while first <= ends:
        days.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    every = max(1, -(-len(days) // 12))
    return [Tick(day, place(day), number % every == 0) for number, day in enumerate(days)]
