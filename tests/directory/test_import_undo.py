"""Undoing an import: the tables are again what they were; what a file of ours refers to closes, what a hand changed
stays.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import cast, factories
from tests.directory.exports import export, service
from tests.directory.imported import applied, counts, tables
from tremplin.core import clock
from tremplin.core.journal import of
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import imports as actions
from tremplin.directory.actions.bodies import rename_body
from tremplin.directory.importing import statements
from tremplin.directory.models import Belonging, Body, Door
from tremplin.directory.states import BodyState, DoorState, ImportSource, ImportState

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICIAL = ImportSource.OFFICIAL
REACHED = {"site_internet": [{"libelle": "", "valeur": "https://exemple.fr/"}]}


@pytest.fixture(autouse=True)
def _moved_clock() -> Iterator[None]:
    with clock.at(FIRST):
        yield


def _later(hours: int) -> datetime:
    return FIRST + timedelta(hours=hours)


def _drawn_export(draw: random.Random, count: int) -> bytes:
    """Some of `count` bodies, their names, parents, ways and former identifiers drawn."""
    kept = draw.sample(range(count), draw.randint(1, count))
    rows = []
    for number in kept:
        children = tuple(f"b{child}" for child in range(count) if draw.random() < 0.2)
        more = REACHED if draw.random() < 0.5 else {}
        former = [f"b{draw.randrange(count)}"] if draw.random() < 0.3 else []
        name = f"Service {number} {draw.choice(('', 'et du climat', 'et de la mer'))}".strip()
        rows.append(service(f"b{number}", name, children, ancien_identifiant=former, **more))
    return export(*rows)


@pytest.mark.parametrize("seed", range(6))
def test_imports_undone_one_by_one_leave_the_tables_as_they_were(seed: int) -> None:
    draw = random.Random(seed)
    factories.DoorFactory()
    states, rows = [tables()], []
    for turn in range(4):
        with clock.at(_later(turn)):
            rows.append(applied(_drawn_export(draw, 8), OFFICIAL))
        states.append(tables())
    for row, before, after in reversed(list(zip(rows, states, states[1:], strict=False))):
        assert tables() == after
        actions.undo_import(row, by="", at=_later(10))
        assert tables() == before
        row.refresh_from_db()
        assert (row.state, row.before) == (ImportState.UNDONE, None)


def test_a_new_body_that_a_file_of_ours_refers_to_closes_instead_of_going() -> None:
    row = applied(export(service("a", **REACHED), service("b", **REACHED)), OFFICIAL)
    factories.CaseFactory(door=Door.objects.get(body__official_id="a"))
    actions.undo_import(row, by="", at=_later(1))
    body = Body.objects.get()
    assert (body.official_id, body.state, body.closed_at) == ("a", BodyState.CLOSED, _later(1))
    assert Door.objects.get().state == DoorState.CLOSED
    with clock.at(_later(2)):
        assert counts(applied(export(service("a", **REACHED)), OFFICIAL)) == (0, 1, 0, 0, 0)
    body.refresh_from_db()
    assert (body.state, Door.objects.get().state) == (BodyState.OPEN, DoorState.OPEN)


def test_what_somebody_changed_since_is_left_alone() -> None:
    row = applied(export(service("a", children=("b",)), service("b", **REACHED), service("c", **REACHED)), OFFICIAL)
    rename_body(Body.objects.get(official_id="b"), name="Le bon nom", acronym="", by=cast.ada(), at=_later(1))
    actions.undo_import(row, by="", at=_later(2))
    states = dict(Body.objects.values_list("name", "state"))
    assert states == {"Le bon nom": BodyState.OPEN, "Service a": BodyState.CLOSED}
    assert Belonging.objects.get().child.name == "Le bon nom"


def test_a_change_that_somebody_changed_again_stays() -> None:
    applied(export(service("a"), service("b")), OFFICIAL)
    with clock.at(_later(1)):
        row = applied(export(service("a", "Nouveau a"), service("b", "Nouveau b")), OFFICIAL)
    rename_body(Body.objects.get(official_id="a"), name="Le bon nom", acronym="", by=cast.ada(), at=_later(2))
    actions.undo_import(row, by="", at=_later(3))
    assert sorted(Body.objects.values_list("name", flat=True)) == ["Le bon nom", "Service b"]


def test_only_the_last_import_is_undone() -> None:
    first = applied(export(service("a")), OFFICIAL)
    with clock.at(_later(1)):
        second = applied(b'{"name": "Un service"}', ImportSource.SERVICES)
    with pytest.raises(MoveRefused, match="A later import was applied: undo that one first"):
        actions.undo_import(first, by="", at=_later(2))
    actions.undo_import(second, by="", at=_later(2))
    actions.undo_import(first, by="", at=_later(3))
    assert Body.objects.count() == 0
    with translation.override("en"), pytest.raises(MoveRefused, match="This is not possible now"):
        actions.undo_import(first, by="", at=_later(4))


def test_a_move_back_is_journalled() -> None:
    applied(export(service("a"), service("b")), OFFICIAL)
    with clock.at(_later(1)):
        row = applied(export(service("b")), OFFICIAL)
    actions.undo_import(row, by="", at=_later(2))
    acts = [(entry.verb, entry.before, entry.after) for entry in of(Body.objects.get(official_id="a"))]
    assert acts == [("close", "open", "closed"), ("undo", "", "open")]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_moved_since_it_was_read_stops_the_whole(fresh_database: None) -> None:
    body = factories.BodyFactory()
    with pytest.raises(statements.RowsMoved), transaction.atomic():
        statements.update_rows(Body, [(body.pk, {"state": "closed"}, {"name": "Autre"})])
    body.refresh_from_db()
    assert body.name != "Autre"


def test_the_page_says_what_undoing_does_then_does_it(client: Client) -> None:
    client.force_login(cast.ada())
    row = applied(export(service("a", **REACHED), service("b", **REACHED)), OFFICIAL)
    factories.CaseFactory(door=Door.objects.get(body__official_id="a"))
    address = reverse("directory:import-undo", args=[row.ref])
    said = " ".join(client.get(address).content.decode().split())
    assert "1 that came with this file is used since: it is not removed, it closes" in said
    assert Body.objects.count() == 2
    answer = client.post(address)
    assert answer["Location"] == reverse("directory:import", args=[row.ref])
    assert "Undone on" in client.get(answer["Location"]).content.decode()
    assert Body.objects.count() == 1
    assert client.get(address)["Location"] == answer["Location"]
