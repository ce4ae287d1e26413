"""Splitting a file: the YAML between two lines of three dashes, then Markdown."""

from dataclasses import dataclass

MAX_FRONT_MATTER = 512 * 1024
_FENCE = "---"


@dataclass(frozen=True)
class Parts:
    """`head` is None when the file has no front matter; lines count from 1."""

    head: str | None
    head_line: int
    body: str
    body_line: int
    problem: str = ""


def split(text: str) -> Parts:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Parts(None, 1, "", 1)
    if lines[first].rstrip() == "+++":
        return Parts(None, 1, "", 1, problem="front-matter-toml")
    if lines[first].rstrip() != _FENCE:
        return Parts(None, 1, text, 1)
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() == _FENCE:
            head = "\n".join(lines[first + 1 : number])
            if len(head) > MAX_FRONT_MATTER:
                return Parts(None, first + 2, "", number + 2, problem="front-matter-too-large")
            return Parts(head, first + 2, "\n".join(lines[number + 1 :]), number + 2)
    return Parts(None, first + 1, "", len(lines), problem="front-matter-not-closed")
