"""Past projects read from a spreadsheet: what is read, and each fault by its line."""

from datetime import date

import pytest

from tremplin.support.engine.past import MOST, Fault, Row, read

HEAD = "Nom;Structure porteuse;Premier jour;Dernier jour;Chargé d’accélération;Présentation\n"


def test_french_spreadsheet_is_read() -> None:
    sheet = read("\ufeff" + HEAD + 'Atlas;Les Haies;14/04/2022;29/11/2022;Sam@Example.org;"Un atlas;\ndes haies"\n\n')
    words = "Un atlas;\ndes haies"
    row = Row(2, "Atlas", "Les Haies", date(2022, 4, 14), date(2022, 11, 29), "sam@example.org", words)
    assert (sheet.rows, sheet.faults) == ([row], [])


def test_english_headers_commas_and_missing_columns_that_may_be() -> None:
    sheet = read("end,start,name\n2022-11-29,2022-04-14,Atlas\n")
    assert sheet.rows == [Row(2, "Atlas", "", date(2022, 4, 14), date(2022, 11, 29), "", "")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";X;14/04/2022;29/11/2022;;", Fault(2, "name")),
        ("A;X;31/02/2022;29/11/2022;;", Fault(2, "day", "31/02/2022")),
        ("A;X;14/04/2022;;;", Fault(2, "day", "")),
        ("A;X;14/04/2022;31/12/9999;;", Fault(2, "day", "31/12/9999")),
        ("A;X;14/04/2022;13/04/2022;;", Fault(2, "order")),
        ("A;X;14/04/2022;29/11/2022;sam;", Fault(2, "mail", "sam")),
        (f"{'A' * 161};X;14/04/2022;29/11/2022;;", Fault(2, "long")),
    ],
)
def test_line_that_does_not_hold_is_told(line: str, fault: Fault) -> None:
    assert read(HEAD + line + "\n").faults == [fault]


def test_other_lines_are_read_beside_the_faults() -> None:
    sheet = read(HEAD + "A;X;14/04/2022;29/11/2022;;\n;X;14/04/2022;29/11/2022;;\na;X;14/04/2022;29/11/2022;;\n")
    assert ([row.line for row in sheet.rows], sheet.faults) == ([2], [Fault(3, "name"), Fault(4, "twice", "a")])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [Fault(1, "empty")]),
        ("\ufeff \n", [Fault(1, "empty")]),
        (HEAD, [Fault(1, "empty")]),
        (";;;;", [Fault(1, "empty")]),
        ("Nom;Fin\nA;2022-11-29\n", [Fault(1, "column", "premier jour")]),
        (HEAD + '"A;X\n', [Fault(1, "unreadable")]),
        (HEAD + "A;X;14/04/2022;29/11/2022;;\n" * (MOST + 1), [Fault(1, "too-many", str(MOST + 1))]),
    ],
)
def test_file_that_cannot_be_read_is_told(text: str, faults: list[Fault]) -> None:
    assert read(text).faults == faults
