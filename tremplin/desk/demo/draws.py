"""Chance that can be drawn again: the same seed gives the same choices, and the same references.

References are drawn at random everywhere else; here, inside `drawn(seed)`, from a seeded source, so that the same day
gives the same demonstration.
"""

import random
from contextlib import AbstractContextManager

from tremplin.core import refs


def source(seed: str) -> random.Random:
    """A source of chance for one purpose, named by its seed."""
    return random.Random(f"tremplin/{seed}")  # noqa: S311  nothing here is to be kept secret


def drawn(seed: str) -> AbstractContextManager[None]:
    """Within it, references follow from the seed. Never the same seed for two rows of one model."""
    return refs.drawn_from(source(seed))
