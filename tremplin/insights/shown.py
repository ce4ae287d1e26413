"""Numbers as a page shows them: each with its words, out of how many, and their drawings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tremplin.core.plots import Bar, Plot, bars
from tremplin.insights import sentences
from tremplin.insights.engine.secrecy import LEAST, Cell, Hidden
from tremplin.insights.queries import Figures


@dataclass(frozen=True)
class Line:
    """`value` and `of` are None when they are hidden."""

    label: str
    cell: Cell
    value: int | None
    of: int | None
    of_label: str

    @property
    def share(self) -> float | None:
        return 100 * self.value / self.of if self.value is not None and self.of else None

    @property
    def told(self) -> str:
        """The number, or why it is not told."""
        if self.value is not None:
            return str(self.value)
        if self.cell.hidden == Hidden.SMALL:
            return _("fewer than %(least)s") % {"least": LEAST}
        return pgettext("a number", "not told")


def parts(figures: Figures) -> dict[str, object]:
    """What the page of the figures, and its preview, are made of."""
    return {
        "steps": _lines(sentences.STEPS, figures.steps, figures.cells),
        "kinds": _plot(
            "kinds",
            _("Applications received, by kind of bearer"),
            _lines(sentences.KINDS, figures.kinds, figures.cells),
        ),
        "outcomes": _plot(
            "outcomes",
            _("Applications received, by decision"),
            _lines(sentences.OUTCOMES, figures.outcomes, figures.cells),
        ),
    }


def _plot(name: str, caption: str, lines: Iterable[Line]) -> Plot:
    """One bar a line, as long as its share; what is hidden has words and no bar."""
    unknown = pgettext("a number", "not told")
    drawn = []
    for line in lines:
        share = unknown if line.share is None else _("%(share)s%%") % {"share": floatformat(line.share, 1)}
        printed = line.told
        if line.share is not None:
            printed = _("%(value)s out of %(of)s (%(share)s%%)") % {
                "value": line.value,
                "of": line.of,
                "share": floatformat(line.share, 1),
            }
        of = unknown if line.of is None else str(line.of)
        drawn.append(Bar(line.label, printed, line.share, (line.told, of, share)))
    return bars(
        name,
        caption,
        _("One bar for each line of the table below, as long as its share."),
        drawn,
        columns=(_("What is counted"), pgettext("how many", "Number"), _("Out of"), _("Share")),
    )


def _lines(group: str, cells: Iterable[Cell], steps: Mapping[str, Cell]) -> list[Line]:
    return [
        Line(
            capfirst(str(sentences.WORDS[group, cell.key])),
            cell,
            cell.value,
            steps[cell.of].value if cell.of else None,
            str(sentences.WORDS[sentences.STEPS, cell.of]) if cell.of else "",
        )
        for cell in cells
    ]
