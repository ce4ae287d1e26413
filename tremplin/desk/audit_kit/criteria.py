"""The criteria of the referential, theme by theme, and what our tests say of each. Read from `rgaa.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_name("rgaa.toml")
How = Literal["full", "part", "hand"]


@dataclass(frozen=True)
class Criterion:
    number: str
    title: str
    how: How
    tests: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Theme:
    number: int
    title: str
    criteria: tuple[Criterion, ...]


@cache
def themes() -> tuple[Theme, ...]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["theme"]
    return tuple(
        Theme(
            theme["number"],
            theme["title"],
            tuple(
                Criterion(
                    f"{theme['number']}.{place}",
                    row["title"],
                    row["how"],
                    tuple(row.get("tests", ())),
                    row.get("note", ""),
                )
                for place, row in enumerate(theme["criteria"], start=1)
            ),
        )
        for theme in read
    )
