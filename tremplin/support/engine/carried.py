"""What an application already says, cut into what may become first needs and first indicators. Pure.

`objectives`, then what was ticked as needed, become first needs, one a line; what is said of impact becomes one
indicator, whose name, unit and source are still to be said.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OBJECTIVES = ("three_objectives", "objectives")
TICKED = ("needs", "expected_support")
IMPACT = ("impact_and_measure", "impact")
MOST = 12  # needs: beyond, a list is read whole in the file rather than confirmed line by line
SHORT = 200

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦‣]|\(?\d{1,2}\s?[.)°/:]|[a-z][.)])\s*", re.IGNORECASE)
_YEARS = re.compile(r"(?:_\d{4})+$")


@dataclass(frozen=True)
class Passage:
    """`asked`: the question in the application's words. Of what is measured, the words are read whole."""

    asked: str
    words: str


@dataclass(frozen=True)
class Answered:
    """One question of an application with its answer: a text, or the labels of what was ticked."""

    key: str
    asked: str
    text: str
    choices: tuple[str, ...] = ()
    long: bool = False  # typed in a large box


def base_of(key: str) -> str:
    """`funders_2023_2026` → `funders`."""
    return _YEARS.sub("", key)


def first_needs(answers: Iterable[Answered]) -> list[Passage]:
    known = _known(answers)
    found: list[Passage] = []
    for key in OBJECTIVES:
        if one := known.get(key):
            found += [Passage(one.asked, words) for words in items_in(one.text)]
            break
    for key in TICKED:
        if one := known.get(key):
            found += [Passage(one.asked, label) for label in one.choices]
    return _once(found)[:MOST]


def first_indicator(answers: Iterable[Answered]) -> Passage | None:
    known = _known(answers)
    found = next((known[key] for key in IMPACT if key in known), None)
    return Passage(found.asked, found.text.strip()) if found and found.text.strip() else None


def _known(answers: Iterable[Answered]) -> Mapping[str, Answered]:
    return {base_of(one.key): one for one in answers if one.text or one.choices}


def items_in(text: str) -> list[str]:
    """The items of a list as people type them: one a line, with or without a dash or a number; a line that begins
    neither by a mark nor after one is the continuation of the item before when other lines have marks.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = any(_BULLET.match(line) for line in lines)
    items: list[str] = []
    for line in lines:
        begins = bool(_BULLET.match(line))
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        if marked and not begins and items:
            items[-1] += f"\n{bare}"
        else:
            items.append(bare)
    return items


def titled(words: str) -> tuple[str, str]:
    """A title of at most 200 characters, and what does not fit in it: the whole text, when it is longer."""
    first = words.splitlines()[0] if words else ""
    if len(words) <= SHORT and first == words:
        return words, ""
    title = first if len(first) <= SHORT else f"{first[: SHORT - 1].rsplit(' ', 1)[0]}…"
    return title, words


def _once(found: list[Passage]) -> list[Passage]:
    seen: set[str] = set()
    kept = []
    for one in found:
        folded = " ".join(one.words.casefold().split())
        if folded not in seen:
            seen.add(folded)
            kept.append(one)
    return kept
