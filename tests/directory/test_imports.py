"""Importing the official directory: preview, apply, again; what closes, what stays; two at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import cast, factories
from tests.directory.exports import export, service
from tests.shared_data import shared
from tremplin.core import clock
from tremplin.core.journal import of
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import imports as actions
from tremplin.directory.actions.doors import change_door
from tremplin.directory.actions.imports import ImportStopped
from tremplin.directory.engine.official import read
from tremplin.directory.importing import statements
from tremplin.directory.models import Belonging, Body, Door, Import, Territory
from tremplin.directory.queries import find_doors, standing_body
from tremplin.directory.states import BodyState, DoorState, ImportSource, ImportState

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
REACHED = {"site_internet": [{"libelle": "", "valeur": "https://exemple.fr/"}]}


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with clock.at(FIRST):
        yield


def _preview(content: bytes) -> Import:
    return actions.preview_import(
        read(content),
        source=ImportSource.OFFICIAL,
        file_name="annuaire.json",
        file=None,
        by="",
        at=clock.now(),
    )


def _apply(content: bytes) -> Import:
    row = _preview(content)
    actions.start_import(row, by="", at=clock.now(), partly=True)
    actions.run_import(row, read(content), by="")
    row.refresh_from_db()
    return row


def _counts(row: Import) -> tuple[int, int, int, int, int]:
    return row.new, row.changed, row.unchanged, row.closing, row.dangling


def test_a_preview_counts_and_changes_nothing() -> None:
    _apply(export(service("a"), service("b"), service("c")))
    row = _preview(export(service("a"), service("b", "Autre nom"), service("d", children=("gone",))))
    assert _counts(row) == (1, 1, 1, 1, 1)
    assert row.state == ImportState.PREVIEWED
    assert [(fault.line, fault.code, fault.value) for fault in row.faults.all()] == [(4, "dangling", "gone")]
    assert sorted(Body.objects.values_list("name", flat=True)) == ["Service a", "Service b", "Service c"]


def test_applied_it_holds_bodies_their_parents_and_a_door_for_each_that_can_be_reached() -> None:
    row = _apply(
        export(
            service("a", children=("b", "c")),
            service("b", children=("c",)),
            service("c", "Bureau des prêts", mission="Prête aux associations", **REACHED),
        )
    )
    assert (row.state, row.done, row.total, _counts(row)) == (ImportState.APPLIED, 7, 7, (3, 0, 0, 0, 0))
    links = Belonging.objects.values_list("parent__official_id", "child__official_id")
    assert sorted(links) == [("a", "b"), ("a", "c"), ("b", "c")]
    door = Door.objects.get()
    assert (door.name, door.does, door.website, door.published) == (
        "Bureau des prêts",
        "Prête aux associations",
        "https://exemple.fr/",
        True,
    )
    assert door.body.imported_at == FIRST
    assert [found.door for found in find_doors("prêt association")] == [door]


def test_again_it_updates_and_never_duplicates() -> None:
    _apply(export(service("a", children=("b",)), service("b", **REACHED)))
    refs = list(Body.objects.order_by("pk").values_list("ref", flat=True))
    with clock.at(FIRST + timedelta(days=30)):
        same = _apply(export(service("a", children=("b",)), service("b", **REACHED)))
        other = _apply(export(service("a"), service("b", "Nouveau nom", sigle="NN", **REACHED)))
    assert (_counts(same), same.total) == ((0, 0, 2, 0, 0), 0)
    assert (_counts(other), other.total) == ((0, 1, 1, 0, 0), 3)
    assert list(Body.objects.order_by("pk").values_list("ref", flat=True)) == refs
    assert (Door.objects.get().name, Body.objects.get(official_id="b").folded) == (
        "Nouveau nom",
        "nouveau nom nn service b",
    )
    assert Belonging.objects.count() == 0
    assert {body.imported_at for body in Body.objects.all()} == {FIRST + timedelta(days=30)}


def test_a_body_that_is_gone_closes_with_its_successor_and_its_door_is_no_longer_shown() -> None:
    _apply(export(service("a", **REACHED), service("b", children=("a",))))
    factories.CaseFactory(door=Door.objects.get())
    _apply(export(service("c", ancien_identifiant=["a"], **REACHED), service("b")))
    gone = Body.objects.get(official_id="a")
    assert (gone.state, gone.closed_at) == (BodyState.CLOSED, FIRST)
    assert standing_body(gone) == Body.objects.get(official_id="c")
    assert [found.door.body.official_id for found in find_doors("service a")] == ["c"]
    assert gone.parent_links.count() == 1  # it keeps what it was part of
    assert [entry.verb for entry in of(gone)] == ["close"]


def test_a_successor_told_later_is_kept_and_what_a_person_said_stays() -> None:
    _apply(export(service("a"), service("b"), service("x")))
    _apply(export(service("x")))
    Body.objects.filter(official_id="b").update(successor=Body.objects.get(official_id="a"))
    _apply(export(service("x", ancien_identifiant=["a", "b"])))
    after = dict(Body.objects.exclude(successor=None).values_list("official_id", "successor__official_id"))
    assert after == {"a": "x", "b": "a"}


def test_a_body_that_is_back_opens_again() -> None:
    _apply(export(service("a", **REACHED), service("b")))
    _apply(export(service("b")))
    _apply(export(service("a", **REACHED), service("b")))
    assert set(Body.objects.values_list("state", "closed_at")) == {(BodyState.OPEN, None)}
    assert len(find_doors("service")) == 1


def test_a_body_of_ours_and_a_door_the_team_edited_are_left_alone() -> None:
    ours = factories.BodyFactory(name="Association d’essai")
    _apply(export(service("a", "Ancien nom", **REACHED)))
    door = Door.objects.get()
    agent = cast.ada()
    change_door(door, words={"name": "Le bon guichet"}, by=agent, at=clock.now())
    row = _apply(export(service("a", "Nouveau nom", mission="Autre mission", **REACHED)))
    assert (_counts(row), Door.objects.get().name) == ((0, 1, 0, 0, 0), "Le bon guichet")
    ours.refresh_from_db()
    assert ours.state == BodyState.OPEN


def test_a_body_that_can_no_longer_be_reached_loses_its_door_and_finds_it_again() -> None:
    _apply(export(service("a", **REACHED)))
    _apply(export(service("a")))
    assert Door.objects.get().state == DoorState.CLOSED
    _apply(export(service("a", **REACHED)))
    assert Door.objects.get().state == DoorState.OPEN


def test_a_local_service_takes_the_place_we_know() -> None:
    call_command("load_territories", stdout=StringIO())
    pivot = [{"type_service_local": "mairie", "code_insee_commune": ["31555"]}]
    _apply(export(service("a", pivot=pivot), service("b", code_insee_commune="31555")))
    places = dict(Body.objects.values_list("official_id", "territory__name"))
    assert places == {"a": "Haute-Garonne", "b": None}


def test_a_file_that_cannot_be_used_is_kept_as_such_and_never_starts() -> None:
    row = _preview(b"nom;sigle")
    assert (row.refused, [fault.code for fault in row.faults.all()]) == (True, ["not-json"])
    with pytest.raises(MoveRefused, match="This file cannot be used"):
        actions.start_import(row, by="", at=clock.now())


def test_a_second_import_at_once_is_told() -> None:
    first, second = _preview(export(service("a"))), _preview(export(service("b")))
    actions.start_import(first, by="", at=clock.now())
    with pytest.raises(MoveRefused, match="Another import is under way"):
        actions.start_import(second, by="", at=clock.now())
    second.refresh_from_db()
    assert second.state == ImportState.PREVIEWED


@pytest.mark.concurrency
def test_two_imports_started_together_have_one_winner(race) -> None:
    with clock.at(FIRST):
        rows = [_preview(export(service("a"))), _preview(export(service("b")))]
    at = FIRST + timedelta(minutes=1)
    outcomes = race(*[lambda row=row: actions.start_import(row, by="", at=at) for row in rows])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "NoneType"]
    assert sorted(Import.objects.values_list("state", flat=True)) == [ImportState.PREVIEWED, ImportState.RUNNING]


def test_an_import_that_breaks_writes_nothing_and_may_be_applied_again(monkeypatch: pytest.MonkeyPatch) -> None:
    content = export(*[service(str(number), **REACHED) for number in range(5)])
    row = _preview(content)
    monkeypatch.setattr(statements, "BATCH", 2)
    actions.start_import(row, by="", at=clock.now())

    def told(done: int, total: int) -> None:
        if done >= 4:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        actions.run_import(row, read(content), by="", told=told)
    row.refresh_from_db()
    assert (row.state, Body.objects.count()) == (ImportState.FAILED, 0)
    actions.start_import(row, by="", at=clock.now())
    actions.run_import(row, read(content), by="")
    row.refresh_from_db()
    assert (row.state, Body.objects.count(), Door.objects.count()) == (ImportState.APPLIED, 5, 5)


def test_an_import_given_up_while_it_is_written_stops() -> None:
    content = export(service("a"))
    row = _preview(content)
    actions.start_import(row, by="", at=clock.now())
    with clock.at(FIRST + timedelta(minutes=14)):
        assert actions.fail_stuck(clock.now()) == 0
    with clock.at(FIRST + timedelta(minutes=16)):
        assert actions.fail_stuck(clock.now()) == 1
    with pytest.raises(ImportStopped):
        actions.run_import(row, read(content), by="")
    assert Body.objects.count() == 0


def _command(path: Path, *arguments: str) -> list[str]:
    out = StringIO()
    call_command("import_directory", str(path), *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_previews_then_applies(tmp_path: Path) -> None:
    path = tmp_path / "annuaire.json"
    path.write_bytes(export(service("a", children=("gone",))))
    assert _command(path)[:2] == [
        "annuaire.json:2, record 1: The child gone is not in the file: the link is left out.",
        "1 read: 1 new, 0 changed, 0 unchanged, 0 to close.",
    ]
    assert Body.objects.count() == 0
    assert _command(path, "--apply")[-1] == "0 left aside. Written."
    assert Body.objects.count() == 1


def test_the_command_says_by_its_code_why_it_did_nothing(tmp_path: Path) -> None:
    path = tmp_path / "annuaire.json"
    path.write_bytes(b"[]")
    with pytest.raises(CommandError) as wrong:
        _command(path)
    path.write_bytes(export(service("a")))
    factories.ImportFactory(running=True)
    with pytest.raises(CommandError) as busy:
        _command(path, "--apply")
    assert (wrong.value.returncode, busy.value.returncode) == (2, 1)


def test_real_records_come_in_and_again_change_nothing() -> None:
    content = shared("data/directory/dila_roae_sample_2026.json").read_bytes()
    assert _counts(_apply(content)) == (3, 0, 0, 0, 0)
    assert _counts(_apply(content)) == (0, 0, 3, 0, 0)
    assert [found.door.body.acronym for found in find_doors("télécommunications outre-mer")] == ["Ditom"]


def test_territories_are_loaded_once_and_again() -> None:
    for _turn in range(2):
        out = StringIO()
        call_command("load_territories", stdout=out)
        assert out.getvalue() == "119 territories\n"
    corse = Territory.objects.get(kind="department", code="2A").parent
    assert (Territory.objects.count(), corse and corse.name) == (119, "Corse")


def test_communes_of_the_official_code_stand_in_their_department(tmp_path: Path) -> None:
    call_command("load_territories", stdout=StringIO())
    path = tmp_path / "communes.csv"
    path.write_text(
        "code,nom,type,departement,region\n31555,Toulouse,commune-actuelle,31,76\n"
        "31999,Ancienne,commune-deleguee,31,76\n",
        encoding="utf-8",
    )
    call_command("load_territories", str(path), stdout=StringIO())
    town = Territory.objects.get(kind="commune")
    assert (town.name, town.parent and town.parent.name) == ("Toulouse", "Haute-Garonne")
    pivot = [{"type_service_local": "mairie", "code_insee_commune": ["31555"]}]
    _apply(export(service("a", pivot=pivot)))
    assert Body.objects.get().territory == town
