"""The export of the public aids catalogue, as its API answers (Aides-territoires, Licence Ouverte): a JSON object with
`results`, the whole of it or one page, a list of such objects, or a list of aids.

Texts that hold HTML become plain paragraphs. The contact of an aid is never read: it often names persons, and the page
of the aid gives it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tremplin.directory.engine.aid import LONGEST_LINE, LONGEST_TEXT, Aid, Aids, days_of, kind_of, plain
from tremplin.directory.engine.columns import bare
from tremplin.directory.engine.decoding import NotJson, Reader, items
from tremplin.directory.engine.faults import Fault, in_order
from tremplin.directory.engine.unpacking import encoding_of, pieces
from tremplin.directory.engine.values import LONGEST, Say, cut, line, web_address

CATALOGUE = "Aides-territoires"
_PAGES = "https://aides-territoires.beta.gouv.fr"


def read_catalogue(content: bytes, faults: list[Fault]) -> Aids:
    records: dict[str, Aid] = {}
    aside: set[str] = set()
    told = _Told()
    try:
        for number, (value, at) in enumerate(_values(pieces(content, encoding_of(content, faults)), told), 1):
            _keep(value, at, number, records, faults, aside)
    except NotJson as error:
        return Aids(faults=(Fault("not-json", error.line, value=error.reason),))
    if not told.found:
        return Aids(faults=(Fault("no-results", 1),))
    if not records:
        return Aids(faults=(*faults, Fault("no-record", 1)))
    partial = told.more or told.said > told.read
    if partial:
        faults.append(Fault("one-page", 1, value=str(told.read)))
    return Aids(
        records=tuple(records.values()),
        faults=in_order(faults),
        aside=frozenset(aside - records.keys()),
        partial=partial,
        source=CATALOGUE,
    )


@dataclass
class _Told:
    """What the file says of itself: whether it has a list of aids, how many there are, whether a page follows."""

    found: bool = False
    said: int = 0
    read: int = 0
    more: bool = False


def _values(text: Iterator[str], told: _Told) -> Iterator[tuple[Any, int]]:
    reader = Reader(text)
    if reader.skip() == "[":
        told.found = True
        for value, at in items(reader):
            pages = value.get("results") if isinstance(value, dict) else None
            if isinstance(pages, list):  # several answers of the API, one after the other
                _said(value, told)
                told.more = bool(value.get("next"))
                yield from ((one, at) for one in _counted(pages, told))
            else:
                told.read += 1
                yield value, at
    elif reader.skip() == "{":
        yield from _page(reader, told)
    if reader.skip():
        raise reader.broken("Extra data")


def _page(reader: Reader, told: _Told) -> Iterator[tuple[Any, int]]:
    reader.expect("{")
    more = reader.skip() != "}"
    if not more:
        reader.expect("}")
    while more:
        key = reader.value()
        reader.expect(":")
        if key == "results" and reader.skip() == "[":
            told.found = True
            for value, at in items(reader):
                told.read += 1
                yield value, at
        else:
            value = reader.value()
            if isinstance(key, str):
                _said({key: value}, told)
                told.more = bool(value) if key == "next" else told.more
        more = reader.expect(",}") == ","


def _said(page: dict[str, Any], told: _Told) -> None:
    count = page.get("count")
    told.said = max(told.said, count if isinstance(count, int) and not isinstance(count, bool) else 0)


def _counted(values: list[Any], told: _Told) -> Iterator[Any]:
    for value in values:
        told.read += 1
        yield value


def _keep(value: Any, at: int, number: int, records: dict[str, Aid], faults: list[Fault], aside: set[str]) -> None:
    def say(code: str, told: str) -> None:
        faults.append(Fault(code, at, number, told[:200]))

    if not isinstance(value, dict):
        say("not-a-record", line(value) if isinstance(value, str) else type(value).__name__)
        return
    given = value.get("id")
    identifier = str(given) if isinstance(given, int) and not isinstance(given, bool) else line(given)
    name = line(value.get("name")) or line(value.get("short_title"))
    if not identifier or len(identifier) > LONGEST["id"]:
        say("no-id", name)
    elif not name:
        say("no-name", identifier)
        aside.add(identifier)
    elif identifier in records:
        say("duplicate", identifier)
    elif (days := days_of(line(value.get("start_date")), line(value.get("submission_deadline")), say)) is None:
        aside.add(identifier)
    else:
        records[identifier] = _aid(value, identifier, name, days, at, number, say)


def _aid(
    value: dict[str, Any],
    identifier: str,
    name: str,
    days: tuple[date | None, date | None],
    at: int,
    number: int,
    say: Say,
) -> Aid:
    types = _texts(value.get("aid_types"))
    kind = "call" if value.get("is_call_for_project") is True else kind_of(types)
    place = line(value.get("perimeter"))
    page = line(value.get("url"))
    sites = [line(value.get("origin_url")), f"{_PAGES}{page}" if page.startswith("/") else page]
    asked = line(value.get("application_url"))
    return Aid(
        id=identifier,
        name=cut(name, LONGEST["name"], say),
        source=CATALOGUE,
        kind=kind or "other",
        does=cut(plain(value.get("description")), LONGEST_TEXT, say),
        conditions=cut(plain(value.get("eligibility")), LONGEST_TEXT, say),
        for_whom=cut(", ".join(_texts(value.get("targeted_audiences"))), LONGEST_TEXT, say),
        amount=cut(_amount(value), LONGEST_LINE, say),
        provider=cut(", ".join(_texts(value.get("financers"))), LONGEST_LINE, say),
        place="" if bare(place) in ("france", "france entiere") else place,
        scale=line(value.get("perimeter_scale")),
        topics=_topics(_texts(value.get("categories"))),
        website=web_address([site for site in sites if site], say),
        form_url=web_address([asked] if asked else [], say, "bad-form"),
        opens_on=days[0],
        closes_on=days[1],
        line=at,
        number=number,
    )


def _texts(value: Any) -> list[str]:
    """The texts of a list that holds texts or objects with a name; each once."""
    found: dict[str, None] = {}
    for item in value if isinstance(value, list) else [value]:
        if text := line(item.get("name") if isinstance(item, dict) else item):
            found[text] = None
    return list(found)


def _topics(categories: list[str]) -> tuple[str, ...]:
    """« Theme / category », « Theme|category »: both parts."""
    parts = (part.strip() for text in categories for part in re.split(r" / |\|", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _amount(value: dict[str, Any]) -> str:
    lower, upper = _number(value.get("subvention_rate_lower_bound")), _number(value.get("subvention_rate_upper_bound"))
    told = []
    if lower and upper and lower != upper:
        told.append(f"de {lower} % à {upper} %")
    elif upper or lower:
        told.append(f"jusqu’à {upper} %" if upper else f"à partir de {lower} %")
    if loan := _number(value.get("loan_amount")):
        told.append(f"prêt de {loan} €")
    if advance := _number(value.get("recoverable_advance_amount")):
        told.append(f"avance récupérable de {advance} €")
    if comment := line(value.get("subvention_comment")):
        told.append(comment)
    return ", ".join(told)


def _number(value: Any) -> str:
    return (
        f"{value:,}".replace(",", " ") if isinstance(value, int) and not isinstance(value, bool) and value > 0 else ""
    )
