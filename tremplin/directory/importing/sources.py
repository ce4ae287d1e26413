"""The kinds of files an import reads. A source says how bytes are read (pure, in `engine/`) and how what was read
compares with the tables; the preview, the writing, the report and undoing are the same for all.

To add one: a reader `bytes → Reading` in `engine/`, a module here with its `compare` and its `SOURCE`, a line in
`_modules`, and for a table that no import wrote before, its line in `tables.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tremplin.core.offers import Words
from tremplin.directory.engine.columns import Column
from tremplin.directory.engine.faults import Reading
from tremplin.directory.importing.plans import Asked, Plan


@dataclass(frozen=True)
class Source:
    """`name` is one of `states.ImportSource`. `line` explains the file in one sentence. `suffixes`: the names its files
    end with, "gz" understood. `columns`: those of its table, () when it has none. `whole`: whether such a file is the
    whole list (True), never is (False), or whoever gives it says so (None).
    `personal`: its files hold names of persons, and are erased once applied.
    """

    name: str
    line: Words
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Any]
    compare: Callable[[Any, Asked], Plan]
    columns: tuple[Column, ...] = ()
    whole: bool | None = None
    personal: bool = False

    def reading(self, content: bytes) -> Reading:
        found: Reading = self.read(content)
        return found


@cache
def sources() -> dict[str, Source]:
    """By name, in the order in which they are offered."""
    return {module.SOURCE.name: module.SOURCE for module in _modules()}


def _modules() -> tuple[Any, ...]:
    from tremplin.directory.importing import contacts, counters, official, resources, service_lists

    return (official, counters, service_lists, contacts, resources)
