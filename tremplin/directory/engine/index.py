"""Which door? A ranked search over doors, their bodies, and what came of past needs.

Okapi BM25 over weighted fields (S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”,
2009): terms of the name, the acronym, what the door does, for whom, the bodies above, and the words of the needs it
answered. Territory and topics are filters, never text. A word nobody wrote is tried as the beginning of others, then
as a typing error. The same rows give the same answers: equal scores are told apart by the door's reference.

An index does not change once made: it is made again from its rows. Nothing is written, nothing is drawn at random.
"""

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tremplin.directory.engine.words import cut, one_edit, terms

# what a term weighs by where it stands; a case counts once for each need that was answered
NAME, ACRONYM, DOES, FOR_WHOM, ABOVE, CASE = 3.0, 3.0, 1.5, 1.0, 0.7, 2.0
K1, B = 1.2, 0.6
BEGINS, TYPED = 0.7, 0.5  # how much a word found by its beginning, or through a typing error, counts
ROUNDED = 2e-6  # scores nearer than this may be told apart by their reference
NEIGHBOURS = 12  # words tried at most for one that nobody wrote


class Why(StrEnum):
    """Where a door was found."""

    ACRONYM = "acronym"
    NAME = "name"
    DOES = "does"
    FOR_WHOM = "for_whom"
    ABOVE = "above"
    CASES = "cases"
    TOPIC = "topic"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class DoorRecord:
    """A door to be found. `topics`: slugs. `territories`: keys of its place and of those that hold it, smallest first;
    empty when it serves everywhere.
    """

    ref: str
    name: str
    acronym: str = ""
    above: tuple[str, ...] = ()
    does: str = ""
    for_whom: str = ""
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """The words of a need and the door that answered it."""

    door: str
    words: str


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """The words of a need that one door sent to another."""

    from_door: str
    to_door: str
    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a door came up: where, through which of its words, and for cases how many."""

    why: Why
    words: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    ref: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class _Posting:
    """Where a term stands: places of doors in ascending order, what it brings to each, and the most it brings."""

    doors: "array[int]" = field(default_factory=lambda: array("I"))
    gains: "array[float]" = field(default_factory=lambda: array("f"))
    most: float = 0.0


class DoorIndex:
    """An index of doors. Cases and corrections about a door that is not here are left out."""

    def __init__(
        self,
        doors: Sequence[DoorRecord],
        cases: Iterable[CaseRecord] = (),
        corrections: Iterable[CorrectionRecord] = (),
    ) -> None:
        self._doors = sorted(doors, key=lambda door: door.ref)
        self._places = {door.ref: place for place, door in enumerate(self._doors)}
        self._needs: dict[int, list[str]] = {}
        for case in cases:
            self._learn(case.door, case.words)
        for correction in corrections:
            self._learn(correction.to_door, correction.words)
        for needs in self._needs.values():
            needs.sort()
        self._postings = self._posted()
        self._vocabulary = sorted(self._postings)
        self._alike: dict[tuple[str, int], list[str]] = {}
        for term in self._vocabulary:
            self._alike.setdefault((term[0], len(term)), []).append(term)

    def __len__(self) -> int:
        return len(self._doors)

    def search(
        self,
        text: str,
        *,
        territory: Sequence[str] | None = None,
        topics: Collection[str] | None = None,
        k: int = 10,
    ) -> list[Hit]:
        """The `k` best doors, best first. `territory`: keys of the place asked and of those that hold it, smallest
        first; a door passes when it serves everywhere, lies in the place asked, or serves a place that holds it.
        `topics`: a door passes when it has one of them. Without a text, the doors that pass, those that answered most
        needs first; without anything, nothing.
        """
        asked = self._weighted(text)
        if k < 1 or not (asked or (not text.strip() and (territory or topics))):
            return []
        if asked:
            scores = self._scored(asked, k, territory, topics)
        else:
            scores = {
                place: float(len(self._needs.get(place, ())))
                for place in range(len(self._doors))
                if self._passes(place, territory, topics)
            }
        best = heapq.nsmallest(k, scores.items(), key=lambda pair: (-round(pair[1], 6), pair[0]))
        return [
            Hit(self._doors[place].ref, round(score, 6), self._reasons(place, asked, territory, topics))
            for place, score in best
        ]

    def _learn(self, door: str, words: str) -> None:
        place = self._places.get(door)
        if place is not None and words.strip():
            self._needs.setdefault(place, []).append(words)

    def _fields(self, place: int) -> Iterable[tuple[float, str]]:
        door = self._doors[place]
        yield NAME, door.name
        yield ACRONYM, door.acronym
        yield DOES, door.does
        yield FOR_WHOM, door.for_whom
        for name in door.above:
            yield ABOVE, name
        for need in self._needs.get(place, ()):
            yield CASE, need

    def _posted(self) -> dict[str, _Posting]:
        """For each term, what it brings to each door that has it (the BM25 gain, computed once)."""
        postings: dict[str, _Posting] = {}
        lengths = array("f")
        for place in range(len(self._doors)):
            weights: dict[str, float] = {}
            for weight, text in self._fields(place):
                for term in terms(text):
                    weights[term] = weights.get(term, 0.0) + weight
            lengths.append(sum(weights.values()))
            for term, weight in weights.items():
                posting = postings.get(term)
                if posting is None:
                    posting = postings[term] = _Posting()
                posting.doors.append(place)
                posting.gains.append(weight)
        count = len(self._doors)
        mean = sum(lengths) / count if count else 1.0
        norms = [K1 * (1 - B + B * length / mean) if mean else K1 for length in lengths]
        for posting in postings.values():
            found = len(posting.doors)
            rarity = math.log(1 + (count - found + 0.5) / (found + 0.5))
            gains = [
                rarity * weight * (K1 + 1) / (weight + norms[place])
                for place, weight in zip(posting.doors, posting.gains, strict=True)
            ]
            posting.gains = array("f", gains)
            posting.most = max(posting.gains)
        return postings

    def _weighted(self, text: str) -> dict[str, float]:
        """The terms to look for: those of the text, or the nearest that somebody wrote, with less weight."""
        asked: dict[str, float] = {}
        for term, word in cut(text):
            if term in self._postings:
                asked[term] = 1.0
                continue
            for weight, near in self._near(term, word):
                asked[near] = max(asked.get(near, 0.0), weight)
        return asked

    def _near(self, term: str, word: str) -> list[tuple[float, str]]:
        if len(term) < 3 or word.isdigit():
            return []
        first = bisect_left(self._vocabulary, term)
        begins = []
        while first < len(self._vocabulary) and self._vocabulary[first].startswith(term):
            begins.append(self._vocabulary[first])
            first += 1
        found = [(BEGINS, one) for one in begins]
        if not found and len(term) > 3:
            lengths = (len(term) - 1, len(term), len(term) + 1)
            alike = (one for length in lengths for one in self._alike.get((term[0], length), ()))
            found = [(TYPED, one) for one in alike if one_edit(term, one)]
        # the most used first: more likely what was meant
        return sorted(found, key=lambda pair: (-len(self._postings[pair[1]].doors), pair[1]))[:NEIGHBOURS]

    def _scored(
        self,
        asked: Mapping[str, float],
        k: int,
        territory: Sequence[str] | None,
        topics: Collection[str] | None,
    ) -> dict[int, float]:
        """The score of each door that may be among the best. Terms that bring most come first; once those left cannot
        lift a new door among the `k` best, only doors already found are looked at (exact: no door is lost).
        """
        order = sorted(asked, key=lambda term: (-self._postings[term].most * asked[term], term))
        left = sum(self._postings[term].most * asked[term] for term in order)
        scores: dict[int, float] = {}
        refused: set[int] = set()
        filtered = bool(territory or topics)
        closed = False
        for term in order:
            posting, weight = self._postings[term], asked[term]
            if not closed and len(scores) >= k:
                closed = left + ROUNDED < heapq.nlargest(k, scores.values())[-1]
            left -= posting.most * weight
            if closed and len(scores) * 16 < len(posting.doors):
                for place in scores:
                    at = bisect_left(posting.doors, place)
                    if at < len(posting.doors) and posting.doors[at] == place:
                        scores[place] += weight * posting.gains[at]
                continue
            for place, gain in zip(posting.doors, posting.gains, strict=True):
                if place in scores:
                    scores[place] += weight * gain
                elif not closed and place not in refused:
                    if filtered and not self._passes(place, territory, topics):
                        refused.add(place)
                    else:
                        scores[place] = weight * gain
        return scores

    def _passes(self, place: int, territory: Sequence[str] | None, topics: Collection[str] | None) -> bool:
        door = self._doors[place]
        if topics and not any(topic in topics for topic in door.topics):
            return False
        if not territory or not door.territories:
            return True
        return territory[0] in door.territories or door.territories[0] in territory

    def _reasons(
        self,
        place: int,
        asked: Mapping[str, float],
        territory: Sequence[str] | None,
        topics: Collection[str] | None,
    ) -> tuple[Reason, ...]:
        door, found = self._doors[place], []
        for why, text in (
            (Why.ACRONYM, door.acronym),
            (Why.NAME, door.name),
            (Why.DOES, door.does),
            (Why.FOR_WHOM, door.for_whom),
            (Why.ABOVE, " ".join(door.above)),
        ):
            words = tuple(dict.fromkeys(word for term, word in cut(text) if term in asked))
            if words:
                found.append(Reason(why, words))
        cases = sum(any(term in asked for term in terms(need)) for need in self._needs.get(place, ()))
        if not asked:
            cases = len(self._needs.get(place, ()))
        if cases:
            found.append(Reason(Why.CASES, count=cases))
        shared = tuple(topic for topic in door.topics if topics and topic in topics)
        if shared:
            found.append(Reason(Why.TOPIC, shared))
        if territory and door.territories:
            found.append(Reason(Why.TERRITORY))
        return tuple(found)
