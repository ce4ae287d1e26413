"""Past projects, read from a spreadsheet saved as CSV: one a line, checked before anything is written.

The first line names the columns, in French or in English; they are separated by semicolons or commas. Days are written
2022-04-14 or 14/04/2022. A line that does not hold is told by its number and the first thing wrong with it.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

MOST = 500  # lines
YEARS = range(1900, 2200)
HEADERS = {
    "name": ("nom", "initiative", "nom de l'initiative", "name"),
    "bearer": ("structure porteuse", "porteur", "structure", "bearer"),
    "starts_on": ("premier jour", "debut", "date de debut", "first day", "start"),
    "ends_on": ("dernier jour", "fin", "date de fin", "last day", "end"),
    "officer": ("charge d'acceleration", "adresse du charge d'acceleration", "courriel", "officer", "officer's mail"),
    "words": ("presentation", "description", "mots", "words"),
}
NEEDED = ("name", "starts_on", "ends_on")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Row:
    line: int
    name: str
    bearer: str
    starts_on: date
    ends_on: date
    officer: str
    words: str


@dataclass(frozen=True)
class Fault:
    """`code` is unreadable, empty, too-many, column, name, long, day, order, mail or twice; `value`, what was read."""

    line: int
    code: str
    value: str = ""


@dataclass
class Sheet:
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(text: str) -> Sheet:
    """Every line, read or told wrong; never an exception."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return Sheet(faults=[Fault(1, "empty")])
    head = text.lstrip("\r\n").splitlines()[0]
    separator = ";" if head.count(";") >= head.count(",") and ";" in head else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return Sheet(faults=[Fault(1, "unreadable")])
    numbered = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    if not numbered:  # separators and nothing between them
        return Sheet(faults=[Fault(1, "empty")])
    places = _columns(numbered[0][1])
    faults = [Fault(numbered[0][0], "column", HEADERS[name][0]) for name in NEEDED if name not in places]
    if faults:
        return Sheet(faults=faults)
    if len(numbered) == 1:
        return Sheet(faults=[Fault(numbered[0][0], "empty")])
    if len(numbered) - 1 > MOST:
        return Sheet(faults=[Fault(numbered[0][0], "too-many", str(len(numbered) - 1))])
    return _rows(numbered[1:], places)


def _columns(head: list[str]) -> dict[str, int]:
    folded = {folded_header(cell): place for place, cell in reversed(list(enumerate(head)))}
    found = {}
    for name, known in HEADERS.items():
        place = next((folded[one] for one in known if one in folded), None)
        if place is not None:
            found[name] = place
    return found


def folded_header(cell: str) -> str:
    """« Chargé d’accélération » → « charge d'acceleration »."""
    plain = unicodedata.normalize("NFKD", cell.replace("’", "'"))
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).casefold().split())


def _rows(lines: list[tuple[int, list[str]]], places: dict[str, int]) -> Sheet:
    sheet, seen = Sheet(), set[str]()
    for number, cells in lines:
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        row = _row(number, given)
        if isinstance(row, Row) and folded_header(row.name) in seen:
            row = Fault(number, "twice", row.name)
        if isinstance(row, Fault):
            sheet.faults.append(row)
        else:
            seen.add(folded_header(row.name))
            sheet.rows.append(row)
    return sheet


def _row(number: int, given: dict[str, str]) -> Row | Fault:
    name, officer, bearer = given["name"], given.get("officer", ""), given.get("bearer", "")
    first, last = day_of(given["starts_on"]), day_of(given["ends_on"])
    if not name:
        return Fault(number, "name")
    if len(name) > 160 or len(bearer) > 200:
        return Fault(number, "long")
    if first is None or last is None:
        return Fault(number, "day", given["starts_on"] if first is None else given["ends_on"])
    if last < first:
        return Fault(number, "order")
    if officer and not _MAIL.fullmatch(officer):
        return Fault(number, "mail", officer)
    return Row(number, name, bearer, first, last, officer.lower(), given.get("words", ""))


def day_of(text: str) -> date | None:
    """A day as a spreadsheet writes it, or None; one of another century is a slip of the hand."""
    french = _FRENCH.fullmatch(text)
    try:
        if french:
            found = date(int(french[3]), int(french[2]), int(french[1]))
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            found = date.fromisoformat(text)
        else:
            return None
    except ValueError:
        return None
    return found if found.year in YEARS else None
