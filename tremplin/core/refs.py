"""References: what stands for an object outside the database (addresses, files, mails, API). Keys never leave it."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Crockford's base 32: no I, L, O or U, so that a reference read aloud is typed back right.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)
_unforeseeable = secrets.SystemRandom()


def new_ref() -> str:
    """Ten random characters: 50 bits, not to be guessed, and in no order."""
    source = _seeded.get() or _unforeseeable
    return "".join(source.choice(ALPHABET) for _ in range(LENGTH))


@contextmanager
def drawn_from(source: random.Random) -> Iterator[None]:
    """Draw from a seeded source, for the demonstration alone: the same seed gives the same references."""
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
