"""The official export: what is read, what is said, and that nothing raises."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.exports import export, service
from tests.shared_data import shared
from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.official import read
from tremplin.directory.engine.records import Bodies

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _codes(found: Bodies) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in found.faults]


def test_real_records_are_read_whole() -> None:
    found = read(shared("data/directory/dila_roae_sample_2026.json").read_bytes())
    assert [(record.acronym, record.kind, record.phone, record.line) for record in found.records] == [
        ("Ditom", "central", "01 70 22 76 60", 2),
        ("", "central", "05 34 63 85 50", 3),
        ("", "central", "01 40 04 04 04", 4),
    ]
    first = found.records[0]
    assert first.form_url == "https://www.justice.gouv.fr/questions-au-ministere-justice"
    assert first.address == "35 rue de la gare\n75019 Paris"
    assert first.functions == ("Chef du département",)
    assert found.faults == ()


def test_parents_are_derived_from_children_and_may_be_several() -> None:
    found = read(export(service("a", children=("c", "b")), service("b", children=("c",)), service("c")))
    assert found.parents == {"c": ("a", "b"), "b": ("a",)}
    assert found.faults == ()


def test_links_that_lead_nowhere_are_left_out_and_counted() -> None:
    found = read(export(service("a", children=("b", "gone", "a")), service("b")))
    assert found.parents == {"b": ("a",)}
    assert found.faults == (Fault("dangling", 2, 1, "gone"), Fault("own-child", 2, 1, "Service a"))
    assert found.dangling == 1


def test_a_circle_loses_the_link_that_closes_it() -> None:
    found = read(export(service("a", children=("b",)), service("b", children=("c",)), service("c", children=("a",))))
    assert found.parents == {"b": ("a",), "c": ("b",)}
    assert found.faults == (Fault("circular", 4, 3, "Service c (c) > Service a (a)"),)


def test_names_of_persons_are_never_read() -> None:
    held = [{"fonction": "Cheffe de bureau", "personne": {"nom": "Martin", "prenom": "Zoé"}, "telephone": ""}]
    found = read(export(service("a", affectation_personne=held)))
    assert found.records[0].functions == ("Cheffe de bureau",)
    assert "Martin" not in repr(found)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "no-record", 1),
        (b"  \n ", "no-record", 1),
        (b"name;kind\nabc;d", "not-json", 1),
        (b'{"service": [\n{"id": "a", "nom": "A"},\n{"id": "b",]}', "not-json", 3),
        (b'{"service": [{"id": "a", "nom": "A"}]} and more', "not-json", 1),
        (b"[" * 100_000, "not-json", 1),
        (b'{"service": [{"id": ' + b"1" * 10_000 + b"}]}", "not-json", 1),
        (b"[]", "no-service", 1),
        (b'{"services": []}', "no-service", 1),
        (b'{"service": {}}', "no-service", 1),
        (b'{"service": []}', "no-record", 1),
    ],
)
def test_a_file_that_cannot_be_used_says_where(content: bytes, code: str, line: int) -> None:
    found = read(content)
    assert (_codes(found), found.usable, found.records) == ([(code, line)], False, ())


def test_other_keys_of_the_file_are_passed_over() -> None:
    found = read(b'{"version": {"service": [1]}, "service": [{"id": "a", "nom": "A"}], "end": null}')
    assert [record.id for record in found.records] == ["a"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("latin-1", [("encoding", 2)]),
        ("utf-16", [("encoding", 1)]),
    ],
)
def test_encodings_are_read_and_said(encoding: str, said: list[tuple[str, int]]) -> None:
    found = read(export(service("a", "Préfecture")).decode().encode(encoding))
    assert (found.records[0].name, _codes(found)) == ("Préfecture", said)


def test_records_left_out_say_why() -> None:
    found = read(
        export(
            service("a"),
            service("a", "Le même"),
            service(""),
            {**service("b"), "nom": "  "},
            "text",
            None,
            service("c", statut_de_diffusion="false"),
        )
    )
    assert [record.name for record in found.records] == ["Service a"]
    assert _codes(found) == [
        ("duplicate", 3),
        ("no-id", 4),
        ("no-name", 5),
        ("not-a-record", 6),
        ("not-a-record", 7),
        ("withheld", 8),
    ]


def test_values_that_are_not_what_they_should_be_are_left_empty_and_said() -> None:
    found = read(
        export(
            service(
                "a",
                "N" * 301,
                site_internet=[{"valeur": "javascript:alert(1)"}],
                adresse_courriel=["pas une adresse"],
                formulaire_contact=["www.exemple.fr/contact"],
            )
        )
    )
    record = found.records[0]
    assert (len(record.name), record.website, record.email, record.form_url) == (
        300,
        "",
        "",
        "https://www.exemple.fr/contact",
    )
    assert [fault.code for fault in found.faults] == ["too-long", "bad-website", "bad-email"]


def test_tags_and_control_characters_are_taken_off() -> None:
    said = service("a", "Un\x00 nom\ud800", mission="<p>Aide &amp; conseil</p>\n<br>Toujours")
    found = read(json.dumps({"service": [said]}).encode())
    assert (found.records[0].name, found.records[0].mission) == ("Un nom", "Aide & conseil\nToujours")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"type_organisme": "Administration centrale (ou Ministère)", "nom": "Ministère de l’essai"}, "ministry"),
        ({"type_organisme": "Administration centrale (ou Ministère)"}, "central"),
        ({"type_organisme": "Etablissement public"}, "agency"),
        ({"type_organisme": "Autorité indépendante"}, "agency"),
        ({"pivot": [{"type_service_local": "mairie", "code_insee_commune": ["31555"]}]}, "local"),
        ({"pivot": [{"type_service_local": "prefecture", "code_insee_commune": ["31555"]}]}, "deconcentrated"),
        ({}, "other"),
    ],
)
def test_the_kind_is_read_from_the_type(said: dict[str, Any], kind: str) -> None:
    assert read(export({**service("a"), **said})).records[0].kind == kind


def test_a_local_service_has_a_place_and_a_national_one_has_none() -> None:
    pivot = [{"type_service_local": "mairie", "code_insee_commune": ["31555"]}]
    several = [{"type_service_local": "epci", "code_insee_commune": ["97105", "97120"]}]
    found = read(
        export(service("a", code_insee_commune="75104"), service("b", pivot=pivot), service("c", pivot=several))
    )
    assert [record.place for record in found.records] == ["", "31555", "971"]


def test_a_former_identifier_gives_the_successor() -> None:
    found = read(export(service("b", ancien_identifiant=["a", "c"]), service("c")))
    assert found.successors == {"a": "b"}


@given(st.lists(st.dictionaries(st.sampled_from(sorted(service("a"))), ANYTHING), max_size=4))
def test_whatever_values_hold_nothing_raises(rows: list[dict[str, Any]]) -> None:
    found = read(json.dumps({"service": rows}).encode("utf-8"))
    assert len(found.records) <= len(rows)
    for record in found.records:
        repr(record).encode()  # no lone surrogate, which no database takes


@given(st.binary(max_size=200))
def test_whatever_bytes_come_nothing_raises(content: bytes) -> None:
    read(content)


@given(st.lists(st.lists(st.integers(0, 7), max_size=5), min_size=1, max_size=8))
def test_no_hierarchy_turns_and_every_link_is_kept_or_said(links: list[list[int]]) -> None:
    rows = [service(str(n), children=tuple(str(child) for child in children)) for n, children in enumerate(links)]
    found = read(export(*rows))
    kept = sum(len(above) for above in found.parents.values())
    assert kept + len(found.faults) == sum(len(set(children)) for children in links)
    for start in range(len(links)):
        front, steps = {str(start)}, 0
        while front and steps <= len(links):
            front, steps = {up for one in front for up in found.parents.get(one, ())}, steps + 1
        assert not front
