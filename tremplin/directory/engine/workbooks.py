"""The first sheet of a workbook (.xlsx), as rows of text. It is opened only if what it unpacks to is within bounds."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.unpacking import Unreadable

LARGEST = 60_000_000  # bytes, once unpacked
MOST_PARTS = 500
MOST_COLUMNS = 60
MOST_ROWS = 100_000


def is_workbook(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def sheet(content: bytes, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number. Raises Unreadable."""
    _within_bounds(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        found = book.worksheets[0]
        found.reset_dimensions()  # what the file says of its size is not to be believed
        rows = found.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except Exception:  # noqa: BLE001 - a broken workbook fails in as many ways as there are files
        raise Unreadable("bad-workbook") from None
    yield from _rows(rows, faults)


def _rows(rows: Iterator[tuple[Any, ...]], faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    for at in range(1, MOST_ROWS + 2):
        try:
            values = next(rows, None)
        except Exception:  # noqa: BLE001
            raise Unreadable("bad-workbook", at) from None
        if values is None:
            return
        if at > MOST_ROWS:
            faults.append(Fault("too-many", at, value=str(MOST_ROWS)))
            return
        yield at, [_text(value) for value in values]


def _within_bounds(content: bytes) -> None:
    """A part is never unpacked beyond the size it declares, so that the sizes declared are those that count."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Unreadable("bad-workbook")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise Unreadable("too-large", value=str(LARGEST // 1_000_000))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise Unreadable("bad-workbook") from None


def _text(value: Any) -> str:
    """A cell as somebody would type it: a date as 2026-03-31, a whole number without its decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
