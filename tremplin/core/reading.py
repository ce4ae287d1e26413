"""What one reading of a page asks several times is asked of the database once.

A GET writes nothing (`core.middleware.read_only_get`), so that a fact read at its beginning is still true at its end.
Anywhere else (an action, a chore, a test that calls a rule), nothing is remembered.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

T = TypeVar("T")
M = TypeVar("M", bound=Model)

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


def found_once(key: Hashable, find: Callable[[], QuerySet[M]]) -> QuerySet[M]:
    """What `find` finds; while a page is read, by the keys it found the first time: a long query on rights becomes a
    short list of keys in all that is asked of it afterwards.
    """
    if _known.get() is None:
        return find()

    def ask() -> tuple[type[M], list[Any]]:
        found = find()
        return found.model, list(found.order_by().values_list("pk", flat=True).distinct())

    model, keys = asked_once(key, ask)
    return model._default_manager.filter(pk__in=keys)
