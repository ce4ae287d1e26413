"""The export: what the list shows, in a file no spreadsheet runs."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.calls.received.story import Receive
from tremplin.calls.models import Call
from tremplin.core import cells

EXPORT = "calls:received-export"


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_every_text_comes_back(rows: list[list[str]]) -> None:
    text = "".join(cells.lines(rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    for written, found in zip(rows, read, strict=True):
        assert [cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in found] == [False] * len(found)
        assert [
            cell[1:] if cell[:1] == "'" and cell != was else cell for was, cell in zip(written, found, strict=True)
        ] == written


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\tx", "\rx", "\n=x"])
def test_a_formula_is_kept_as_text(text: str) -> None:
    assert cells.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", " =1", "'quoted", "1-2"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert cells.cell(text) == text


def _rows(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(reverse(EXPORT) + query)
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; ")
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


@pytest.mark.django_db
def test_export_holds_the_list_as_filtered(client: Client, call: Call, receive: Receive) -> None:
    receive(call, "=HYPERLINK(1)", kind="company", days=2)
    receive(call, "Sage", days=1)
    receive(call, "Brouillon", submits=False)
    client.force_login(cast.ada())
    assert [row[1] for row in _rows(client)[1:]] == ["Sage", "'=HYPERLINK(1)"]
    assert [row[1] for row in _rows(client, "?kind=company")[1:]] == ["'=HYPERLINK(1)"]
    assert [row[1] for row in _rows(client, "?order=date")[1:]] == ["'=HYPERLINK(1)", "Sage"]


@pytest.mark.django_db
def test_answers_come_with_one_call_and_no_address_ever(client: Client, call: Call, receive: Receive) -> None:
    application = receive(
        call, "Sage", answers={("summary", 0): "-1 ligne\n=2", ("needs", 0): "money\nname", ("budget", 0): "1 500,50"}
    )
    client.force_login(cast.ada())
    short = _rows(client)
    head, row = _rows(client, f"?call={call.ref}")
    assert row[: len(short[0])] == short[1]
    asked = dict(zip(head, row, strict=True))
    assert asked["Résumé"] == "'-1 ligne\n=2"
    assert (asked["Genre"], asked["Besoins"]) == ("Numérique", "Money, Name")
    assert asked["Budget"].replace("\xa0", " ").replace("\u202f", " ") == "1 500,50 €"
    whole = str([*short, head, row])
    assert application.started_by.email not in whole
    assert "@" not in whole


@pytest.mark.django_db
def test_export_of_the_last_version(client: Client, call: Call, receive: Receive) -> None:
    """What the team is typing in a correction is not in it."""
    from datetime import timedelta

    from tremplin.calls.actions.drafts import Typed, save_answers
    from tremplin.calls.actions.submissions import send_back, submit
    from tremplin.calls.models import Question
    from tremplin.core import clock

    application = receive(call, "Sage")
    question = Question.objects.get(section__form=call.form, key="summary")
    send_back(
        application,
        questions=[question],
        words="Plus long.",
        until=clock.now() + timedelta(days=3),
        by=cast.ada(),
        at=clock.now(),
    )
    save_answers(
        application, {("summary", 0): Typed("Encore en chantier", 1)}, by=application.started_by, at=clock.now()
    )
    client.force_login(cast.ada())
    assert "Encore en chantier" not in str(_rows(client, f"?call={call.ref}"))
    application.refresh_from_db()
    submit(application, by=application.started_by, at=clock.now())
    assert "Encore en chantier" in str(_rows(client, f"?call={call.ref}"))
