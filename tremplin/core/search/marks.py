"""Which words of a text were asked for, and the part of the text that shows most of them. No Django here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Piece = tuple[str, bool]  # a run of text, and whether it was asked for

SHORTEST_STEM = 5  # letters: a stem as long may hold one typing error, in a word that may hold some
EXTRACT = 260  # characters, the marks at both ends left out
_BEFORE = 60  # characters shown before the first word asked
_MOST = 400  # words asked: a text that holds more has enough in its beginning


@dataclass(frozen=True)
class Word:
    """A word asked: its plain form, its stem in each language it may be read in, whether it may be the beginning of a
    word, and how many typing errors it may hold.
    """

    text: str
    stems: dict[str, str] = field(default_factory=dict)
    begins: bool = False
    errors: int = 0


@dataclass(frozen=True)
class Asked:
    words: list[Word]

    def which(self, plain: str, stem: str, language: str) -> int | None:
        """The position of the word asked that a word of a text answers; None when it answers none."""
        for position, word in enumerate(self.words):
            if plain == word.text or (stem and stem == word.stems.get(language)):
                return position
            if word.begins and plain.startswith(word.text):
                return position
            if word.errors and errors_between(plain, word.text, word.errors) <= word.errors:
                return position
            near = word.stems.get(language, "")
            if word.errors and len(near) >= SHORTEST_STEM and errors_between(stem, near, 1) <= 1:
                return position
        return None


@dataclass(frozen=True)
class Span:
    """A word of a text that was asked for: from one character to another (excluded), and which word it answers."""

    start: int
    end: int
    position: int


def spans(
    tokens: Iterable[tuple[str, int, int]], language: str, asked: Asked, stem: Callable[[str], str]
) -> list[Span]:
    """The words asked, in the order of the text. `tokens` are its words: plain form, first character, end."""
    known: dict[str, int | None] = {}
    found = []
    for plain, start, end in tokens:
        if plain not in known:
            known[plain] = asked.which(plain, stem(plain), language)
        position = known[plain]
        if position is not None:
            found.append(Span(start, end, position))
            if len(found) == _MOST:
                break
    return found


def extract(text: str, found: list[Span]) -> list[Piece]:
    """The part of a text, about `EXTRACT` characters, that shows the most of the words found; the earliest such part.

    Without any word found, its beginning. Cut between words; « … » stands for what is left out.
    """
    first = _best(found)
    start = _cut_before(text, max(0, found[first].start - _BEFORE)) if found else 0
    end = _cut_after(text, start + EXTRACT)
    if found:
        end = max(end, found[first].end)
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for span in found:
        if span.start < start or span.end > end:
            continue
        pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    pieces.append((text[at:end].rstrip(), False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _best(found: list[Span]) -> int:
    """The word from which most different words are shown; then most words."""

    def shown(first: int) -> tuple[int, int]:
        reached = found[first].start + EXTRACT - _BEFORE
        inside = [span.position for span in found[first:] if span.end <= reached]
        return len(set(inside)), len(inside)

    return max(range(len(found)), key=shown, default=0)


def _cut_before(text: str, at: int) -> int:
    """The beginning of the word at a place, or of the next one when that word is endless."""
    space = text.rfind(" ", max(0, at - 40), at)
    return space + 1 if space >= 0 else at


def _cut_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at + 1)
    return space if space >= 0 else at


def errors_between(one: str, other: str, most: int) -> int:
    """The distance between two words, in letters added, left out, replaced, or exchanged with their neighbour.

    Anything beyond `most` is answered as `most + 1`. Optimal string alignment, the usual restriction of
    Damerau–Levenshtein (L. Boytsov, 2011, “Indexing methods for approximate dictionary searching”).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        twice, before, line = before, line, [row]
        for column, opposite in enumerate(other, 1):
            cost = min(before[column] + 1, line[-1] + 1, before[column - 1] + (letter != opposite))
            exchanged = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite
            line.append(min(cost, twice[column - 2] + 1) if exchanged else cost)
        if min(line) > most and min(before) > most:  # an exchange looks two lines back
            return most + 1
    return min(line[-1], most + 1)
