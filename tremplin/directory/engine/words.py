"""A French text cut into terms for search: folded, without the words that say nothing, lightly stemmed.

The stemmer takes off plurals and feminines and no more (J. Savoy, “A stemming procedure and stopword list for general
French corpora”, JASIS 50(10), 1999, the minimal one), on folded letters.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from tremplin.core.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_SAYS_NOTHING = (
    "afin ai ailleurs alors apres as au aucun aussi autre autres aux avant avec avez avoir avons bien ca car ce ceci "
    "cela celle celui ces cet cette ceux chaque chez ci comment dans de deja des depuis deux dois doit donc du elle "
    "elles en encore entre es est et etait etant ete etes etre eu eux fait faire faut fois il ils je la le les leur "
    "leurs lors lui ma mais me meme mes moi moins mon ne ni nos notre nous on ont ou par parce pas pendant peu peut "
    "peux plus pour pourquoi pouvez pouvoir puis qu quand que quel quelle quelles quels qui quoi sa sans se ses si "
    "sien son sont sous sur ta te tes toi ton tous tout toute toutes tres tu un une vers voici voila vos votre vous "
    "the of and for to in is are how what who which "
)
BEGINNINGS = (4, 6)  # letters
_STOP = frozenset(_SAYS_NOTHING.split())


def stem(word: str) -> str:
    """« directions » → « direction », « generales » → « general », « nationaux » → « national », « eaux » → « eau »."""
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 4:
        return word[:-2] + "l"
    word = word.rstrip("sx") if word[-1] in "sx" and len(word.rstrip("sx")) > 2 else word
    if len(word) < 6:
        return word[:-1] if len(word) > 3 and word.endswith("e") else word
    for ending in ("r", "e", "e"):
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > 2 and word[-1] == word[-2] and word[-1].isalpha() else word


# the letters of western Europe in one pass of C; a text that holds others goes through `fold`
_PLAIN = {
    code: fold(chr(code)) or " " for code in range(0x80, 0x180) if fold(chr(code)).isascii() and chr(code).isprintable()
} | {ord("’"): "'", ord("–"): " ", ord("—"): " ", ord("…"): " ", ord("\u00a0"): " ", ord("\u202f"): " "}


def words(text: str) -> list[str]:
    plain = text.translate(_PLAIN)
    return _WORD.findall(plain.lower() if plain.isascii() else fold(text))


def _says(word: str) -> bool:
    return word not in _STOP and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=10_000)
def cut(text: str) -> tuple[tuple[str, str], ...]:
    """The terms of a text in order, each with the folded word it came from."""
    return tuple((stem(word), word) for word in words(text) if _says(word))


def terms(text: str) -> tuple[str, ...]:
    return tuple(term for term, _word in cut(text))


def terms_of_all(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """`terms` of each text, for tens of thousands of them: each word is stemmed once."""
    known: dict[str, str] = {}
    seen: dict[str, tuple[str, ...]] = {}
    found = []
    for text in texts:
        cutted = seen.get(text)
        if cutted is None:
            own = []
            for word in words(text):
                term = known.get(word)
                if term is None:
                    term = known[word] = stem(word) if _says(word) else ""
                if term:
                    own.append(term)
            cutted = seen[text] = tuple(own)
        found.append(cutted)
    return found


def paired(found: tuple[str, ...]) -> list[str]:
    """Each term with the one that follows it."""
    return [f"{left} {right}" for left, right in pairwise(found)]


def beginnings(found: Iterable[str]) -> list[str]:
    """The first letters of each term, four and six: « lillois » begins as « lille », « ardéchois » as « ardèche » does
    and « ardennes » less.
    """
    return [term[:length] for term in found if not term[0].isdigit() for length in BEGINNINGS if len(term) >= length]


def one_edit(left: str, right: str) -> bool:
    """Is one made from the other by adding, taking off, changing or swapping at most one letter?"""
    if abs(len(left) - len(right)) > 1:
        return False
    if left == right:
        return True
    at = next((place for place, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), -1)
    if at < 0:
        return True
    if len(left) == len(right):
        swapped = left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]
        return left[at + 1 :] == right[at + 1 :] or swapped
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[at + 1 :] == shorter[at:]
