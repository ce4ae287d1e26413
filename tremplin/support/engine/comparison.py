"""Two voices on the same questions: where they meet, where they part."""

from collections.abc import Mapping
from dataclasses import dataclass

from tremplin.support.engine.questions import QUESTIONS, Question

WIDE = 2  # levels apart from which a gap is to be talked about


@dataclass(frozen=True)
class Line:
    """A question with the levels of both sides (None: none given) and how far apart they are (team minus officer)."""

    question: Question
    team: int | None
    officer: int | None

    @property
    def gap(self) -> int | None:
        return None if self.team is None or self.officer is None else self.team - self.officer

    @property
    def wide(self) -> bool:
        return self.gap is not None and abs(self.gap) >= WIDE


def compare(team: Mapping[str, int | None], officer: Mapping[str, int | None]) -> list[Line]:
    """Every question answered by levels, in the order of the steps, the widest gaps first inside a step."""
    lines = [Line(one, team.get(one.key), officer.get(one.key)) for one in QUESTIONS if one.levels]
    order = {"consolidate": 0, "integrate": 1, "deploy": 2}
    return sorted(lines, key=lambda line: (order[line.question.step], -abs(line.gap or 0)))
