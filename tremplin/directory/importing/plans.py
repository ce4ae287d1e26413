"""What an import would write, row by row, before anything is written: `compare` makes a plan, `write` carries it out,
and what it says of the rows as they were is what undoing writes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from tremplin.core.fields import FoldedField
from tremplin.core.text import fold
from tremplin.directory.engine.faults import Fault

LOOKED = 50  # of each kind of change, how many the preview shows


@dataclass(frozen=True)
class Asked:
    """Whoever gives the file, when, and whether it is the whole list: what is no longer in it then closes."""

    by: str
    at: datetime
    whole: bool = True


@dataclass
class Changed:
    """A row we hold: by column, what it says and what it will say. A row that is not written yet stands for its key.

    `verb` is what the journal says of it, "" when nothing.
    """

    pk: int
    ref: str
    before: dict[str, Any]
    after: dict[str, Any]
    verb: str = ""


@dataclass
class Rows:
    """What is to be written in one table: rows to add (they may name rows of a table before), rows to change, links to
    take away (whole, so that undoing puts them back), and rows seen today (`stamp`, a column; each with what it said).
    """

    model: type[Model]
    new: list[Any] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    stamp: str = ""
    seen: dict[int, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


@dataclass
class Look:
    """The first changes, in words: pairs of before and after."""

    renamed: list[tuple[str, str]] = field(default_factory=list)
    closing: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    new: list[tuple[str, str]] = field(default_factory=list)

    def frozen(self) -> dict[str, list[list[str]]]:
        """As it is kept with the import."""
        named = {"renamed": self.renamed, "closing": self.closing, "moved": self.moved, "new": self.new}
        return {name: [list(pair) for pair in pairs[:LOOKED]] for name, pairs in named.items()}


@dataclass
class Plan:
    """What is counted and shown, and the rows to write: tables in the order of writing."""

    records: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    closing: int = 0
    rows: list[Rows] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    look: Look = field(default_factory=Look)

    @property
    def total(self) -> int:
        """How many rows there are to write."""
        return sum(rows.total for rows in self.rows)


def changed_row(
    model: type[Model], known: Mapping[str, Any], said: Mapping[str, Any], verb: str = ""
) -> Changed | None:
    """The change from what we hold (`pk`, `ref` and columns, those of its folded words among them) to what is said;
    None when there is none.
    """
    after = {name: value for name, value in said.items() if known[name] != value}
    if not after:
        return None
    before = {name: known[name] for name in after}
    for column in model._meta.concrete_fields:
        if isinstance(column, FoldedField) and not after.keys().isdisjoint(column.sources):
            before[column.attname] = _folded(column, known)
            after[column.attname] = _folded(column, {**known, **after})
    return Changed(known["pk"], known.get("ref", ""), before, after, verb)


def _folded(column: FoldedField, values: Mapping[str, Any]) -> str:
    return fold(" ".join(str(values[source] or "") for source in column.sources))
