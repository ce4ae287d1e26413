"""Chance that can be drawn again: the same seed gives the same choices, and the same references.

References are drawn at random everywhere else; here, inside `drawn(seed)`, from a seeded source, so that the same day
gives the same demonstration.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tremplin.core import refs


class _Seeded:
    """Stands for the `secrets` module where references are drawn."""

    def __init__(self, seed: str) -> None:
        self._random = source(seed)

    def choice(self, letters: Sequence[str]) -> str:
        return self._random.choice(letters)


def source(seed: str) -> random.Random:
    """A source of chance for one purpose, named by its seed."""
    return random.Random(f"tremplin/{seed}")  # noqa: S311  nothing here is to be kept secret


@contextmanager
def drawn(seed: str) -> Iterator[None]:
    """Within it, references follow from the seed. Never the same seed for two rows of one model."""
    module: Any = refs
    kept = module.secrets
    module.secrets = _Seeded(seed)
    try:
        yield
    finally:
        module.secrets = kept
