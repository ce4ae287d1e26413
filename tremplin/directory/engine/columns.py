"""The columns of a table somebody typed, found by their names: French or English, in any order, whatever the accents
and the case.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tremplin.core.text import fold

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """`name` is ours; `french` and `english` are what a model file calls it; `also` are other names people give it."""

    name: str
    french: str
    english: str
    also: tuple[str, ...] = ()
    required: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(bare(text) for text in (self.name, self.french, self.english, *self.also))


def bare(text: str) -> str:
    """« Adresse e-mail * » → « adresse e mail »."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


@dataclass(frozen=True)
class Header:
    """Where each of our columns stands; what is missing; and the names that mean nothing to us, or came twice."""

    places: dict[str, int]
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]


def recognised(cells: Sequence[str], columns: Sequence[Column]) -> Header:
    places: dict[str, int] = {}
    unknown = []
    for place, cell in enumerate(cells):
        words = bare(cell)
        found = next((column for column in columns if words in column.names), None) if words else None
        if found is not None and found.name not in places:
            places[found.name] = place
        elif cell.strip():
            unknown.append(" ".join(cell.split()))
    missing = tuple(column for column in columns if column.required and column.name not in places)
    return Header(places, missing, tuple(unknown))
