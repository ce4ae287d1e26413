"""Questions that look alike, and names that stay in a text. Everything is compared folded: no accent, no capital."""

import re
from collections.abc import Iterable
from typing import TypeVar

from tremplin.core.text import fold

K = TypeVar("K")

# words that say nothing of the subject
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "les des une aux par pour sur dans avec sans que qui quoi dont est sont ont nous vous leur leurs "
        "notre nos votre vos cette ces ses son mais plus tout tous comment combien quand quel quelle quels "
        "quelles peut peuvent faut doit avoir etre faire the and for with without that which what when how "
        "who are can our your their this these from must have has does should would",
    )
)
_WORD = re.compile(r"[a-z0-9]{3,}")
STEM = 6
IN_TITLE = 3


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _WORD.findall(fold(text)) if word not in _EMPTY}


def alike(typed: str, known: Iterable[tuple[K, str, str]], *, k: int = 5) -> list[K]:
    """The keys of those (key, title, text) that share words with what is typed, the nearest first.

    A word of the title is worth three of the text; one word of the text alone is not enough when several were typed.
    """
    asked = _stems(typed)
    if not asked:
        return []
    found = list[tuple[int, int, K]]()
    for rank, (key, title, text) in enumerate(known):
        in_title = asked & _stems(title)
        in_text = (asked & _stems(text)) - in_title
        worth = IN_TITLE * len(in_title) + len(in_text)
        if worth >= min(2, len(asked)):
            found.append((-worth, rank, key))
    return [key for _worth, _rank, key in sorted(found, key=lambda row: row[:2])[:k]]


def names_left(text: str, names: Iterable[str]) -> list[str]:
    """Those of these names, or numbers, that stand in a text as whole words; each once, as it was given."""
    bare = f" {_bare(text)} "
    found = dict[str, None]()
    for name in names:
        wanted = _bare(name)
        if len(wanted.replace(" ", "")) >= 3 and f" {wanted} " in bare:
            found[name] = None
    return list(found)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
