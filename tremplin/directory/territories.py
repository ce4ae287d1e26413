"""The places we come with: 18 regions and 101 departments of the official geographic code (INSEE, 2026)."""

import csv
from pathlib import Path

OURS = Path(__file__).resolve().parent / "data" / "territories.csv"


def read_rows(path: Path = OURS) -> list[dict[str, str]]:
    """The rows of a file of places. Raises OSError, UnicodeDecodeError or csv.Error."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))
