"""What changed between two frozen copies, for those who read an application again after its correction."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tremplin.calls.engine.freezing import FrozenAnswer, FrozenCopy, FrozenFile
from tremplin.calls.engine.schema import Kind

_COMPARED_BY_WORD = (Kind.TEXT.value, Kind.TEXTAREA.value)
_WORDS, _LINES = re.compile(r"\S+\s*|\s+"), re.compile(r"[^\n]*\n|[^\n]+")
# Comparing takes a time that grows with the pairs of equal pieces, times the pieces: at worst a few seconds here.
# Two essays of 10 000 characters that share no sentence are just under.
_EFFORT_AT_MOST = 60_000_000


@dataclass(frozen=True)
class Segment:
    """A piece of text. Without those added, the segments make the text before; without those removed, the one after."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One answer that is not what it was. `added`: there was nothing; `removed`: nothing is left, or nothing asks it.

    `key` and `entry` as in the frozen copy; `label` and `group` as last read. `segments` for words that changed, else
    empty.
    """

    section: str
    key: str
    entry: int
    label: str
    group: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str
    segments: tuple[Segment, ...]
    files_before: tuple[FrozenFile, ...]
    files_after: tuple[FrozenFile, ...]


def differences(before: FrozenCopy, after: FrozenCopy) -> list[Difference]:
    """The answers that changed, in the order of the copy after, then those that are gone, in their former order.

    An unanswered question that appears or disappears is no difference: of two copies of one form, the list is empty
    iff they are equal.
    """
    old = {(line["key"], line["entry"]): (section, line) for section, line in _lines(before)}
    new = {(line["key"], line["entry"]): (section, line) for section, line in _lines(after)}
    found = []
    for place, (section, line) in [*new.items(), *((place, gone) for place, gone in old.items() if place not in new)]:
        former = old[place][1] if place in old else None
        latter = new[place][1] if place in new else None
        if difference := _difference(section, line, former, latter):
            found.append(difference)
    return found


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """Two texts as one sequence of what stayed, left and came, by words, or by lines where words would take long."""
    for pieces in (_WORDS, _LINES):
        old, new = pieces.findall(before), pieces.findall(after)
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
        counts = Counter(new_middle)
        pairs = sum(counts[piece] for piece in old_middle)
        if pairs * min(len(old_middle), len(new_middle)) <= _EFFORT_AT_MOST:
            around = _told(("same", "".join(old[:head]))), _told(("same", "".join(old[len(old) - tail :])))
            return (*around[0], *_segments(old_middle, new_middle), *around[1])
    return tuple(_told(("removed", before), ("added", after)))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces two sequences share at their beginning."""
    return next(
        (place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )


def _segments(old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield from _told(("same", "".join(old[old_from:old_to])))
        else:
            yield from _told(("removed", "".join(old[old_from:old_to])), ("added", "".join(new[new_from:new_to])))


def _told(*pieces: tuple[Literal["same", "added", "removed"], str]) -> Iterator[Segment]:
    return (Segment(kind, text) for kind, text in pieces if text)


def _lines(frozen: FrozenCopy) -> Iterator[tuple[str, FrozenAnswer]]:
    return ((section["key"], line) for section in frozen["sections"] for line in section["answers"])


def _difference(
    section: str, line: FrozenAnswer, old: FrozenAnswer | None, new: FrozenAnswer | None
) -> Difference | None:
    before, files_before = (old["text"], tuple(old["files"])) if old else ("", ())
    after, files_after = (new["text"], tuple(new["files"])) if new else ("", ())
    if before == after and files_before == files_after:
        return None
    had, has = bool(before or files_before), bool(after or files_after)
    by_word = had and has and line["kind"] in _COMPARED_BY_WORD
    return Difference(
        section=section,
        key=line["key"],
        entry=line["entry"],
        label=line["label"],
        group=line["group"],
        kind="changed" if had and has else "added" if has else "removed",
        before=before,
        after=after,
        segments=segments(before, after) if by_word else (),
        files_before=files_before,
        files_after=files_after,
    )
