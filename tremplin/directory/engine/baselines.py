"""Three simple rankings that the search must beat: what helped most, what the names say, names with cases added."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from tremplin.directory.engine.doors import Case, Door
from tremplin.directory.engine.postings import Postings
from tremplin.directory.engine.words import terms, terms_of_all

Ranking = Callable[[str], list[str]]
FIRST = 10


def popularity(doors: Sequence[Door], cases: Sequence[Case]) -> Ranking:
    """The doors that most cases led to, whatever is asked."""
    known = {door.id for door in doors}
    counted = Counter(case.door for case in cases if case.door in known)
    ranked = sorted(counted, key=lambda door: (-counted[door], door))[:FIRST]
    return lambda text: ranked


def names(doors: Sequence[Door], cases: Sequence[Case]) -> Ranking:
    """BM25 over the name, the acronym and the text of each door."""
    return _by_words(doors, {})


def names_and_cases(doors: Sequence[Door], cases: Sequence[Case]) -> Ranking:
    """The same, the words of its cases added to each door."""
    added: dict[str, list[str]] = {}
    for case in cases:
        added.setdefault(case.door, []).append(case.text)
    return _by_words(doors, added)


def _by_words(doors: Sequence[Door], added: dict[str, list[str]]) -> Ranking:
    ordered = sorted(doors, key=lambda door: door.id)
    field = Postings(
        terms_of_all(" \n".join([door.name, door.acronym, door.text, *added.get(door.id, ())]) for door in ordered)
    )

    def ranking(text: str) -> list[str]:
        scores = field.scored(dict.fromkeys(terms(text), 1.0))
        best = np.lexsort((np.arange(len(ordered)), -np.round(scores, 5)))[:FIRST]
        return [ordered[place].id for place in best if scores[place] > 0]

    return ranking
