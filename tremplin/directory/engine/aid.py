"""A public resource as a file tells it, and how its kind, its texts and its days are read, whatever the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tremplin.core.text import fold
from tremplin.directory.engine.columns import bare
from tremplin.directory.engine.faults import Reading
from tremplin.directory.engine.values import Say, paragraphs

LONGEST_TEXT, LONGEST_LINE = 10_000, 300

# folded words of the name of a kind → the kind; the first found in the text counts
_KINDS = (
    ("appel a projet", "call"),
    ("appel a manifestation", "call"),
    ("call", "call"),
    ("subvention", "funding"),
    ("grant", "funding"),
    ("pret", "funding"),
    ("loan", "funding"),
    ("avance", "funding"),
    ("financi", "funding"),
    ("fund", "funding"),
    ("donnee", "data"),
    ("data", "data"),
    ("interface", "data"),
    ("api", "data"),
    ("local", "premises"),
    ("locaux", "premises"),
    ("lieu", "premises"),
    ("materiel", "premises"),
    ("premises", "premises"),
    ("equipment", "premises"),
    ("licen", "licence"),
    ("droit", "licence"),
    ("label", "label"),
    ("agrement", "label"),
    ("approval", "label"),
    ("formation", "training"),
    ("training", "training"),
    ("ingenierie", "advice"),
    ("conseil", "advice"),
    ("advice", "advice"),
    ("accompagnement", "advice"),
    ("aide", "funding"),
)
_BLOCK_ENDS = re.compile(r"</(?:p|div|li|ul|ol|h\d|tr|table|section)\s*>|<br\s*/?>", re.IGNORECASE)
_ITEMS = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_WHOLE_ELEMENTS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Aid:
    """A resource as the file tells it. `place`: the name of where it may be asked for, "" for everywhere; `scale`: what
    kind of place that is, when it is said. `source`: the catalogue, "" for a table; `id`: who it is in it.
    """

    id: str
    name: str
    source: str = ""
    kind: str = "other"
    does: str = ""
    conditions: str = ""
    for_whom: str = ""
    amount: str = ""
    provider: str = ""
    place: str = ""
    scale: str = ""
    topics: tuple[str, ...] = ()
    website: str = ""
    form_url: str = ""
    door: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    line: int = 0
    number: int = 0


@dataclass(frozen=True)
class Aids(Reading):
    """`partial`: the file says itself that it is not the whole catalogue."""

    records: Sequence[Aid] = ()
    partial: bool = False
    source: str = ""


def kind_of(texts: Sequence[str]) -> str:
    """The kind these words name, "" when they name none."""
    folded = [bare(text) for text in texts]
    return next((kind for words, kind in _KINDS for text in folded if re.search(rf"\b{words}", text)), "")


def plain(value: Any) -> str:
    """Paragraphs without markup; the items of a list each on their line."""
    if not isinstance(value, str):
        return ""
    text = _WHOLE_ELEMENTS.sub(" ", value)
    return paragraphs(_BLOCK_ENDS.sub("\n", _ITEMS.sub("\n– ", text)))


def days_of(opens: str, closes: str, say: Say) -> tuple[date | None, date | None] | None:
    """Both days, or None when one is not a day, or they are the wrong way round: said, the record is left aside."""
    found: list[date | None] = []
    for text in (opens, closes):
        day = _day(text) if text else None
        if text and day is None:
            say("bad-date", text)
            return None
        found.append(day)
    first, last = found
    if first and last and last < first:
        say("bad-date", f"{opens} > {closes}")
        return None
    return first, last


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(fold(text).replace("t", "T"))
    if match is None:
        return None
    try:
        if match[1]:
            return date(int(match[1]), int(match[2]), int(match[3]))
        return date(int(match[6]), int(match[5]), int(match[4]))
    except ValueError:
        return None
