"""Which door? A ranked search over doors, the bodies above them, and what came of past needs.

Sources speak apart (`sources`: names, what doors do, bodies above, acronyms; `past`: cases that helped), each proposes
its first doors, and `trust` says what each is worth for this need, as past cases taught. Territory and topics are
filters, never text. A word that nobody wrote is tried as the beginning of others, then as a typing error.

An index does not change once made: it is made again from its rows. Nothing is written, nothing is drawn at random, and
neither the order of the rows nor that of a set counts: equal scores are told apart by the door's id.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.doors import (
    HELPED,
    NOT,
    Case,
    Correction,
    Door,
    Hit,
    Reason,
    Why,
    case_of,
    correction_of,
    door_of,
)
from tremplin.directory.engine.kinship import Kinship
from tremplin.directory.engine.past import AGAINST, Array, Lesson, Memory, Past
from tremplin.directory.engine.places import Passing, Places
from tremplin.directory.engine.reasons import reasons_of
from tremplin.directory.engine.sources import EVIDENT, SOURCES, TAKEN, Asked, Sources, candidates, table
from tremplin.directory.engine.spelling import Speller, spelled_out
from tremplin.directory.engine.trust import DEFAULT, learned, shaped
from tremplin.directory.engine.words import cut, terms_of_all

__all__ = ["Case", "Correction", "Door", "DoorIndex", "Hit", "Reason", "Why"]

LONGEST = 20_000  # characters read of a need or a case
TAUGHT = 1_200  # cases at most from which trust is learned
ALMOST_NOTHING = 0.001
UNSEEN = 8  # one case in so many is also judged as if its doors had no case
STALE_AFTER = timedelta(days=365)


class DoorIndex:
    """An index of doors. Cases and corrections about a door that is not here are left out.

    `synonyms`: groups of words or phrases that mean the same. `within`: see `Places`. Rows may be the records of
    `doors`, or mappings or objects with the same names. Two doors with one id: ValueError.
    """

    def __init__(
        self,
        doors: Iterable[Any],
        cases: Iterable[Any] = (),
        corrections: Iterable[Any] = (),
        *,
        synonyms: Iterable[Collection[str]] = (),
        within: Mapping[str, str] | None = None,
    ) -> None:
        self.doors = sorted((door_of(row) for row in doors), key=lambda door: door.id)
        self._place = {door.id: place for place, door in enumerate(self.doors)}
        if len(self._place) != len(self.doors):
            raise ValueError("two doors have the same id")
        self._sources = Sources(self.doors)
        self._places = Places(self.doors, within)
        lessons = self._lessons(cases, corrections)
        self._kinship = Kinship(self.doors, self._sources.name_terms, self._sources.text_terms, lessons)
        self._past = Past(lessons, self._kinship.traits, self._kinship.count, self._kinship.sort) if lessons else None
        self._labelled = self._past.doors if self._past else np.zeros(0, dtype=np.int64)
        self._needs, self._spoken = len(lessons), Counter(term for lesson in lessons for term in set(lesson.terms))
        self._speller = Speller(Counter(self._sources.used()) + self._spoken, synonyms)
        self._weights = DEFAULT
        if self._past:
            self._weights = self._learned(self._past)
            self._past.forget()

    def with_synonyms(self, synonyms: Iterable[Collection[str]]) -> "DoorIndex":
        """What making this index again with these groups in the place of its own would give, at no cost."""
        other = copy(self)
        other._speller = self._speller.with_synonyms(synonyms)
        return other

    def __len__(self) -> int:
        return len(self.doors)

    def search(
        self,
        text: str,
        *,
        territory: str | Sequence[str] | None = None,
        topics: Collection[str] | None = None,
        k: int = 10,
        today: date | None = None,
    ) -> list[Hit]:
        """The `k` best doors, best first. `territory`: the key of a place, or the keys of the place and of those that
        hold it, smallest first; a door passes when it serves everywhere, lies in the place asked, or serves a place
        that holds it. `topics`: a door passes when it has one of them. `today` tells which doors are stale. Without a
        text, the doors that pass, those that answered most needs first; without anything, nothing.
        """
        text = text[:LONGEST]
        passing = self._places.passing(territory, topics)
        if k < 1 or not self.doors or (not text.strip() and passing is None):
            return []
        if not text.strip():
            return self._browsed(passing, territory, topics, k, today)
        asked = self._asked(text)
        if not (asked.weighted or asked.words):
            return []
        memory = self._past.of(asked.first, asked.said) if self._past else None
        places, shapes, evident = self._weighed(asked, memory, passing, k)
        scores = np.round(shapes @ self._weights, 6)
        order = [place for place in np.lexsort((places, -scores)) if evident[place]][:k]
        return [
            self._hit(int(places[one]), float(scores[one]), asked, memory, territory, topics, today) for one in order
        ]

    def _asked(self, text: str) -> Asked:
        heading, _line, rest = text.strip().partition("\n")
        first = cut(heading)
        cutted = first + cut(rest)
        weighted = self._speller.weighted(cutted)
        said = tuple(term for term, _word in cutted)
        typed = [word for _term, word in cutted]
        return Asked(
            weighted=weighted,
            heading=self._speller.weighted(first) if rest else weighted,
            said=said + tuple(term for term in weighted if term not in set(said)),
            first=tuple(term for term, _word in first),
            words=frozenset([*typed, *spelled_out(typed)]),
            telling=self._telling(weighted),
        )

    def _telling(self, weighted: Mapping[str, float], *, but: int = 0) -> dict[str, float]:
        """The same terms, each by how seldom needs use it: 1 when none does. `but`: needs left out, that use all."""
        whole = 2 * (self._needs - but) + 2
        return {
            term: weight * (1 - math.log(max(2 * (self._spoken[term] - but), 0) + 1) / math.log(whole))
            for term, weight in weighted.items()
        }

    def _weighed(
        self, asked: Asked, memory: Memory | None, passing: Passing | None, k: int
    ) -> tuple[NDArray[np.int64], Array, NDArray[np.bool_]]:
        """Places of the doors proposed, places × shapes, and those that something in the need speaks for."""
        scores = self._sources.by_name(asked)
        places = candidates(scores, self._labelled, memory, passing, max(k, TAKEN))
        said = table(places, scores, self._labelled, memory, self._kinship)
        evident = np.any(said[:, : len(EVIDENT)] > 0, axis=1)
        for source in ("nearest", "traits"):
            evident = np.logical_or(evident, said[:, SOURCES.index(source)] > ALMOST_NOTHING)
        return places, shaped(said), evident

    def _lessons(self, cases: Iterable[Any], corrections: Iterable[Any]) -> list[Lesson]:
        """One lesson for each text, in the order of the texts; a door that helped somebody is not held against."""
        texts: dict[str, dict[int, float]] = {}

        def learn(text: str, door: str, worth: float) -> None:
            place = self._place.get(door)
            text = text.strip()[:LONGEST]
            if place is not None and text:
                doors = texts.setdefault(text, {})
                doors[place] = max(doors.get(place, worth), worth)

        for case in map(case_of, cases):
            if case.outcome in {HELPED, NOT}:
                learn(case.text, case.door, 1.0 if case.outcome == HELPED else AGAINST)
        for correction in map(correction_of, corrections):
            learn(correction.text, correction.to_door, 1.0)
            learn(correction.text, correction.from_door, AGAINST)
        parts = [(text, *text.partition("\n")) for text in sorted(texts)]
        headings = terms_of_all(part[1] for part in parts)
        rests = terms_of_all(part[3] for part in parts)
        return [
            Lesson(heading, heading + rest, tuple(sorted(texts[part[0]].items())))
            for part, heading, rest in zip(parts, headings, rests, strict=True)
            if heading or rest
        ]

    def _learned(self, past: Past) -> Array:
        """What each source is worth, from cases judged without themselves."""
        return learned(list(self._judged(past)), DEFAULT)

    def _judged(self, past: Past) -> Iterator[tuple[Array, Array]]:
        """For each case, places × shapes of what would be proposed had it never been, and the share of right doors
        that each place is.
        """
        step = max(1, -(-len(past.lessons) // TAUGHT))
        for number in range(0, len(past.lessons), step):
            lesson = past.lessons[number]
            right = [place for place, worth in lesson.doors if worth > 0]
            said, heading = dict.fromkeys(lesson.terms, 1.0), dict.fromkeys(lesson.heading, 1.0)
            telling = self._telling(said, but=1)
            asked = Asked(said, heading, lesson.terms, lesson.heading, frozenset(lesson.terms), telling)
            memories = [past.without(number)]
            if number // step % UNSEEN == 0:
                memories.append(past.without(number, doors=True))
            for memory in filter(None, memories):
                places, shapes, _evident = self._weighed(asked, memory, None, TAKEN)
                share = np.isin(places, right).astype(np.float64)
                if share.any():
                    yield shapes, share / share.sum()

    def _browsed(
        self,
        passing: Passing | None,
        territory: str | Sequence[str] | None,
        topics: Collection[str] | None,
        k: int,
        today: date | None,
    ) -> list[Hit]:
        helped = np.zeros(len(self.doors))
        if self._past:
            helped[self._labelled] = self._past.helped
        places = np.arange(len(self.doors)) if passing is None else np.flatnonzero(passing)
        best = places[np.lexsort((places, -helped[places]))][:k]
        return [self._hit(int(one), float(helped[one]), None, None, territory, topics, today) for one in best]

    def _hit(
        self,
        place: int,
        score: float,
        asked: Asked | None,
        memory: Memory | None,
        territory: str | Sequence[str] | None,
        topics: Collection[str] | None,
        today: date | None,
    ) -> Hit:
        door = self.doors[place]
        cases = self._past.alike(place, memory) if self._past else 0
        reasons = reasons_of(door, self._sources.names_above[place], asked, cases, territory, topics)
        stale = today is not None and (door.confirmed is None or today - door.confirmed >= STALE_AFTER)
        likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, score / 4))))
        return Hit(door.id, round(likely, 6), reasons, door.confirmed, stale)
