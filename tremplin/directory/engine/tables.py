"""Tables people typed: CSV or a workbook (.xlsx), bytes in, rows by our own columns out, each with its line.

The delimiter and the encoding are found out, and said. Columns are recognised by their names, on the first line that
has all those that are needed. A quotation mark that is never closed costs its own line, not the rest of the file. A
workbook is read within bounds whatever it says of itself, its values as text, its formulas never.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tremplin.directory.engine.columns import Column, Header, recognised
from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.unpacking import Unreadable, encoding_of, unpacked
from tremplin.directory.engine.workbooks import is_workbook, sheet

LONGEST_ROW = 100  # lines of a file that one row may take
HEADER_WITHIN = 10  # rows
MOST_ROWS = 500_000
_DELIMITERS = ";,\t|"
_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Row:
    """`values`: what each of our columns says, "" where it says nothing. `number` counts rows from 1."""

    line: int
    number: int
    values: dict[str, str]


Cells = tuple[int, list[str]]


def rows_of(content: bytes, columns: Sequence[Column], faults: list[Fault]) -> Iterator[Row]:
    """Rows that say something. Raises Unreadable when there is no table, or a column that is needed is missing."""
    content = unpacked(content)
    cells = sheet(content, faults) if is_workbook(content) else _typed(content, columns, faults)
    header, at = _header(cells, columns)
    if header.missing:
        needed = ",".join(column.name for column in header.missing)
        raise Unreadable("no-column", at, f"{needed}|{', '.join(header.unknown)}")
    faults.extend(Fault("unknown-column", at, value=name[:200]) for name in header.unknown)
    number = 0
    for found, values in cells:
        said = {name: values[place] if place < len(values) else "" for name, place in header.places.items()}
        if not any(value.strip() for value in said.values()):
            continue
        number += 1
        if number > MOST_ROWS:
            faults.append(Fault("too-many", found, value=str(MOST_ROWS)))
            return
        yield Row(found, number, {column.name: said.get(column.name, "") for column in columns})


def _header(cells: Iterator[Cells], columns: Sequence[Column]) -> tuple[Header, int]:
    """The first row that names all the columns that are needed; else the one that names most of ours."""
    seen = []
    for at, values in cells:
        if not any(value.strip() for value in values):
            continue
        header = recognised(values, columns)
        if header.places and not header.missing:
            return header, at
        seen.append((header, at, values))
        if len(seen) == HEADER_WITHIN:
            break
    if not seen:
        raise Unreadable("no-table")
    header, at, values = max(seen, key=lambda one: len(one[0].places))
    named = tuple(" ".join(value.split()) for value in values if value.strip())
    return Header(header.places, header.missing, named), at


def _typed(content: bytes, columns: Sequence[Column], faults: list[Fault]) -> Iterator[Cells]:
    codec = encoding_of(content, [])
    start = io.TextIOWrapper(io.BytesIO(content), codec, "replace", newline="")
    first = [text for _turn, text in zip(range(HEADER_WITHIN * 3), start, strict=False)]
    delimiter = max(_DELIMITERS, key=lambda one: _weight(first, one, columns))
    shown = "TAB" if delimiter == "\t" else delimiter
    faults.append(Fault("read-as", 1, value=f"{shown} {_NAMES.get(codec, 'Windows-1252')}"))
    lines = io.TextIOWrapper(io.BytesIO(content), codec, "replace", newline="")
    return _records(lines, delimiter, faults)


def _weight(first: list[str], delimiter: str, columns: Sequence[Column]) -> tuple[int, int]:
    """How many of our columns a delimiter makes out of the first lines; then how many cells."""
    best = (0, 0)
    for at, cells in _records(iter(first), delimiter, []):
        best = max(best, (len(recognised(cells, columns).places), len(cells) if at else 0))
    return best


def _records(lines: Iterator[str], delimiter: str, faults: list[Fault]) -> Iterator[Cells]:
    """Rows of cells, each with the line it begins on. A row that cannot be cut into cells is said and passed over."""
    ahead: deque[str] = deque()
    at = 1
    while True:
        reader, code, used = csv.reader(_feed(lines, ahead), delimiter=delimiter), "", 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            code = "bad-row"
        else:
            used = reader.line_num
            # the end came before the mark that closes: the row holds the ends of the lines it swallowed
            if cells and cells[-1].endswith(("\n", "\r")) and not ahead[used - 1].rstrip().endswith('"'):
                code, used = "open-quote", 1
        if code:
            faults.append(Fault(code, at))  # not what it says: it may be about a person
        else:
            yield at, cells
        at += used
        for _turn in range(used):
            ahead.popleft()


def _feed(lines: Iterator[str], ahead: deque[str]) -> Iterator[str]:
    """The lines that one row may take: those that are already read ahead, then others."""
    for place in range(LONGEST_ROW):
        if place == len(ahead):
            text = next(lines, "")
            if not text:
                return
            ahead.append(text if text.endswith(("\n", "\r")) else f"{text}\n")
        yield ahead[place]
