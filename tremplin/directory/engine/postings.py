"""One field of every door as an inverted index: for each term, the doors that have it and what it brings to each.

Okapi BM25, computed once (S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”,
2009); each field is scored apart, and what each is worth is learned (`trust`), where BM25F fixes one weight by field.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int32]

K1 = 1.2


def numbered(
    documents: Sequence[Sequence[str]], vocabulary: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the terms of all documents, one after the other, and the length of each document. New terms enter
    the vocabulary in the order they are met.
    """
    known: defaultdict[str, int] = defaultdict(count(len(vocabulary)).__next__, vocabulary)
    numbers = np.fromiter(map(known.__getitem__, chain.from_iterable(documents)), dtype=np.int64)
    vocabulary.update(known)
    return numbers, np.fromiter(map(len, documents), dtype=np.int64, count=len(documents))


class Postings:
    """`documents`: the terms of each door, in the order of the doors. `common`: a term that more doors than this have
    says nothing here and is left out. `gains` (BM25) and `shares` (what part of the door's own words, by rarity, the
    term is) stand beside `places`, those of one term together, in ascending order.
    """

    def __init__(
        self, documents: Sequence[Sequence[str]], *, length_matters: float = 0.6, common: int | None = None
    ) -> None:
        self.count = len(documents)
        self.vocabulary: dict[str, int] = {}
        numbers, lengths = numbered(documents, self.vocabulary)
        vocabulary = self.vocabulary
        owners = np.repeat(np.arange(self.count, dtype=np.int64), lengths)
        keys, times = np.unique(numbers * max(self.count, 1) + owners, return_counts=True)
        rows = keys // max(self.count, 1)
        self.places: Places = (keys % max(self.count, 1)).astype(np.int32)
        found = np.bincount(rows, minlength=len(vocabulary))
        self.starts = np.concatenate([[0], np.cumsum(found)]).astype(np.int64)
        self.rarity = np.log(1 + (self.count - found + 0.5) / (found + 0.5)).astype(np.float32)
        mean = lengths.mean() if lengths.any() else 1.0
        norms = K1 * (1 - length_matters + length_matters * lengths / mean)
        rarity = self.rarity[rows]
        self.gains: Floats = (rarity * times * (K1 + 1) / (times + norms[self.places])).astype(np.float32)
        whole = np.bincount(self.places, rarity, self.count)
        self.shares: Floats = (rarity / np.maximum(whole, 1e-9)[self.places]).astype(np.float32)
        self._common = self.count if common is None else common

    def bounds(self, term: str) -> tuple[int, int]:
        """Where the doors of a term are; (0, 0) when there is none, or too many."""
        number = self.vocabulary.get(term)
        if number is None:
            return 0, 0
        first, last = int(self.starts[number]), int(self.starts[number + 1])
        return (first, last) if last - first <= self._common else (0, 0)

    def scored(self, asked: Mapping[str, float]) -> Floats:
        """The score of every door."""
        return self._summed(asked, self.gains)

    def covered(self, asked: Mapping[str, float]) -> Floats:
        """What part of each door's words was asked, by rarity: 1 when all were."""
        return self._summed(asked, self.shares)

    def _summed(self, asked: Mapping[str, float], values: Floats) -> Floats:
        scores = np.zeros(self.count, dtype=np.float32)
        if not self.vocabulary:
            return scores
        for term, weight in asked.items():
            first, last = self.bounds(term)
            if last > first:
                scores[self.places[first:last]] += np.float32(weight) * values[first:last]
        return scores

    def nbytes(self) -> int:
        return self.places.nbytes + self.gains.nbytes + self.shares.nbytes + self.starts.nbytes


def first_of(scores: Floats, passing: NDArray[np.bool_] | None, most: int) -> NDArray[np.int64]:
    """The places of the `most` best scores above nothing, among those that pass; equal ones, the first places."""
    found = np.flatnonzero(scores > 0)
    if passing is not None:
        found = found[passing[found]]
    if len(found) <= most:
        return found
    own = scores[found]
    bar = np.partition(own, len(own) - most)[len(own) - most]
    above = found[own > bar]
    return np.concatenate([above, found[own == bar][: most - len(above)]])
