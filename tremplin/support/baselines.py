"""Where an initiative stands, drawn: both sides of one diagnosis, or both through the year."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tremplin.core.plots import Lane, Plot, Row, levels
from tremplin.support.engine.comparison import Line
from tremplin.support.engine.questions import QUESTIONS, Question
from tremplin.support.states import Level, Occasion, Side, Step

# by occasion, then by side: the level of each question
Levels = Mapping[str, Mapping[str, Mapping[str, int | None]]]


def both_sides(lines: Sequence[Line], language: str) -> Plot:
    """One diagnosis: a mark for each side on one line a question, a stroke between them when they differ."""
    rows = [
        Row(
            line.question.name(language),
            (Lane((("disc", line.team), ("square", line.officer)), f"{_mark(line.team)} | {_mark(line.officer)}"),),
            (_level(line.team), _level(line.officer)),
        )
        for line in lines
    ]
    return levels(
        "sides",
        _("Where each side sees the initiative, question by question"),
        _(
            "One line a question, five columns from “not begun” to “settled, and shared”. A full circle for the"
            " initiative, an empty square for the programme, a stroke between them when they differ. The table below"
            " says the same."
        ),
        rows,
        scale=Level.values,
        columns=(_("Question"), _("The initiative"), _("The programme")),
        legend=" ".join(
            [
                _(
                    "Full circle: the initiative. Empty square: the programme. The figures at the right give the column"
                    " of each, in that order."
                ),
                _scale(),
            ]
        ),
    )


def through_the_year(found: Levels, occasions: Sequence[Occasion], step: Step, language: str) -> Plot:
    """One step of the year: for each question, a line for each side, from the first occasion to the last."""
    rows = [_row(one, found, occasions, language) for one in QUESTIONS if one.levels and one.step == step]
    sides = ((Side.TEAM, _("The initiative")), (Side.OFFICER, _("The programme")))
    return levels(
        f"year-{step.value}",
        _("%(step)s: where each side saw the initiative, through the year") % {"step": str(step.label).capitalize()},
        _(
            "For each question, a line of circles for the initiative and a line of squares for the programme, in five"
            " columns from “not begun” to “settled, and shared”. The full mark is the last occasion, a stroke goes from"
            " one occasion to the next. The table below says the same."
        ),
        rows,
        scale=Level.values,
        columns=(
            _("Question"),
            *(f"{name}, {occasion.label}" for _side, name in sides for occasion in occasions),
        ),
        legend=" ".join(
            [
                _("Circles: the initiative. Squares: the programme. Full: the last time. At the right, in that order:"),
                ", ".join(str(one.label) for one in occasions) + ".",
                _scale(),
            ]
        ),
    )


def _row(one: Question, found: Levels, occasions: Sequence[Occasion], language: str) -> Row:
    lanes, cells = [], []
    for side, empty, full in ((Side.TEAM, "ring", "disc"), (Side.OFFICER, "square", "block")):
        said = [found.get(occasion, {}).get(side, {}).get(one.key) for occasion in occasions]
        last = max((place for place, level in enumerate(said) if level), default=-1)
        marks = tuple((full if place == last else empty, level) for place, level in enumerate(said))
        lanes.append(Lane(marks, " → ".join(_mark(level) for level in said)))
        cells += [_level(level) for level in said]
    return Row(one.name(language), tuple(lanes), tuple(cells))


def _mark(level: int | None) -> str:
    return str(level) if level else "–"


def _level(level: int | None) -> str:
    return str(Level(level).label) if level else "–"


def _scale() -> str:
    return "; ".join(f"{level.value} = {level.label}" for level in Level) + "."
