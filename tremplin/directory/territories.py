"""The places we come with: 18 regions and 101 departments of the official geographic code, and its 34 969 communes,
largest first (INSEE, 2026).
"""

import csv
import gzip
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data"
OURS = _DATA / "territories.csv"
COMMUNES = _DATA / "communes.csv.gz"


_OFFICIAL = {"region": "department", "departement": "commune"}  # the column that says what is above → the kind


def read_rows(path: Path = OURS) -> list[dict[str, str]]:
    """The rows of a file of places, compressed or not, in our columns or in those of the official geographic code
    (`code`, `nom`, and `departement` for communes, `region` for departments). Raises OSError, UnicodeDecodeError or
    csv.Error.
    """
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as packed:
            return _rows(csv.DictReader(packed))
    with path.open(encoding="utf-8-sig", newline="") as source:
        return _rows(csv.DictReader(source))


def _rows(reader: "csv.DictReader[str]") -> list[dict[str, str]]:
    found = [dict(row) for row in reader]
    columns = set(reader.fieldnames or ())
    if not {"code", "nom"} <= columns or "kind" in columns:
        return found
    above = next((name for name in ("departement", "region") if name in columns), "")
    kind = _OFFICIAL.get(above, "region")
    # a commune that is no longer one, or a part of one, is not a place of its own
    held = [row for row in found if kind != "commune" or row.get("type", "commune-actuelle") == "commune-actuelle"]
    return [
        {"kind": kind, "code": row["code"], "name": row["nom"], "above": row[above] if above else ""} for row in held
    ]
