"""What past cases say of a need: the doors that helped with needs like it, and the sort of doors they were.

Kernel ridge regression from the words of cases to doors (C. Saunders, A. Gammerman and V. Vovk, “Ridge regression
learning algorithm in dual variables”, ICML 1998), the kernel being the cosine of TF-IDF vectors over terms and pairs of
terms. What it would have said of each case without knowing that case, or any case of its doors, is exact and costs one
small system (R. Rifkin and R. Lippert, “Notes on regularized least squares”, MIT 2007): so one learns when to trust it.

The same regression towards what doors are made of (terms of names, kinds) speaks of doors that have no case yet.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.words import paired

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Wanted = Callable[[NDArray[np.int64]], Array]  # from numbers of traits to how much each is wanted

RIDGE = 0.3
HEADING = 1  # times more that the words of the first line count
ALIKE = 0.08  # likeness from which a case is said to be like a need
AGAINST = -0.5  # what a door that did not help is worth, where one that helped is worth 1
MOST_AWAY = 200  # cases taken away at once to learn what a door without cases looks like
MOST_CASES, MOST_TRAITS = 2_500, 2_000  # the regression is cubic in cases; beyond, each door keeps its share


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text, and what is known of it: places of doors that helped (1) or did not (`AGAINST`)."""

    heading: tuple[str, ...]
    terms: tuple[str, ...]
    doors: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What past cases say of one need.

    By labelled door: `ridge`, what the regression gives it; `kin`, how much it is made as what is wanted; `nearest`,
    the likeness of its nearest case; `around`, the sum of the cubes of likeness; `helped`, cases that helped;
    `against`, the likeness of the nearest case against it. `likeness`: by lesson, between 0 and 1. `traits`: for
    numbers of traits, how much each is wanted.
    """

    ridge: Array
    kin: Array
    nearest: Array
    around: Array
    helped: Array
    against: Array
    likeness: Array
    traits: Wanted


def grams(heading: Sequence[str], terms: Sequence[str]) -> Counter[str]:
    counted = Counter([*terms, *paired(tuple(terms))])
    for _time in range(HEADING):
        counted.update([*heading, *paired(tuple(heading))])
    return counted


class Past:
    """`lessons` in a fixed order; `traits[place]`: the numbers of the traits of each labelled door, with weights; of
    the `count` traits the first `sort` make doors kin, the others are their kinds.
    """

    def __init__(
        self, lessons: Sequence[Lesson], traits: Mapping[int, Mapping[int, float]], count: int, sort: int
    ) -> None:
        self.lessons = lessons = _fewer(lessons)
        self.doors = np.array(sorted({door for lesson in lessons for door, _worth in lesson.doors}), dtype=np.int64)
        self._index(lessons)
        row_of = {int(door): row for row, door in enumerate(self.doors)}
        labels = np.zeros((len(lessons), len(self.doors)))
        for number, lesson in enumerate(lessons):
            for door, worth in lesson.doors:
                labels[number, row_of[door]] = worth
        self.labels = labels
        self._links(labels)
        made_of = np.zeros((len(self.doors), count))
        for row, door in enumerate(self.doors):
            for trait, weight in traits.get(int(door), {}).items():
                made_of[row, trait] = weight
        kernel = self._kernel(lessons)
        inverse: Array = np.linalg.inv(kernel + RIDGE * np.eye(len(kernel))).astype(np.float64)
        self._inverse, self._wanted = inverse, labels @ made_of
        self._dual, self._trait_dual = inverse @ labels, inverse @ self._wanted
        self._weights: Floats = np.ascontiguousarray(self._dual.T, dtype=np.float32)
        self._trait_weights: Floats = np.ascontiguousarray(self._trait_dual.T, dtype=np.float32)
        self._made_of = made_of[:, :sort]  # without kinds
        self._kin: Floats = np.ascontiguousarray(self._made_of @ self._trait_dual.T[:sort], dtype=np.float32)
        self._own = kernel

    def _index(self, lessons: Sequence[Lesson]) -> None:
        self._vocabulary: dict[str, int] = {}
        vectors = [grams(lesson.heading, lesson.terms) for lesson in lessons]
        where: list[list[int]] = []
        for number, vector in enumerate(vectors):
            for gram in vector:
                row = self._vocabulary.setdefault(gram, len(self._vocabulary))
                if row == len(where):
                    where.append([])
                where[row].append(number)
        found = np.array([len(cases) for cases in where], dtype=np.int64)
        self._rarity = np.log((len(lessons) + 1) / (found + 0.5))
        lengths = np.array([math.sqrt(sum(v * v for v in self._vector(vector).values())) or 1.0 for vector in vectors])
        self._starts = np.concatenate([[0], np.cumsum(found)])
        self._cases = np.array([case for cases in where for case in cases], dtype=np.int64)
        values = [
            (1 + math.log(vectors[case][gram])) * self._rarity[row]
            for gram, row in self._vocabulary.items()
            for case in where[row]
        ]
        self._values = np.array(values) / lengths[self._cases] if values else np.zeros(0)

    def _vector(self, counted: Mapping[str, int]) -> dict[int, float]:
        return {
            row: (1 + math.log(times)) * float(self._rarity[row])
            for gram, times in counted.items()
            if (row := self._vocabulary.get(gram)) is not None
        }

    def _likeness(self, counted: Mapping[str, int]) -> Array:
        vector = self._vector(counted)
        if not vector:
            return np.zeros(len(self.lessons))
        bounds = [(int(self._starts[row]), int(self._starts[row + 1]), value) for row, value in vector.items()]
        cases = np.concatenate([self._cases[first:last] for first, last, _value in bounds])
        values = np.concatenate([value * self._values[first:last] for first, last, value in bounds])
        length = math.sqrt(sum(value * value for value in vector.values()))
        likeness: Array = np.bincount(cases, values, len(self.lessons)) / (length or 1.0)
        return likeness

    def _kernel(self, lessons: Sequence[Lesson]) -> Array:
        kernel = np.array([self._likeness(grams(lesson.heading, lesson.terms)) for lesson in lessons])
        same: Array = (kernel + kernel.T) / 2  # exactly symmetric
        return same

    def _links(self, labels: Array) -> None:
        """Cases that helped and cases against, those of one door together."""
        doors, cases = np.nonzero(labels.T > 0)
        self._helping, self._at = cases, np.searchsorted(doors, np.arange(len(self.doors)))
        self._has = np.bincount(doors, minlength=len(self.doors)) > 0
        against_doors, self._against = np.nonzero(labels.T < 0)
        self._against_doors = against_doors
        self.helped = np.bincount(doors, minlength=len(self.doors)).astype(np.float64)

    def of(self, heading: Sequence[str], terms: Sequence[str]) -> Memory:
        likeness = self._likeness(grams(heading, terms))
        narrow = likeness.astype(np.float32)
        ridge = _times(self._weights, narrow)
        kin = _times(self._kin, narrow)
        return self._memory(
            likeness, ridge, kin, lambda numbers: _times(self._trait_weights[numbers], narrow), self.helped
        )

    def without(self, number: int, *, doors: bool = False) -> Memory | None:
        """What would be remembered for this lesson's own text, had it never been; with `doors`, had none of the doors
        that helped it any case at all. `None` when that takes away too much.
        """
        own = self.labels[number] > 0
        away = np.flatnonzero((self.labels[:, own] > 0).any(axis=1)) if doors else np.array([number])
        if len(away) > MOST_AWAY or not own.any():
            return None
        at = int(np.searchsorted(away, number))
        left = np.linalg.solve(self._inverse[np.ix_(away, away)], np.eye(len(away))[at])
        ridge = self.labels[number] - left @ self._dual[away]
        wanted = self._wanted[number] - left @ self._trait_dual[away]
        likeness = self._own[number].copy()
        likeness[away] = 0.0
        helped = self.helped - (self.labels[away] > 0).sum(axis=0)
        kin = self._made_of @ wanted[: self._made_of.shape[1]]
        return self._memory(likeness, ridge, kin, lambda numbers: wanted[numbers], helped)

    def _memory(self, likeness: Array, ridge: Array, kin: Array, traits: Wanted, helped: Array) -> Memory:
        nearest, around, against = (np.zeros(len(self.doors)) for _array in range(3))
        if len(self._helping):
            near = likeness[self._helping]
            at = self._at[self._has]
            nearest[self._has] = np.maximum.reduceat(near, at)
            around[self._has] = np.add.reduceat(near**3, at)
        np.maximum.at(against, self._against_doors, likeness[self._against])
        return Memory(ridge, kin, nearest, around, helped, against, likeness, traits)

    def alike(self, door: int, memory: Memory | None) -> int:
        """How many cases this door (its place) helped with: those alike, or all of them without a need."""
        row = int(np.searchsorted(self.doors, door))
        if row == len(self.doors) or self.doors[row] != door or not self._has[row]:
            return 0
        if memory is None:
            return int(self.helped[row])
        first = self._at[row]
        near = memory.likeness[self._helping[first : first + int(self.helped[row])]]
        return int((near >= ALIKE).sum() or (near > 0).sum())

    def forget(self) -> None:
        """Let go of what only learning needs."""
        self._own = self._inverse = self._wanted = self._dual = self._trait_dual = np.zeros((0, 0))

    def nbytes(self) -> int:
        arrays = (self._weights, self._trait_weights, self._cases, self._values, self.labels)
        return sum(array.nbytes for array in arrays)


def _times(matrix: Floats, vector: Floats) -> Array:
    """Their product, by NumPy’s own loop: a parallel library wakes threads that cost more than the sum."""
    product: Array = np.einsum("ij,j->i", matrix, vector).astype(np.float64)
    return product


def _fewer(lessons: Sequence[Lesson]) -> list[Lesson]:
    """At most `MOST_CASES`, doors with few cases first."""
    if len(lessons) <= MOST_CASES:
        return list(lessons)
    seen: Counter[int] = Counter()
    ranked = []
    for number, lesson in enumerate(lessons):
        doors = [door for door, _worth in lesson.doors]
        ranked.append((min(seen[door] for door in doors), number))
        seen.update(doors)
    kept = sorted(number for _rank, number in sorted(ranked)[:MOST_CASES])
    return [lessons[number] for number in kept]
