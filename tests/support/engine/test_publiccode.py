"""A publiccode.yml, whoever wrote it: what it answers, its faults by their key, and no harm done."""

import pytest

from tests.shared_data import shared
from tremplin.support.engine import publiccode
from tremplin.support.engine.checklists import DIGITAL, LISTS
from tremplin.support.engine.publiccode import Fault, NotReadable

GOOD = """
publiccodeYmlVersion: "0.7"
name: Atlas des haies
url: https://exemple.fr/atlas.git
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
softwareVersion: "2.1"
releaseDate: 2026-03-01
usedBy: [Parc du Vercors, Parc du Vercors, Ville de Lyon]
roadmap: https://exemple.fr/suite
description:
  fr:
    shortDescription: Les haies
    documentation: https://exemple.fr/doc
legal:
  license: AGPL-3.0-or-later
maintenance:
  type: community
  contacts:
    - name: L’équipe de l’atlas
localisation:
  localisationReady: true
  availableLanguages: [fr, en]
dependsOn:
  open:
    - name: PostgreSQL
"""


def test_good_file_answers_what_it_shows_and_nothing_else() -> None:
    said = publiccode.read(GOOD)
    assert said.faults == ()
    assert dict(said.answers) == {
        "publiccode": "publiccode.yml 0.7",
        "public_code": "https://exemple.fr/atlas.git",
        "licence": "AGPL-3.0-or-later",
        "documentation": "https://exemple.fr/doc",
        "maintainer": "community: L’équipe de l’atlas",
        "releases": "2.1, 2026-03-01",
        "languages": "fr, en",
        "roadmap": "https://exemple.fr/suite",
        "open_dependencies": "PostgreSQL",
    }
    assert said.users == ("Parc du Vercors", "Ville de Lyon")


def test_what_a_file_may_answer_is_what_the_list_says_it_may() -> None:
    read = {item.key for item in DIGITAL if item.read}
    assert set(publiccode.read(GOOD).answers) <= read


def test_faults_are_told_by_their_key() -> None:
    said = publiccode.read("name: X\ndevelopmentStatus: nearly\nmaintenance: us\nusedBy: everybody\n")
    assert Fault("unknown_value", "developmentStatus", "nearly") in said.faults
    assert Fault("wrong_type", "maintenance") in said.faults
    assert Fault("wrong_type", "usedBy") in said.faults
    assert Fault("missing", "legal/license") in said.faults
    assert "licence" not in said.answers


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x [1]\nb: *x\n", "alias", 2),
        ("- just\n- a list\n", "not_a_mapping", None),
        ("", "not_a_mapping", None),
        ("name: 'never closed\n", "syntax", 2),
        ("name: !!python/object/apply:os.system [ls]\n", "syntax", 1),
        ("[" * 30_000, "syntax", None),
        ("x: " + "y" * 200_000, "too_long", None),
    ],
)
def test_hostile_or_broken_file_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(NotReadable) as refusal:
        publiccode.read(text)
    assert (refusal.value.code, refusal.value.line) == (code, line)


@pytest.mark.parametrize(
    "text", ["description: 3\n", "legal: []\n", "localisation: {availableLanguages: fr}\n", "1: 2\n"]
)
def test_values_of_another_kind_do_no_harm(text: str) -> None:
    assert "licence" not in publiccode.read(text).answers


def test_keys_we_ask_for_are_those_of_the_standard() -> None:
    lines = shared("data/standards/publiccode_keys_0.7.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {line.partition(",")[0] for line in lines}
    assert {path for path in publiccode._MANDATORY if path not in known} == {"description"} - known


def test_lists_have_distinct_keys_in_both_languages() -> None:
    for items in LISTS.values():
        assert len({item.key for item in items}) == len(items) >= 12
        assert all(item.fr and item.en and item.fr != item.en for item in items)
