"""What may not be published in a text: a picture nobody can hear, headings that jump, links that say or lead nothing.

Pure: the parts of the text come from outside, and so does what is known of a picture.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

# the title of the page is the first level
PAGE_TITLE = 1
LONGEST = 80


class Part(Protocol):
    """A heading, a link or an image: see `tremplin.core.parts`."""

    @property
    def kind(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def words(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def image(self) -> str: ...


@dataclass(frozen=True)
class Fault:
    """`code`: image-silent, heading-too-high, heading-jump, link-empty or link-nowhere. `line` counts from 1.

    `excerpt` are the words around, or the address when there are none; `level` and `wanted` are those of a heading.
    """

    code: str
    line: int
    excerpt: str
    level: int = 0
    wanted: int = 0


def faults(parts: Iterable[Part], *, heard: Callable[[str], str | None], under: int = PAGE_TITLE) -> list[Fault]:
    """The faults of a text that stands under a heading of level `under`, in the order of its lines.

    `heard(path)`: the alternative a picture of ours has of its own, "" when it is decorative, None when it has none.
    """
    found: list[Fault] = []
    above = max(under, PAGE_TITLE)
    for part in parts:
        line, excerpt = part.line + 1, _cut(part.words or part.address)
        if part.kind == "image" and not part.words and heard(part.address) is None:
            found.append(Fault("image-silent", line, excerpt))
        elif part.kind == "heading":
            if part.level <= PAGE_TITLE:
                found.append(Fault("heading-too-high", line, excerpt, part.level, PAGE_TITLE + 1))
            elif part.level > above + 1:
                found.append(Fault("heading-jump", line, excerpt, part.level, above + 1))
            above = max(part.level, PAGE_TITLE + 1)
        elif part.kind == "link" and not part.address.strip():
            found.append(Fault("link-nowhere", line, excerpt))
        elif part.kind == "link" and not part.words and not (part.image and heard(part.image) != ""):
            # a link made of a picture alone reads as that picture; a silent one was told already
            found.append(Fault("link-empty", line, excerpt))
    return sorted(found, key=lambda fault: fault.line)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
