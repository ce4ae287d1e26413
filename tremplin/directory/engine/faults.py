"""What is wrong in a file, and where: every reader says it in these terms. Words for each code: `sentences.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# what makes the whole file useless
FATAL = frozenset(
    {
        "not-json",
        "no-service",
        "no-results",
        "no-record",
        "no-contact",
        "no-column",
        "no-table",
        "bad-gzip",
        "too-large",
        "bad-workbook",
    }
)
# what leaves one record aside; every other code concerns one value, and the record is read
ASIDE = frozenset(
    {
        "not-a-record",
        "no-id",
        "no-name",
        "no-value",
        "duplicate",
        "twice",
        "open-quote",
        "bad-row",
        "bad-date",
        "ambiguous-body",
        "door-closed",
        "objected",
        "left",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A point of the file: its line, its record (0: the file itself), a code, and the value it is about."""

    code: str
    line: int
    record: int = 0
    value: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader made of the bytes. `aside`: the identifiers of records that were left aside, and are therefore
    not gone from the file.
    """

    records: Sequence[Any] = ()
    faults: tuple[Fault, ...] = ()
    aside: frozenset[str] = field(default=frozenset())

    @property
    def usable(self) -> bool:
        return not any(fault.code in FATAL for fault in self.faults)


def in_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.record)))


def left_aside(faults: Sequence[Fault]) -> int:
    """How many records are left aside: one that has two faults counts once."""
    return len({(fault.line, fault.record) for fault in faults if fault.code in ASIDE})
