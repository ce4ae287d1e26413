"""What doors are made of (the terms of their names, of what they do, their kind): doors that share it are kin.

Cases of one town hall say something of the others, which have none.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.doors import Door
from tremplin.directory.engine.past import MOST_TRAITS, Array, Lesson, Wanted

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
        made = [
            {f"kind {door.kind}", *name, *(f"does {term}" for term in text[:WORDS])}
            for door, name, text in zip(doors, names, texts, strict=True)
        ]
        shared = Counter(trait for own in made for trait in own)
        labelled = {place for lesson in lessons for place, _worth in lesson.doors}
        useful = Counter(trait for place in labelled for trait in made[place] if shared[trait] > 1)
        kept = sorted(useful, key=lambda trait: (-useful[trait], trait))[:MOST_TRAITS]
        number = {trait: at for at, trait in enumerate(kept)}
        rarity = np.log((len(doors) + 1) / np.array([shared[trait] for trait in kept]))
        self.count = self.sort = len(kept)
        own = [sorted(number[trait] for trait in traits if trait in number) for traits in made]
        self._starts[1:] = np.cumsum([len(numbers) for numbers in own])
        self._numbers = np.array([one for numbers in own for one in numbers], dtype=np.int32)
        owners = np.repeat(np.arange(len(doors)), np.diff(self._starts))
        weights = rarity[self._numbers]
        lengths = np.sqrt(np.bincount(owners, weights**2, len(doors)))
        self._weights = (weights / np.maximum(lengths, 1e-9)[owners]).astype(np.float32)
        kinds = sorted({door.kind for door in doors})
        if len(kinds) <= MOST_KINDS:
            number_of = {kind: self.sort + at for at, kind in enumerate(kinds)}
            self.count += len(kinds)
            self._kinds = np.array([number_of[door.kind] for door in doors], dtype=np.int64)
        for place in sorted(labelled):
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
        return np.bincount(owners, wanted(numbers)[where] * self._weights[at], len(places))

    def kind(self, wanted: Wanted, places: NDArray[np.int64]) -> Array:
        """How much the kind of each place is wanted."""
        if self._kinds is None:
            return np.zeros(len(places))
        kinds, where = np.unique(self._kinds[places], return_inverse=True)
        return wanted(kinds)[where]
