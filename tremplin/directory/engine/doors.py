"""What the search of doors reads and gives back: plain records, without Django and without order.

Each reader takes a record of these classes, or a mapping or an object with the same names; what is missing is empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

HELPED, NOT = "helped", "not"


class Why(StrEnum):
    """Where a door was found."""

    ACRONYM = "acronym"
    NAME = "name"
    DOES = "does"
    FOR_WHOM = "for_whom"
    ABOVE = "above"
    CASES = "cases"
    KIN = "kin"  # doors made like it helped with needs like this one
    TOPIC = "topic"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Door:
    """A door to be found. `text`: what it does. `parents`: ids of the doors above it; `above`: names above it that are
    no door. `territories`: see `Places`; empty when it serves everywhere. `family`: the catalogue it comes from.
    `confirmed`: the day somebody last said that it is right.
    """

    id: str
    name: str
    acronym: str = ""
    kind: str = ""
    text: str = ""
    for_whom: str = ""
    parents: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    family: str = ""
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The words of a need, the door that was tried, what came of it: `helped`, `not`; anything else teaches nothing.
    The first of several lines is what was asked, the others explain.
    """

    text: str
    door: str
    outcome: str = HELPED


@dataclass(frozen=True, slots=True)
class Correction:
    """The words of a need that one door sent to another: “not me, but X”."""

    text: str
    from_door: str
    to_door: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a door came up: where, through which of its words, and for cases how many. Never a word of a case."""

    why: Why
    words: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A door found. `score`: between 0 and 1, to compare within one search only. `confirmed`: as its record says;
    `stale`: that day is too long ago, or there is none; false when the search was not told the day.
    """

    id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    confirmed: date | None = None
    stale: bool = False


def _values(record: Any, names: Sequence[str]) -> dict[str, Any]:
    if isinstance(record, Mapping):
        found = {name: record.get(name) for name in names}
    else:
        found = {name: getattr(record, name, None) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def door_of(record: Any) -> Door:
    if isinstance(record, Door):
        return record
    values = _values(record, tuple(Door.__dataclass_fields__))
    for name in ("parents", "above", "topics", "territories"):
        value = values.get(name, ())
        values[name] = (value,) if isinstance(value, str) else tuple(value)
    return Door(**values)


def case_of(record: Any) -> Case:
    if isinstance(record, Case):
        return record
    return Case(**_values(record, tuple(Case.__dataclass_fields__)))


def correction_of(record: Any) -> Correction:
    if isinstance(record, Correction):
        return record
    return Correction(**_values(record, tuple(Correction.__dataclass_fields__)))
