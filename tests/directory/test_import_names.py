"""A reshuffle, and what hands did before it: names, mergers, parents; nothing that refers to a body is lost."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import cast, factories
from tests.directory.exports import export, service
from tests.directory.imported import applied, counts
from tremplin.core import clock
from tremplin.directory.actions.bodies import close_body, rename_body
from tremplin.directory.actions.doors import close_door
from tremplin.directory.models import Belonging, Body, Door
from tremplin.directory.queries import find_doors, standing_body
from tremplin.directory.states import BodyState, DoorState, ImportSource, ImportState

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICIAL = ImportSource.OFFICIAL
REACHED = {"site_internet": [{"libelle": "", "valeur": "https://exemple.fr/"}]}


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with clock.at(FIRST):
        yield


def _again(content: bytes, days: int = 1) -> Any:
    with clock.at(FIRST + timedelta(days=days)):
        return applied(content, OFFICIAL)


def test_a_reshuffle_renames_merges_and_moves_without_losing_anything() -> None:
    size = 600  # three hundred renamed, a hundred merged two by two, the others moved
    before = [service("m0", "Ministère de l’essai", tuple(f"d{n}" for n in range(size)))]
    before.append(service("m1", "Ministère bis"))
    applied(export(*before, *[service(f"d{n}", f"Direction {n}", **REACHED) for n in range(size)]), OFFICIAL)
    refs = dict(Body.objects.values_list("official_id", "ref"))
    case = factories.CaseFactory(door=Door.objects.get(body__official_id="d500"))

    renamed = [service(f"d{n}", f"Direction du climat {n}", **REACHED) for n in range(300)]
    moved = [service(f"d{n}", f"Direction {n}", **REACHED) for n in range(300, 500)]
    merged = [
        service(f"u{n}", f"Direction unique {n}", ancien_identifiant=[f"d{n}", f"d{n + 1}"], **REACHED)
        for n in range(500, size, 2)
    ]
    ministries = [
        service("m0", "Ministère de l’essai", tuple(f"d{n}" for n in range(300))),
        service("m1", "Ministère bis", tuple(f"d{n}" for n in range(300, 500)) + tuple(one["id"] for one in merged)),
    ]
    row = _again(export(*ministries, *renamed, *moved, *merged))

    assert counts(row) == (50, 300, 202, 100, 0)
    assert (len(row.look["renamed"]), row.look["renamed"][0]) == (50, ["Direction 0", "Direction du climat 0"])
    assert row.look["closing"][0] == ["Direction 500", "Direction unique 500"]
    assert row.look["moved"][0] == ["Direction 300", "Ministère de l’essai → Ministère bis"]
    assert {key: ref for key, ref in Body.objects.values_list("official_id", "ref") if key in refs} == refs
    old = Body.objects.get(official_id="d0")
    assert (old.former_names, old.folded) == ("Direction 0", "direction du climat 0 direction 0")
    assert standing_body(case.door.body).name == "Direction unique 500"
    assert Belonging.objects.filter(parent__official_id="m1").count() == 250
    assert find_doors("direction unique 500")[0].door.body.official_id == "u500"


def test_a_name_given_by_hand_holds_until_the_export_says_another() -> None:
    applied(export(service("a", "Nom officiel")), OFFICIAL)
    rename_body(Body.objects.get(), name="Nom de la main", acronym="NM", by=cast.ada(), at=FIRST)
    assert counts(_again(export(service("a", "Nom officiel")))) == (0, 0, 1, 0, 0)
    body = Body.objects.get()
    assert (body.name, body.acronym, body.official_name) == ("Nom de la main", "NM", "Nom officiel")
    _again(export(service("a", "Troisième nom")), 2)
    body.refresh_from_db()
    assert (body.name, body.official_name) == ("Troisième nom", "")
    assert sorted(body.former_names.split("\n")) == ["Nom de la main", "Nom officiel"]


def test_what_was_closed_by_hand_stays_closed_while_the_export_holds_it() -> None:
    applied(export(service("a", children=("b",), **REACHED), service("b", **REACHED)), OFFICIAL)
    door = Door.objects.get(body__official_id="b")
    ada, at = cast.ada(), FIRST + timedelta(hours=1)
    close_body(Body.objects.get(official_id="a"), successor=door.body, by=ada, at=at)
    close_door(door, successor=None, by=ada, at=at)
    row = _again(export(service("a", "Autre nom", children=("b",), **REACHED), service("b", **REACHED)))
    assert [(fault.code, fault.value) for fault in row.faults.all()] == [("stays-closed", "Autre nom")]
    closed = Body.objects.get(official_id="a")
    assert (closed.state, closed.name, closed.successor) == (BodyState.CLOSED, "Service a", door.body)
    door.refresh_from_db()
    assert door.state == DoorState.CLOSED


def test_a_record_left_aside_does_not_close_its_body() -> None:
    applied(export(service("a"), service("b"), service("c")), OFFICIAL)
    row = _again(export(service("a"), {**service("b"), "nom": ""}))
    assert counts(row) == (0, 0, 1, 1, 1)
    assert set(Body.objects.filter(state=BodyState.OPEN).values_list("official_id", flat=True)) == {"a", "b"}


def test_a_counter_gives_way_to_the_official_record_that_was_it() -> None:
    applied(b"id;nom;insee\nmairie-31555-01;Mairie;31555", ImportSource.COUNTERS)
    _again(export(service("a", "Mairie - Toulouse", ancien_code_pivot="mairie-31555-01")))
    counter = Body.objects.get(official_id="counters:mairie-31555-01")
    assert (counter.state, counter.successor) == (BodyState.CLOSED, Body.objects.get(official_id="a"))
    with clock.at(FIRST + timedelta(days=2)):
        assert counts(applied(b"id;nom;insee\nmairie-31555-01;Mairie;31555", ImportSource.COUNTERS)) == (0, 0, 1, 0, 0)


def test_a_service_named_above_itself_is_not_part_of_itself() -> None:
    """The list names above it a body that we only know as the service itself."""
    applied(json.dumps([{"id": "1", "name": "Direction"}]).encode(), ImportSource.SERVICES)
    row = applied(json.dumps([{"id": "1", "name": "Direction", "path": ["Direction"]}]).encode(), ImportSource.SERVICES)
    assert (row.state, Belonging.objects.count(), Body.objects.count()) == (ImportState.APPLIED, 0, 1)
