"""What an import has to say, line by line: where, how serious, and a code with its parameters.

The sentences live on the Django side (`importer/sentences.py`), in French and English.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Line:
    """One remark about one place. `line` counts from 1; 0 means the whole file."""

    path: str
    line: int
    level: Level
    code: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class Report:
    """Lines in the order they were found, and how many objects met each fate (created, updated, unchanged…)."""

    lines: list[Line] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def error(self, path: str, line: int, code: str, /, **details: Any) -> None:
        self.lines.append(Line(path, line, "error", code, details))

    def warning(self, path: str, line: int, code: str, /, **details: Any) -> None:
        self.lines.append(Line(path, line, "warning", code, details))

    def info(self, path: str, line: int, code: str, /, **details: Any) -> None:
        self.lines.append(Line(path, line, "info", code, details))

    def codes(self, path: str | None = None) -> list[str]:
        return [line.code for line in self.lines if path is None or line.path == path]

    def of_level(self, level: Level) -> Iterator[Line]:
        return (line for line in self.lines if line.level == level)

    def sorted(self) -> list[Line]:
        return sorted(self.lines, key=lambda line: (line.path, line.line, LEVELS.index(line.level), line.code))
