"""An agent's contacts: doors at bodies found by their names, persons who are not shown until they are told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tests.directory.imported import applied, counts, previewed
from tremplin.core import clock
from tremplin.core.files import content_of
from tremplin.core.models import StoredFile
from tremplin.directory.actions import imports as actions
from tremplin.directory.actions.doors import change_door, place_door
from tremplin.directory.actions.holders import object_to_keeping
from tremplin.directory.actions.unwilling import refuse_mail
from tremplin.directory.models import Body, Door, Holder, Import
from tremplin.directory.queries.unwilling import asks_no_mail
from tremplin.directory.states import HolderPart, ImportSource

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONTACTS = ImportSource.CONTACTS
HEAD = "Organisme;Sigle;Fonction;Nom;Prénom;Courriel;Téléphone;Territoire;Thématiques;Suppléance\n"


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with clock.at(FIRST):
        yield


def _file(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows)).encode()


def test_functions_come_in_at_bodies_found_by_name_by_acronym_or_by_a_former_name() -> None:
    place = factories.TerritoryFactory(code="31", name="Haute-Garonne")
    topic = factories.TopicFactory(name_fr="Forêt")
    after = factories.BodyFactory(name="Direction du numérique", acronym="DINUM")
    factories.BodyFactory(name="Ancienne direction", closed=True, successor=after)
    row = applied(
        _file(
            "direction du NUMERIQUE;;Cheffe de bureau;Martin;Zoé;zoe@exemple.fr;01;31;forêt, lune;",
            "DINUM;;Accueil;;;accueil@exemple.fr;02;;;",
            "Ancienne direction (AD);;Adjoint;Durand;Jo;;;;;oui",
            "Maison des communs;MC;Accueil;;;;;;;",
        ),
        CONTACTS,
        by=cast.ada().ref,
    )
    assert counts(row) == (4, 0, 0, 0, 0)
    doors = Door.objects.order_by("pk").values_list("name", "body__name", "email", "phone", "published", "territory")
    assert list(doors) == [
        ("Cheffe de bureau", "Direction du numérique", "", "", False, place.pk),
        ("Accueil", "Direction du numérique", "accueil@exemple.fr", "02", False, None),
        ("Adjoint", "Direction du numérique", "", "", False, None),
        ("Accueil", "Maison des communs", "", "", False, None),
    ]
    assert list(Door.objects.get(territory=place).topics.all()) == [topic]
    assert Body.objects.get(name="Maison des communs").acronym == "MC"
    held = Holder.objects.order_by("pk").values_list("name", "email", "part", "told_at", "entered_by__ref")
    assert list(held) == [
        ("Zoé Martin", "zoe@exemple.fr", HolderPart.HOLDER, None, cast.ada().ref),
        ("Jo Durand", "", HolderPart.DEPUTY, None, cast.ada().ref),
    ]
    assert [holder.shown for holder in Holder.objects.all()] == [False, False]
    assert [(fault.line, fault.code) for fault in row.faults.all()] == [(1, "read-as"), (2, "unknown-topic")]


def test_given_again_they_are_found_and_a_person_is_never_changed() -> None:
    rows = ("DINUM;;Cheffe;Martin;Zoé;zoe@exemple.fr;;;;", "DINUM;;Accueil;;;a@exemple.fr;;;;")
    applied(_file(*rows), CONTACTS)
    with clock.at(FIRST + timedelta(days=1)):
        assert counts(applied(_file(*rows), CONTACTS)) == (0, 0, 2, 0, 0)
        changed = applied(
            _file("DINUM;;Cheffe;Martin;Zoé;autre@exemple.fr;;;;", "DINUM;;Accueil;;;b@exemple.fr;;;;"), CONTACTS
        )
    assert counts(changed) == (0, 1, 1, 0, 0)
    assert [fault.code for fault in changed.faults.all()] == ["read-as", "holder-known"]
    assert Holder.objects.get().email == "zoe@exemple.fr"
    assert Door.objects.get(name="Accueil").email == "b@exemple.fr"


def test_who_left_or_objected_does_not_come_back() -> None:
    door = factories.DoorFactory(name="Cheffe", body__name="DINUM")
    factories.HolderFactory(door=door, name="Zoé Martin", left_on=FIRST.date())
    other = factories.DoorFactory(name="Adjoint", body=door.body)
    Holder.objects.create(door=other, entered_at=FIRST, objected_at=FIRST)
    row = previewed(_file("DINUM;;Cheffe;Martin;Zoé;;;;;", "DINUM;;Adjoint;Durand;Jo;;;;;"), CONTACTS)
    assert [(fault.line, fault.code) for fault in row.faults.all()] == [(1, "read-as"), (2, "left"), (3, "objected")]
    assert counts(row) == (0, 0, 0, 0, 2)


def test_who_objected_does_not_come_back_once_the_door_is_renamed_and_placed() -> None:
    rows = _file("DINUM;;Cheffe;Martin;Zoé;zoe@exemple.fr;;;;")
    applied(rows, CONTACTS)
    ada, place, door = cast.ada(), factories.TerritoryFactory(), Door.objects.get()
    change_door(door, words={"name": "Bureau des communs"}, by=ada, at=FIRST)
    place_door(door, place, by=ada, at=FIRST)
    object_to_keeping(Holder.objects.get(), at=FIRST)
    row = applied(rows, CONTACTS)
    assert [fault.code for fault in row.faults.all()] == ["read-as", "objected"]
    assert list(Door.objects.values_list("name", flat=True)) == ["Bureau des communs"]
    assert list(Holder.objects.values_list("name", "email")) == [("", "")]


def test_somebody_who_objects_between_the_comparison_and_the_writing_makes_it_compared_again() -> None:
    factories.HolderFactory()
    compared_at = actions._generation()
    object_to_keeping(Holder.objects.get(), at=FIRST)
    assert actions._generation() != compared_at


def test_undoing_after_an_objection_names_nobody_again() -> None:
    row = applied(_file("DINUM;;Cheffe;Martin;Zoé;zoe@exemple.fr;;;;"), CONTACTS)
    object_to_keeping(Holder.objects.get(), at=FIRST)
    actions.undo_import(row, by=cast.ada().ref, at=FIRST + timedelta(hours=1))
    assert list(Holder.objects.values_list("name", "email", "objected_at")) == [("", "", FIRST)]
    again = applied(_file("DINUM;;Cheffe;Martin;Zoé;zoe@exemple.fr;;;;"), CONTACTS)
    assert [fault.code for fault in again.faults.all()] == ["read-as", "objected"]
    assert list(Holder.objects.values_list("name", flat=True)) == [""]


def test_a_door_that_asked_for_no_mail_outlives_the_undoing() -> None:
    row = applied(_file("DINUM;;Accueil;;;accueil@exemple.fr;;;;"), CONTACTS)
    refuse_mail(Door.objects.get(), "accueil@exemple.fr", on=FIRST.date(), at=FIRST)
    actions.undo_import(row, by=cast.ada().ref, at=FIRST + timedelta(hours=1))
    assert asks_no_mail("accueil@exemple.fr") is True


def test_a_file_without_names_of_columns_keeps_nothing_of_its_persons() -> None:
    row = previewed("DINUM;contact;Zoé Martin;zoe@exemple.fr\n".encode(), CONTACTS)
    assert row.refused is True
    assert list(row.faults.values_list("code", "value")) == [("read-as", "; UTF-8"), ("no-column", "body,function")]


def test_a_name_that_several_bodies_bear_is_asked_to_be_written_better() -> None:
    first = factories.BodyFactory(name="Secrétariat général", acronym="SGA")
    factories.BodyFactory(name="Secrétariat général", acronym="SGB")
    row = applied(_file("Secrétariat général;;Accueil;;;;;;;", "Secrétariat général;SGA;Accueil;;;;;;;"), CONTACTS)
    assert (counts(row), Door.objects.get().body) == ((1, 0, 0, 0, 1), first)


def test_the_file_is_for_who_gave_it_and_goes_once_applied(fresh_database: None, client: Client, run_worker) -> None:
    client.force_login(cast.ada())
    upload = SimpleUploadedFile("contacts.csv", _file("DINUM;;Cheffe;Martin;Zoé;;;;;", ";;Chef;;;;;;;"))
    page = client.post(reverse("directory:import-new", args=["contacts"]), {"file": upload})["Location"]
    row, stored = Import.objects.get(), StoredFile.objects.get()
    assert (stored.owner, content_of(stored).exists()) == (cast.ada().ref, True)
    refused = client.post(reverse("directory:import-apply", args=[row.ref]))
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["partly"])
    client.post(reverse("directory:import-apply", args=[row.ref]), {"partly": "on"})
    run_worker()
    assert "1 line was left aside" in client.get(page).content.decode()
    assert (Holder.objects.count(), StoredFile.objects.count(), content_of(stored).exists()) == (1, 0, False)


def test_a_file_of_contacts_that_nobody_applies_goes_after_a_week() -> None:
    row = previewed(_file("DINUM;;Cheffe;Martin;Zoé;;;;;"), CONTACTS)
    row.file = factories.StoredFileFactory(content=b"x")
    row.save(update_fields=["file"])
    assert actions.erase_personal_files(FIRST + timedelta(days=6)) == 0
    assert actions.erase_personal_files(FIRST + timedelta(days=8)) == 1
    assert StoredFile.objects.count() == 0
