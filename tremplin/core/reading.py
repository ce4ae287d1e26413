"""What one reading of a page asks several times is asked of the database once.

A GET writes nothing (`core.middleware.read_only_get`), so that a fact read at its beginning is still true at its end.
Anywhere else (an action, a chore, a test that calls a rule), nothing is remembered.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Until the end of the block, `asked_once` remembers. Nothing may be written meanwhile."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def asked_once(key: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` answers; while a page is read, what it answered the first time for this key."""
    known = _known.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    found: T = known[key]
    return found
