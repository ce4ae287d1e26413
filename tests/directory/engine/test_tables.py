"""Tables people typed: columns, separators, encodings, quotation marks, workbooks; and that nothing raises."""

import gzip
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tremplin.directory.engine import contacts, counters, service_lists, unpacking, workbooks
from tremplin.directory.engine.columns import Column, recognised
from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.tables import rows_of
from tremplin.directory.engine.unpacking import Unreadable

COLUMNS = (
    Column("name", "nom", "name", required=True),
    Column("email", "courriel", "e-mail", ("mél", "adresse e-mail")),
    Column("day", "jour", "day"),
)
TYPED = "Nom;Adresse e-mail\nÉlan;a@exemple.fr\n\n;\nSève;b@exemple.fr\n"


def _read(content: bytes) -> tuple[list[tuple[int, int, str, str]], list[tuple[str, int, str]]]:
    faults: list[Fault] = []
    read = rows_of(content, COLUMNS, faults)
    rows = [(row.line, row.number, row.values["name"], row.values["email"]) for row in read]
    return rows, [(fault.code, fault.line, fault.value) for fault in faults]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TYPED.encode(), "; UTF-8"),
        (TYPED.encode("utf-8-sig"), "; UTF-8"),
        (TYPED.encode("utf-16"), "; UTF-16"),
        (TYPED.encode("utf-16-le"), "; UTF-16"),
        (TYPED.encode("cp1252"), "; Windows-1252"),
        (TYPED.replace(";", "\t").encode(), "TAB UTF-8"),
        (TYPED.replace(";", ",").replace("\n", "\r\n").encode(), ", UTF-8"),
        (gzip.compress(TYPED.encode()), "; UTF-8"),
    ],
)
def test_the_separator_and_the_encoding_are_found_and_said(content: bytes, said: str) -> None:
    rows, faults = _read(content)
    assert rows == [(2, 1, "Élan", "a@exemple.fr"), (5, 2, "Sève", "b@exemple.fr")]
    assert faults == [("read-as", 1, said)]


def test_columns_come_in_any_order_in_both_languages_after_a_title() -> None:
    rows, faults = _read(b"Contacts 2026\n\nRemarque;MEL ;NAME *\nx;a@exemple.fr;Un")
    assert rows == [(4, 1, "Un", "a@exemple.fr")]
    assert faults[1:] == [("unknown-column", 3, "Remarque")]


def test_a_missing_column_names_those_that_were_found() -> None:
    with pytest.raises(Unreadable) as refused:
        _read(b"Titre;Courriel\nUn;a@exemple.fr")
    assert refused.value.fault == Fault("no-column", 1, value="name|Titre, Courriel")


def test_rows_may_hold_lines_and_a_mark_never_closed_costs_its_own_line() -> None:
    open_mark = 'nom;courriel\n"Deux\nlignes";a\n"jamais fermé;b\n' + "".join(f"Nom {n};c\n" for n in range(200))
    rows, faults = _read(open_mark.encode())
    assert rows[0] == (2, 1, "Deux\nlignes", "a")
    assert (len(rows), rows[1][:3]) == (201, (5, 2, "Nom 0"))
    assert faults[1:] == [("open-quote", 4, "")]
    rows, faults = _read(b'nom\nUn\n"deux\ntrois')
    assert ([row[2] for row in rows], faults[1:]) == (["Un", "trois"], [("open-quote", 3, "")])


def _workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_text() -> None:
    faults: list[Fault] = []
    content = _workbook(["Nom", "Jour"], ["Un", date(2026, 3, 31)], [], ["=1+1", 3.0])
    rows = [(row.line, row.values["name"], row.values["day"]) for row in rows_of(content, COLUMNS, faults)]
    assert rows == [(2, "Un", "2026-03-31"), (4, "", "3")]  # a formula that was never computed says nothing


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 and no more", "bad-workbook"),
        (b"\x1f\x8b and no more", "bad-gzip"),
        (gzip.compress(b"nom\nUn")[:-12], "bad-gzip"),
        (b"", "no-table"),
    ],
)
def test_broken_files_are_told(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        _read(content)
    assert refused.value.fault.code == code


def test_files_that_swell_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 1_000)
    monkeypatch.setattr(workbooks, "LARGEST", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)
    for content in (gzip.compress(b"nom\n" + b"Un" * 1_000), out.getvalue()):
        with pytest.raises(Unreadable) as refused:
            _read(content)
        assert refused.value.fault.code == "too-large"


@given(st.binary(max_size=300) | st.text(alphabet='nom;",\n"\r\tax\x00', max_size=80).map(str.encode))
def test_whatever_bytes_come_no_reader_raises(content: bytes) -> None:
    for reader in (counters, service_lists, contacts):
        reader.read(content)
        reader.read(b"id;nom;organisme;fonction\n" + content)


@given(st.binary(max_size=60), st.integers(0, 5_000))
def test_whatever_is_broken_in_a_workbook_nothing_raises(broken: bytes, at: int) -> None:
    content = bytearray(WORKBOOK)
    place = at % len(content)
    content[place : place + len(broken)] = broken
    contacts.read(bytes(content))


WORKBOOK = _workbook(["organisme", "fonction"], ["Un", "Deux"])


def test_a_name_of_a_column_is_recognised_whatever_its_dress() -> None:
    header = recognised(["N O M", " Nom *", "nom", "E-MAIL", ""], COLUMNS)
    assert (header.places, header.unknown, header.missing) == ({"name": 1, "email": 3}, ("N O M", "nom"), ())
