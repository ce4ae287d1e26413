"""From what was typed to terms that somebody wrote: beginnings, typing errors, the team's synonyms, acronyms."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache

from tremplin.directory.engine.words import one_edit, terms, words

BEGINS, TYPED, SYNONYM = 0.7, 0.5, 0.7  # what a word found by its beginning, an error or a synonym counts
NEIGHBOURS = 12  # words tried at most for one that nobody wrote
REPAIRED = 6  # words repaired at most in one text
ENOUGH = 8  # known words after which a text is not repaired: it says the same thing several times
SPELLED = (4, 5, 6)  # fewer initials meet by chance
_BRACKETS = re.compile(r"\(([^()]{2,15})\)")
_SMALL = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur"])


@lru_cache(maxsize=20_000)
def acronyms_of(name: str, acronym: str) -> frozenset[str]:
    """The folded acronyms of a door: its own, those its name gives in brackets, the initials of its name (its
    first three words that count, or more), as A. Schwartz and M. Hearst read them (“A simple algorithm for identifying
    abbreviation definitions in biomedical text”, PSB 2003).
    """
    found = set()
    brackets = _BRACKETS.findall(name) if "(" in name else []
    for text in filter(None, (acronym, *brackets)):
        inside = words(text)
        if len(inside) == 1 and 2 <= len(inside[0]) <= 12:
            found.add(inside[0])
    said = [word for word in words(_BRACKETS.sub(" ", name) if brackets else name) if word not in _SMALL]
    initials = "".join(word[0] for word in said[:8])
    found.update(initials[:length] for length in range(3, len(initials) + 1))
    return frozenset(found)


def spelled_out(said: Sequence[str]) -> Iterable[str]:
    """The initials of each run of `SPELLED` words that count: « Provence-Alpes-Côte d’Azur » spells « paca » out."""
    initials = "".join(word[0] for word in said if word not in _SMALL)
    return (initials[at : at + length] for length in SPELLED for at in range(len(initials) - length + 1))


class Speller:
    """`used`: every term of the index, with how many doors and cases have it. `synonyms`: groups of words or phrases
    that mean the same.
    """

    def __init__(self, used: Mapping[str, int], synonyms: Iterable[Collection[str]] = ()) -> None:
        self._used = used
        self._sorted = sorted(used)
        self._alike: dict[str, list[str]] = {}
        for term in self._sorted:
            for key in _keys(term):
                self._alike.setdefault(key, []).append(term)
        self._phrases = _phrases(synonyms)

    def with_synonyms(self, synonyms: Iterable[Collection[str]]) -> "Speller":
        """The same words, with other groups in the place of these."""
        other = copy(self)
        other._phrases = _phrases(synonyms)
        return other

    def weighted(self, cutted: Sequence[tuple[str, str]]) -> dict[str, float]:
        """The terms to look for: those of the text, or the nearest that somebody wrote, with less weight. A text that
        says enough in known words is not repaired.
        """
        asked = {term: 1.0 for term, _word in cutted if term in self._used}
        if len(asked) <= ENOUGH:
            unknown = dict.fromkeys((term, word) for term, word in cutted if term not in asked)
            for term, word in list(unknown)[:REPAIRED]:
                for weight, near in self._near(term, word):
                    asked[near] = max(asked.get(near, 0.0), weight)
        if self._phrases:
            for other in self._meant(tuple(term for term, _word in cutted)):
                asked[other] = max(asked.get(other, 0.0), SYNONYM)
        return asked

    def _meant(self, said: tuple[str, ...]) -> Iterable[str]:
        for place, term in enumerate(said):
            for phrase, others in self._phrases.get(term, ()):
                if said[place : place + len(phrase)] == phrase:
                    yield from (other for other in others if other in self._used)

    def _near(self, term: str, word: str) -> list[tuple[float, str]]:
        if len(term) < 3 or word.isdigit():
            return []
        first = bisect_left(self._sorted, term)
        last = first
        while last < len(self._sorted) and last - first < 200 and self._sorted[last].startswith(term):
            last += 1
        found = [(BEGINS, one) for one in self._sorted[first:last]]
        if not found and len(term) > 3:
            alike = {one for key in _looked(term) for one in self._alike.get(key, ())}
            found = [(TYPED, one) for one in alike if one_edit(term, one)]
        # the most used first: more likely what was meant
        return sorted(found, key=lambda pair: (-self._used[pair[1]], pair[1]))[:NEIGHBOURS]


def _phrases(synonyms: Iterable[Collection[str]]) -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    """By first term, each phrase with the terms of the others of its group."""
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for group in synonyms:
        phrases = sorted({terms(phrase) for phrase in group} - {()})
        for phrase in phrases:
            others = sorted({term for other in phrases if other != phrase for term in other})
            found.setdefault(phrase[0], []).append((phrase, others))
    return found


def _keys(term: str) -> list[str]:
    """Where a word is kept to be found: one wrong letter leaves its beginning or its end as it was."""
    lengths = ([2] if 4 <= len(term) <= 6 else []) + ([3] if len(term) >= 5 else [])
    return [key for kept in lengths for key in (f"^{term[:kept]}", f"{term[-kept:]}$")]


def _looked(term: str) -> tuple[str, str]:
    kept = 2 if len(term) < 6 else 3
    return f"^{term[:kept]}", f"{term[-kept:]}$"
