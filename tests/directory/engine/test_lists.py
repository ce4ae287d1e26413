"""Lists of counters, of services, of contacts: what is read of a row, and what is said of it."""

import gzip
import json
from typing import Any

from tests.shared_data import shared
from tremplin.directory.engine import contacts, counters, service_lists
from tremplin.directory.engine.contacts import Contact
from tremplin.directory.engine.faults import Reading


def _codes(found: Reading) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in found.faults if fault.code != "read-as"]


def test_the_real_counters_are_read() -> None:
    packed = shared("data/directory/dila_local_2019.csv.gz").read_bytes()
    found = counters.read(b"".join(gzip.decompress(packed).splitlines(keepends=True)[:5_000]))
    assert _codes(found) == [("bad-email", 4_236)]
    first = found.records[0]
    assert (len(found.records), first.name, first.place, first.kind, first.address) == (
        4_999,
        "Brigade de gendarmerie - Sainte-Anne",
        "97128",
        "deconcentrated",
        "1 Impasse Joas Section Castaing\n97180 Sainte-Anne",
    )


def test_counters_without_an_identifier_or_a_name_are_left_aside() -> None:
    found = counters.read(b"id,nom,insee,dep\n,Mairie,1004,\nm-1,,,\nm-2,Mairie,1004,1\nm-2,Bis,,")
    assert [(record.id, record.place) for record in found.records] == [("m-2", "01004")]
    assert _codes(found) == [("no-id", 2), ("no-name", 3), ("duplicate", 5)]
    assert found.aside == {"m-1"}


def test_the_real_services_are_read_with_what_they_are_part_of() -> None:
    found = service_lists.read(shared("data/directory/vdd_services.jsonl.gz").read_bytes())
    by_name = {record.name: record for record in found.records}
    assert (_codes(found), sum(not record.implied for record in found.records)) == ([], 717)
    justice = by_name["Ministère chargé de la justice"]
    assert (justice.implied, justice.kind) == (True, "ministry")
    assert found.parents[by_name["Maison de justice et du droit"].id] == (justice.id,)
    paper = by_name["Journal officiel - Demande de publication"]
    assert (paper.email, paper.for_whom) == ("annonces.jorf@dila.gouv.fr", "particuliers, associations")


def test_a_real_tree_keeps_every_link() -> None:
    found = service_lists.read(shared("data/directory/dila_mtect_tree_2024.jsonl.gz").read_bytes())
    assert (_codes(found), len(found.records), len(found.parents)) == ([], 1_341, 1_309)


def test_services_come_as_lines_as_an_array_or_as_a_table() -> None:
    rows: list[Any] = [
        {"nom": "Bureau", "chemin": ["Direction"], "sigle": "B"},
        {"nom": "Direction", "Anciens noms": ["Vieux nom"]},
        "text",
        {"sigle": "X"},
    ]
    lines = service_lists.read("\n".join(json.dumps(row) for row in rows).encode())
    array = service_lists.read(json.dumps(rows, indent=1).encode())
    table = service_lists.read(b"Sigle;Nom;Chemin;Anciens noms\nB;Bureau;Direction;\n;Direction;;Vieux nom")
    ids = [record.id for record in lines.records]
    assert [[record.id for record in found.records] for found in (array, table)] == [ids, ids]
    assert lines.parents == array.parents == table.parents == {ids[0]: (ids[1],)}
    assert [found.records[1].former_names for found in (lines, array, table)] == [("Vieux nom",)] * 3
    assert (_codes(lines), [code for code, _line in _codes(array)]) == (
        [("not-a-record", 3), ("no-name", 4)],
        ["not-a-record", "no-name"],
    )


def test_contacts_say_nothing_of_persons_in_their_faults() -> None:
    found = contacts.read(
        "Organisme;Poste;Nom;Prénom;Mail;Thèmes\n"
        "DINUM;Cheffe de bureau;Martin;Zoé;zoe martin;Forêt, mer\n"
        ";Chef;Durand;Jo;;\n"
        'DINUM;Cheffe de bureau;Martin;"Zoé";;\n'.encode()
    )
    assert list(found.records) == [
        Contact(
            "DINUM",
            "Cheffe de bureau",
            person="Zoé Martin",
            topics=("Forêt", "mer"),
            line=2,
            number=1,
        )
    ]
    assert _codes(found) == [("bad-own-email", 2), ("no-value", 3), ("twice", 4)]
    assert not [fault.value for fault in found.faults if "artin" in fault.value or "urand" in fault.value]


def test_hostile_names_are_read_as_plain_text() -> None:
    found = counters.read('id;nom\nx;"\u202eevil\u200b\x00 <b>gras</b> =1+1"\ny;"\u202e\u200b"'.encode())
    assert [record.name for record in found.records] == ["evil <b>gras</b> =1+1"]
    assert _codes(found) == [("no-name", 3)]
