"""The accessibility faults the product knows of itself: every installation owns to them until they are mended.

They stand in `content/data/known_faults.toml`, in French and English. Without Django.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "data" / "known_faults.toml"


@dataclass(frozen=True)
class KnownFault:
    """What does not work, for whom, what will be done: each in French and English. `planned_for` may be None."""

    criterion: str
    what: dict[str, str]
    whom: dict[str, str]
    remedy: dict[str, str]
    planned_for: date | None = None


@cache
def known_faults() -> tuple[KnownFault, ...]:
    rows: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["fault"]
    return tuple(KnownFault(**row) for row in rows)
