"""What a committee reads of a support: the plot of the diagnosis, and which documents are to be made."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

LEVELS = 5
_LEFT, _STEP, _TOP, _ROW = 36, 54, 34, 20


@dataclass(frozen=True)
class Dot:
    """One question on the plot: where it stood and where it stands, as positions; None where nothing was said."""

    number: int
    y: int
    start: int | None
    now: int | None


@dataclass(frozen=True)
class Plot:
    height: int
    columns: tuple[tuple[int, int], ...]  # level, position
    dots: tuple[Dot, ...]


def plot(levels: Iterable[tuple[int | None, int | None]]) -> Plot:
    """One line a question, one column a level (1 to 5), from the start to now.

    ValueError: a level that is none of the five.
    """
    dots = tuple(
        Dot(number, _TOP + _ROW * (number - 1), _at(start), _at(now))
        for number, (start, now) in enumerate(levels, start=1)
    )
    columns = tuple((level, _LEFT + _STEP * (level - 1)) for level in range(1, LEVELS + 1))
    return Plot(_TOP + _ROW * max(len(dots), 1), columns, dots)


def _at(level: int | None) -> int | None:
    if level is None:
        return None
    if not 1 <= level <= LEVELS:
        raise ValueError(f"no level {level}")
    return _LEFT + _STEP * (level - 1)


def key_of(refs: Collection[str]) -> str:
    """What tells a set of files from another: the same files in any order have the same key."""
    return hashlib.sha256("\n".join(sorted(set(refs))).encode()).hexdigest()


def sets_to_make(whole: Collection[str], readers: Iterable[Collection[str]]) -> list[frozenset[str]]:
    """The sets of files a document is made of: the whole pack first, then what each reader may read, each set once."""
    found = [frozenset(whole)]
    for read in readers:
        one = frozenset(read)
        if one and one not in found:
            found.append(one)
    return found
