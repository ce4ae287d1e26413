"""The file of subsidies granted, in the French local-data schema « subventions » 2.1.1, and what does not hold in it.

A row is the sixteen texts of `COLUMNS`; an empty one is a value left out. Days are ISO 8601, amounts in euros with a
point, booleans true or false. Everything is checked before the file is given: a file with a fault is corrected first.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tremplin.calls.engine.registration import NumberKind, kind_of

COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
)
REQUIRED = frozenset(COLUMNS) - {
    "referenceDecision",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "idRAE",
    "dispositifAide",
}
MONEY, KIND = "aide en numéraire", "aide en nature"
NATURES = frozenset({MONEY, KIND, f"{MONEY};{KIND}", f"{KIND};{MONEY}"})
AT_ONCE, IN_PARTS = "unique", "échelonné"
_NUMBER = re.compile(r"\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@")


class Fault(StrEnum):
    MISSING = "missing"
    SIRET = "siret"
    RNA = "rna"
    DAY = "day"
    PERIOD = "period"
    NUMBER = "number"
    SHARE = "share"
    NATURE = "nature"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    LINES = "lines"


@dataclass(frozen=True)
class RowFault:
    """`row` counts from 1, the header apart."""

    row: int
    column: str
    fault: Fault


def day(value: date) -> str:
    return value.isoformat()


def period(first: date, last: date) -> str:
    """One day, or the first and the last with a slash."""
    return day(first) if first == last else f"{day(first)}/{day(last)}"


def amount(value: Decimal) -> str:
    """« 15000 », « 15000.50 »: a point, no space, cents only when there are some."""
    return str(int(value)) if value == int(value) else f"{value:.2f}"


def boolean(value: bool) -> str:
    return "true" if value else "false"


def faults(rows: Iterable[Mapping[str, str]]) -> list[RowFault]:
    return [
        RowFault(number, column, fault) for number, row in enumerate(rows, start=1) for column, fault in _of_row(row)
    ]


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """RFC 4180: commas, lines that end with CR LF; to be sent in UTF-8 without a mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[name] for name in COLUMNS] for row in rows)
    return out.getvalue()


def _of_row(row: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    for column in COLUMNS:
        value = row[column]
        if not value.strip():
            if column in REQUIRED:
                yield column, Fault.MISSING
            continue
        if value.startswith(_FORMULA):
            yield column, Fault.FORMULA
        elif any(not character.isprintable() for character in value):
            yield column, Fault.LINES
        elif (fault := _CHECKS.get(column, _none)(value)) is not None:
            yield column, fault


def _none(_value: str) -> Fault | None:
    return None


def _siret(value: str) -> Fault | None:
    return None if len(value) == 14 and kind_of(value) is NumberKind.SIRET else Fault.SIRET


def _rna(value: str) -> Fault | None:
    return None if len(value) == 10 and kind_of(value) is NumberKind.RNA else Fault.RNA


def _day(value: str) -> Fault | None:
    return None if _is_day(value) else Fault.DAY


def _period(value: str) -> Fault | None:
    parts: Sequence[str] = value.split("/")
    if len(parts) > 2 or not all(map(_is_day, parts)):
        return Fault.PERIOD
    return None if parts[0] <= parts[-1] else Fault.PERIOD


def _amount(value: str) -> Fault | None:
    return None if _NUMBER.fullmatch(value) and Decimal(value) > 0 else Fault.NUMBER


def _share(value: str) -> Fault | None:
    try:
        return None if _NUMBER.fullmatch(value) and 0 < Decimal(value) <= 1 else Fault.SHARE
    except InvalidOperation:
        return Fault.SHARE


def _nature(value: str) -> Fault | None:
    return None if value in NATURES else Fault.NATURE


def _boolean(value: str) -> Fault | None:
    return None if value in ("true", "false") else Fault.BOOLEAN


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_CHECKS = {
    "idAttribuant": _siret,
    "idBeneficiaire": _siret,
    "rnaBeneficiaire": _rna,
    "dateConvention": _day,
    "datesPeriodeVersement": _period,
    "montant": _amount,
    "pourcentageSubvention": _share,
    "nature": _nature,
    "notificationUE": _boolean,
}
