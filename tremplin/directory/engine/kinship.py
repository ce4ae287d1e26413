"""What doors are made of (the terms of their names, of what they do, their kind): doors that share it are kin.

Cases of one town hall say something of the others, which have none.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.doors import Door
from tremplin.directory.engine.past import MOST_TRAITS, Array, Lesson, Wanted
from tremplin.directory.engine.postings import numbered

WORDS = 6  # of what a door does, the first: the rest tells details
MOST_KINDS = 60
FEWEST = 20  # lessons below which kinship says nothing


class Kinship:
    """`traits[place]`: for doors with cases, the numbers of their traits and weights (of length 1); `count`: how many
    traits there are. Traits are those of doors with cases that at least two doors have.
    """

    def __init__(
        self,
        doors: Sequence[Door],
        names: Sequence[tuple[str, ...]],
        texts: Sequence[tuple[str, ...]],
        lessons: Sequence[Lesson],
    ) -> None:
        self.traits: dict[int, dict[int, float]] = {}
        self._starts = np.zeros(len(doors) + 1, dtype=np.int64)
        self._kinds: NDArray[np.int64] | None = None
        self.count = self.sort = 0
        if len(lessons) < FEWEST:
            return
        owners, numbers = _made_of(doors, names, texts)
        shared = np.bincount(numbers)
        labelled = sorted({place for lesson in lessons for place, _worth in lesson.doors})
        useful = np.bincount(numbers[np.isin(owners, labelled)], minlength=len(shared)) * (shared > 1)
        kept = np.lexsort((np.arange(len(useful)), -useful))[: min(MOST_TRAITS, int((useful > 0).sum()))]
        number = np.full(len(shared), -1, dtype=np.int32)
        number[kept] = np.arange(len(kept))
        rarity = np.log((len(doors) + 1) / shared[kept])
        self.count = self.sort = len(kept)
        inside = number[numbers] >= 0
        self._numbers = number[numbers[inside]]
        self._starts[1:] = np.cumsum(np.bincount(owners[inside], minlength=len(doors)))
        owners = np.repeat(np.arange(len(doors)), np.diff(self._starts))
        weights = rarity[self._numbers]
        lengths = np.sqrt(np.bincount(owners, weights**2, len(doors)))
        self._weights = (weights / np.maximum(lengths, 1e-9)[owners]).astype(np.float32)
        kinds = sorted({door.kind for door in doors})
        if len(kinds) <= MOST_KINDS:
            number_of = {kind: self.sort + at for at, kind in enumerate(kinds)}
            self.count += len(kinds)
            self._kinds = np.array([number_of[door.kind] for door in doors], dtype=np.int64)
        for place in labelled:
            first, last = self._starts[place], self._starts[place + 1]
            self.traits[place] = dict(
                zip(self._numbers[first:last].tolist(), self._weights[first:last].tolist(), strict=True)
            )
            if self._kinds is not None:
                self.traits[place][int(self._kinds[place])] = 1.0

    def made(self, wanted: Wanted, places: NDArray[np.int64]) -> Array:
        """How much each place is made as what is wanted."""
        lengths = self._starts[places + 1] - self._starts[places]
        owners = np.repeat(np.arange(len(places)), lengths)
        offsets = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(self._starts[places], lengths) + offsets
        numbers, where = np.unique(self._numbers[at], return_inverse=True)
        made: Array = np.bincount(owners, wanted(numbers)[where] * self._weights[at], len(places)).astype(np.float64)
        return made

    def kind(self, wanted: Wanted, places: NDArray[np.int64]) -> Array:
        """How much the kind of each place is wanted."""
        if self._kinds is None:
            return np.zeros(len(places))
        kinds, where = np.unique(self._kinds[places], return_inverse=True)
        return wanted(kinds)[where]


def _made_of(
    doors: Sequence[Door], names: Sequence[tuple[str, ...]], texts: Sequence[tuple[str, ...]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of doors in ascending order, and beside each the number of a trait it has, once."""
    parts, before = [], 0
    for documents in (names, [text[:WORDS] for text in texts], [(door.kind,) for door in doors]):
        vocabulary: dict[str, int] = {}
        numbers, lengths = numbered(documents, vocabulary)
        parts.append((np.repeat(np.arange(len(doors)), lengths), numbers + before))
        before += len(vocabulary)
    owners = np.concatenate([part[0] for part in parts])
    keys = np.unique(owners * before + np.concatenate([part[1] for part in parts]))
    return keys // before, keys % before
