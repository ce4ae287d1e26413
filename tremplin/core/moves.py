"""Changes of state: one conditional UPDATE, journalled, that touches exactly one row or is refused.

A room writes its table once, in `states.py`:

    CALL_MOVES = Moves(CallState, initial=CallState.PLANNED, open=({CallState.PLANNED}, CallState.OPEN), …)

its model points to it (`MOVES = CALL_MOVES`) and its actions move: `move(call, "open", by=person.ref, at=now)`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tremplin.core.answers import Answer, No, Yes

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Move:
    sources: frozenset[str]
    target: str


class Moves(Mapping[str, Move]):
    """The table of moves of one kind of object: verb → from which states, to which."""

    def __init__(
        self,
        states: type[models.TextChoices],
        *,
        initial: str,
        final: Collection[str] = (),
        **table: tuple[Collection[str], str],
    ) -> None:
        self.states = states
        self.initial = initial
        self.final = frozenset(final)
        self._table = {verb: Move(frozenset(sources), target) for verb, (sources, target) in table.items()}

    def __getitem__(self, verb: str) -> Move:
        return self._table[verb]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def allows(self, verb: str, state: str) -> Answer:
        if state in self[verb].sources:
            return Yes()
        return No(_("This is not possible now: the state is “%(state)s”.") % {"state": self.states(state).label})


class MoveRefused(Exception):
    """The row was not in a state the move starts from, or somebody moved it first."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def move(row: M, verb: str, *, by: str, at: datetime, detail: str = "", **fields: Any) -> None:
    """Change the state of `row` and set `fields` with it; `by` is the actor's reference ("" for the machine).

    Raises MoveRefused when the state read is not a source of the move, or is no longer the row's. On success the
    object in hand carries the new values.
    """
    from tremplin.core import journal  # journal needs the models, which need the tables of moves

    table: Moves = row.MOVES  # type: ignore[attr-defined]
    before: str = row.state  # type: ignore[attr-defined]
    answer = table.allows(verb, before)
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
    after = table[verb].target
    with transaction.atomic():
        touched = type(row)._base_manager.filter(pk=row.pk, state=before).update(state=after, **fields)
        if touched != 1:
            raise MoveRefused(_("Somebody changed this while you were reading it. Please look again."))
        journal.record(verb, row, by=by, at=at, before=before, after=after, detail=detail)
    for name, value in {"state": after, **fields}.items():
        setattr(row, name, value)


def hold(parent: M) -> M:
    """Lock a parent row until the end of the transaction, and return it as it is now.

    A rule that reads other rows first holds their parent. FOR UPDATE on PostgreSQL; on SQLite the transaction itself
    is IMMEDIATE, so that it already has the only right to write.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("hold() needs a transaction: the lock would end with the statement")
    return parent.__class__._base_manager.select_for_update().get(pk=parent.pk)
