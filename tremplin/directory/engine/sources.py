"""What each source says of a need, door by door: names, what doors do, bodies above, cases, kinship, popularity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.doors import Door
from tremplin.directory.engine.kinship import Kinship
from tremplin.directory.engine.past import Array, Memory
from tremplin.directory.engine.postings import Floats, Postings, first_of
from tremplin.directory.engine.spelling import acronyms_of
from tremplin.directory.engine.words import beginnings, paired, terms_of_all

SOURCES = (
    "name", "cover", "title", "pair", "text", "prefix", "above", "acronym", "sort",
    "ridge", "nearest", "around", "traits", "popular", "seen", "against", "kind",
)  # fmt: skip
BY_NAME = SOURCES[:9]
EVIDENT = SOURCES[:8]  # a kind said brings its doors, and is no reason for any one of them
_AT = {name: column for column, name in enumerate(SOURCES)}
TAKEN = 25  # doors that each source proposes
SMALL = 150  # doors, all looked at each time
DEEPEST = 6  # levels above a door


@dataclass(frozen=True, slots=True)
class Asked:
    """A need, cut: `weighted`, the terms to look for (those of the whole text, repaired) with their weights; `heading`,
    those of the first line; `said`, the terms in order; `first`, those of the first line in order; `words`, the folded
    words; `telling`, the terms weighted by how seldom needs use them: what everybody says names no door.
    """

    weighted: Mapping[str, float]
    heading: Mapping[str, float]
    said: tuple[str, ...]
    first: tuple[str, ...]
    words: frozenset[str]
    telling: Mapping[str, float]


def names_above(doors: Sequence[Door]) -> list[str]:
    """For each door, the names above it: its own list, then its parents, nearest first; circles end."""
    known = {door.id: door for door in doors}
    found = []
    for door in doors:
        if not door.parents:
            found.append(" \n".join(door.above))
            continue
        names, front, seen = list(door.above), [door], {door.id}
        for _level in range(DEEPEST):
            ups = [up for one in front for up in one.parents if up in known and up not in seen]
            front = [known[up] for up in dict.fromkeys(ups)]
            seen.update(ups)
            names += [f"{one.name} {one.acronym}" for one in front]
            if not front:
                break
        found.append(" \n".join(names))
    return found


class Sources:
    """The fields of the doors, each an inverted index. `doors` in ascending order of id."""

    def __init__(self, doors: Sequence[Door]) -> None:
        count = len(doors)
        few, some = max(1_000, count // 20), max(1_000, count // 8)
        self.names_above = names_above(doors)
        names = terms_of_all(f"{door.name} {door.acronym}" for door in doors)
        texts = terms_of_all(f"{door.text} {door.for_whom}" for door in doors)
        self.name_terms, self.text_terms = names, texts
        self.name = Postings(names, length_matters=0.4)
        self.pair = Postings([paired(terms) for terms in names])
        self.text = Postings(texts, common=some)
        self.prefix = Postings([beginnings(terms) for terms in names], common=few)
        self.above = Postings(terms_of_all(self.names_above), common=some)
        self.acronym = Postings([sorted(acronyms_of(door.name, door.acronym)) for door in doors], length_matters=0.0)
        self.sort = Postings(terms_of_all(door.kind for door in doors), common=some)

    def used(self) -> dict[str, int]:
        """Each term of the doors, with how many fields of doors have it."""
        found: dict[str, int] = {}
        for field in (self.name, self.text, self.above):
            for term, number in field.vocabulary.items():
                found[term] = found.get(term, 0) + int(field.starts[number + 1] - field.starts[number])
        return found

    def by_name(self, asked: Asked) -> list[Floats]:
        """One array of scores for each of `BY_NAME`."""
        said = dict.fromkeys(asked.said, 1.0) | dict(asked.weighted)
        return [
            self.name.scored(asked.telling),
            self.name.covered(asked.telling),
            self.name.scored(asked.heading),
            self.pair.scored(dict.fromkeys(paired(asked.said), 1.0)),
            self.text.scored(asked.weighted),
            self.prefix.scored(dict.fromkeys(beginnings(said), 1.0)),
            self.above.scored(asked.weighted),
            self.acronym.scored(dict.fromkeys(sorted(asked.words), 1.0)),
            self.sort.scored(asked.weighted),
        ]


def candidates(
    scores: Sequence[Floats],
    labelled: NDArray[np.int64],
    memory: Memory | None,
    passing: NDArray[np.bool_] | None,
    k: int,
) -> NDArray[np.int64]:
    """The places, in ascending order, that some source puts among its first; all those of a small directory."""
    if len(scores[0]) <= SMALL:
        return np.arange(len(scores[0])) if passing is None else np.flatnonzero(passing)
    most = max(TAKEN, k)
    found = [first_of(one, passing, most) for one in scores]
    if memory is not None and len(labelled):
        known = passing[labelled] if passing is not None else None
        by_case = (memory.ridge, memory.kin, memory.nearest, memory.helped)
        found += [labelled[first_of(source.astype(np.float32), known, most)] for source in by_case]
    return np.unique(np.concatenate(found))


def table(
    places: NDArray[np.int64],
    scores: Sequence[Floats],
    labelled: NDArray[np.int64],
    memory: Memory | None,
    kinship: Kinship,
) -> Array:
    """What each of `SOURCES` says of each place: an array of places × sources."""
    rows = np.zeros((len(places), len(SOURCES)))
    for column, values in enumerate(scores):
        rows[:, column] = values[places]
    if memory is not None and len(labelled):
        at = np.minimum(np.searchsorted(labelled, places), len(labelled) - 1)
        known = labelled[at] == places
        own = at[known]
        for name, said in (
            ("ridge", memory.ridge),
            ("nearest", memory.nearest),
            ("around", memory.around),
            ("popular", np.log1p(memory.helped)),
            ("seen", (memory.helped > 0).astype(np.float64)),
            ("against", memory.against),
        ):
            rows[known, _AT[name]] = said[own]
        if kinship.count:
            rows[known, _AT["traits"]] = memory.kin[own]
            rows[~known, _AT["traits"]] = kinship.made(memory.traits, places[~known])
            rows[:, _AT["kind"]] = kinship.kind(memory.traits, places)
    return rows
