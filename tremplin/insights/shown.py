"""Numbers as a page shows them: each with its words, out of how many, and the bar that stands beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst

from tremplin.insights import sentences
from tremplin.insights.engine.secrecy import Cell
from tremplin.insights.queries import Figures

# a drawing 300 units wide: the words of a line, its number, then its bar
_ROW, _WIDTH = 60, 300


@dataclass(frozen=True)
class Line:
    """`value` and `of` are None when they are hidden; `y` and `width` place the bar in its drawing."""

    label: str
    cell: Cell
    value: int | None
    of: int | None
    of_label: str
    y: int

    @property
    def share(self) -> float | None:
        return 100 * self.value / self.of if self.value is not None and self.of else None

    @property
    def width(self) -> float:
        return _WIDTH * self.share / 100 if self.share is not None else 0.0

    @property
    def words_y(self) -> int:
        return self.y + 14

    @property
    def number_y(self) -> int:
        return self.y + 32

    @property
    def bar_y(self) -> int:
        return self.y + 39


def parts(figures: Figures) -> dict[str, object]:
    """What the page of the figures, and its preview, are made of."""
    return {
        "steps": _lines(sentences.STEPS, figures.steps, figures.cells),
        "kinds": _lines(sentences.KINDS, figures.kinds, figures.cells),
        "outcomes": _lines(sentences.OUTCOMES, figures.outcomes, figures.cells),
        "kinds_height": _ROW * len(figures.kinds),
        "outcomes_height": _ROW * len(figures.outcomes),
    }


def _lines(group: str, cells: Iterable[Cell], steps: Mapping[str, Cell]) -> list[Line]:
    return [
        Line(
            capfirst(str(sentences.WORDS[group, cell.key])),
            cell,
            cell.value,
            steps[cell.of].value if cell.of else None,
            str(sentences.WORDS[sentences.STEPS, cell.of]) if cell.of else "",
            place * _ROW,
        )
        for place, cell in enumerate(cells)
    ]
