"""The pages of this room: the public search and doors, the team's lists and forms, the import from its page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, factories
from tests.directory.exports import export, service
from tremplin.core import clock, freshness
from tremplin.directory.models import Body, Door, Import
from tremplin.directory.states import DoorState, ImportState

pytestmark = pytest.mark.django_db

REACHED = {"site_internet": [{"libelle": "", "valeur": "https://exemple.fr/"}]}


def _text(answer) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(page.find("main").get_text(" ").split())


# the public pages


def test_a_search_says_what_for_whom_why_how_fresh_and_how_to_reach(client: Client) -> None:
    body = factories.BodyFactory(name="Direction de l’entraide", acronym="DE")
    factories.DoorFactory(
        body=body,
        name="Bureau des aides aux associations",
        does="Instruit les subventions.",
        for_whom="Les associations.",
        email="aides@exemple.fr",
        confirmed_on=clock.today() - timedelta(days=400),
    )
    answer = client.get(reverse("directory:door-list"), {"q": "aides associations"})
    said = _text(answer)
    for words in (
        "1 door",
        "Bureau des aides aux associations",
        "Direction de l’entraide (DE)",
        "Instruit les subventions.",
        "For whom: Les associations.",
        "its name: “aides, associations”",
        "aides@exemple.fr",
        "Not confirmed since",
    ):
        assert words in said


def test_an_empty_search_shows_examples_that_lead_somewhere(client: Client) -> None:
    topic = factories.TopicFactory(name_fr="Communs", name_en="Commons", slug="communs")
    factories.DoorFactory(name="Free software desk").topics.add(topic)
    factories.DoorFactory(hidden=True, name="Biodiversity desk")
    page = BeautifulSoup(client.get(reverse("directory:door-list")).content, "html.parser")
    links = {link["href"]: link.get_text() for link in page.find("main").find_all("a", href=re.compile(r"^\?"))}
    assert links == {"?q=free%20software": "free software", "?theme=communs": "Commons"}


def test_no_door_found_says_what_to_try_and_whom_to_write_to(client: Client) -> None:
    programme = cast.programme()
    programme.contact_email = "contact@exemple.fr"
    programme.save()
    said = _text(client.get(reverse("directory:door-list"), {"q": "zygomorphe"}))
    assert "No door was found Try fewer words or other ones" in said
    assert "contact@exemple.fr" in said


def test_filters_keep_to_a_territory_and_a_theme_and_pass_over_what_does_not_hold(client: Client) -> None:
    here, elsewhere = factories.TerritoryFactory(), factories.TerritoryFactory()
    kept, _other = factories.DoorFactory(territory=here), factories.DoorFactory(territory=elsewhere)
    asked = {"q": "bureau", "territoire": here.key}
    answer = client.get(reverse("directory:door-list"), asked)
    assert [row.door for row, _reasons in answer.context["rows"]] == [kept]
    answer = client.get(reverse("directory:door-list"), {"q": "bureau", "territoire": "nowhere-1", "theme": "none"})
    assert len(answer.context["rows"]) == 2


def test_public_pages_may_be_kept_until_a_door_turns_stale(client: Client) -> None:
    with clock.at(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        door = factories.DoorFactory(confirmed_on=clock.today())
        found = client.get(reverse("directory:door-list"), {"q": "bureau"}).headers[freshness.HEADER]
        page = client.get(reverse("directory:door", args=[door.ref])).headers[freshness.HEADER]
        bare = client.get(reverse("directory:door-list")).headers[freshness.HEADER]
    stale = int(datetime(2027, 3, 1, 23, tzinfo=UTC).timestamp())  # midnight in Paris
    assert (found, page) == (f"{stale} lieu q territoire theme", str(stale))
    assert bare == "- lieu q territoire theme"


def test_a_door_has_its_page_with_what_it_is_part_of(client: Client) -> None:
    above = factories.BodyFactory(name="Ministère de l’essai")
    door = factories.DoorFactory(phone="01 99 00 12 34")
    factories.BelongingFactory(parent=above, child=door.body)
    said = _text(client.get(reverse("directory:door", args=[door.ref])))
    for words in (door.name, "Telephone: 01 99 00 12 34", "Ministère de l’essai", "Never confirmed yet"):
        assert words in said


def test_a_door_closed_unpublished_or_of_a_closed_body_is_as_absent_as_none(client: Client) -> None:
    doors = [
        factories.DoorFactory(closed=True),
        factories.DoorFactory(hidden=True),
        factories.DoorFactory(body=factories.BodyFactory(closed=True)),
    ]
    refs = [*(door.ref for door in doors), "0000000000", "not-a-ref"]
    assert {client.get(reverse("directory:door", args=[ref])).status_code for ref in refs} == {404}


# the team's pages


LISTS = ["directory:managed-list", "directory:body-list", "directory:body-add", "directory:import-list"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_to_agents_and_officers_alone(client: Client, name: str) -> None:
    answers = {}
    for who in (cast.ada, cast.sam, cast.max_, cast.eve, cast.rose, cast.charlie):
        client.force_login(who())
        answers[who.__name__] = client.get(reverse(name)).status_code
    assert answers == {"ada": 200, "sam": 200, "max_": 403, "eve": 403, "rose": 403, "charlie": 403}


def test_what_the_team_keeps_is_absent_for_a_stranger(client: Client) -> None:
    client.force_login(cast.charlie())
    hidden, body, row = factories.DoorFactory(hidden=True), factories.BodyFactory(), factories.ImportFactory()
    addresses = [
        *(reverse(f"directory:{name}", args=[hidden.ref]) for name in ("managed", "door-change", "door-close")),
        *(reverse(f"directory:{name}", args=[body.ref]) for name in ("body", "body-change", "body-close", "door-add")),
        reverse("directory:import", args=[row.ref]),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    posts = [reverse(f"directory:{name}", args=[hidden.ref]) for name in ("door-confirm", "door-open-again")]
    assert {client.post(address).status_code for address in posts} == {404}
    assert client.post(reverse("directory:import-apply", args=[row.ref])).status_code == 404


def test_the_list_searches_filters_and_counts_with_its_denominator(client: Client) -> None:
    client.force_login(cast.ada())
    kept = factories.DoorFactory(name="Guichet des vergers", hidden=True)
    factories.DoorFactory(imports=True)
    answer = client.get(reverse("directory:managed-list"), {"words": "VERGER", "shown": "no", "origin": "team"})
    assert [door for door, _fresh in answer.context["rows"]] == [kept]
    assert "1 door out of 2" in _text(answer)
    official = client.get(reverse("directory:managed-list"), {"origin": "official"})
    assert [door.imported for door, _fresh in official.context["rows"]] == [True]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("directory:managed-list", lambda: factories.DoorFactory(confirmed=True)),
        ("directory:body-list", lambda: factories.BodyFactory(closed=True, successor=factories.BodyFactory())),
        ("directory:import-list", lambda: factories.ImportFactory(applied=True)),
        ("directory:door-list", lambda: factories.DoorFactory(confirmed=True, name="Bureau des vergers")),
    ],
)
def test_a_list_costs_the_same_for_three_rows_and_eight(client: Client, name: str, make) -> None:
    client.force_login(cast.ada())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            make()
        client.get(reverse(name), {"q": "vergers"})
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name), {"q": "vergers"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_body_then_its_door_are_written_confirmed_and_closed_from_the_pages(client: Client) -> None:
    client.force_login(cast.sam())
    topic = factories.TopicFactory()
    typed = {"name": "Fondation d’essai", "kind": "foundation", "website": "exemple.fr", "once": "a" * 32}
    answer = client.post(reverse("directory:body-add"), typed)
    body = Body.objects.get()
    assert answer["Location"] == reverse("directory:body", args=[body.ref])
    assert (body.kind, body.website) == ("foundation", "https://exemple.fr")
    assert client.post(reverse("directory:body-add"), typed)["Location"] == answer["Location"]  # sent twice
    assert Body.objects.count() == 1

    add = reverse("directory:door-add", args=[body.ref])
    refused = client.post(add, {"name": "Guichet", "does": "Conseille", "published": "on"})
    assert refused.context["form"].errors == {
        "published": ["Say at least one way to reach this door before you publish it."]
    }
    assert "Conseille" in refused.content.decode()
    typed = {"name": "Guichet", "does": "Conseille", "phone": "01 99 00 12 34", "published": "on", "topics": topic.slug}
    client.post(add, typed)
    door = Door.objects.get()
    assert (door.published, list(door.topics.all()), door.confirmed_on) == (True, [topic], None)

    client.post(reverse("directory:door-confirm", args=[door.ref]))
    door.refresh_from_db()
    assert (door.confirmed_on, door.vouched_by) == (clock.today(), cast.sam())
    assert "Vouched for by Sam." in _text(client.get(reverse("directory:managed", args=[door.ref])))

    after = factories.DoorFactory(name="Permanence nouvelle")
    close = reverse("directory:door-close", args=[door.ref])
    assert "Permanence nouvelle" in _text(client.get(close, {"words": "nouvelle"}))
    client.post(f"{close}?words=nouvelle", {"successor": after.ref})
    door.refresh_from_db()
    assert (door.state, door.successor) == (DoorState.CLOSED, after)
    client.post(reverse("directory:door-open-again", args=[door.ref]))
    door.refresh_from_db()
    assert (door.state, door.successor) == (DoorState.OPEN, None)


def test_a_door_is_changed_with_what_it_already_says(client: Client) -> None:
    client.force_login(cast.ada())
    place = factories.TerritoryFactory()
    door = factories.DoorFactory(imports=True, territory=place, does="Avant")
    address = reverse("directory:door-change", args=[door.ref])
    form = client.get(address).context["form"]
    assert form["does"].value() == "Avant"
    client.post(address, {"name": door.name, "does": "Après", "published": "on", "phone": "3939"})
    door.refresh_from_db()
    assert (door.does, door.edited, door.territory) == ("Après", True, place)


def test_a_body_closes_with_its_successor_and_shows_under_it(client: Client) -> None:
    client.force_login(cast.ada())
    body, after = factories.BodyFactory(official=True), factories.BodyFactory(name="Agence nouvelle")
    factories.DoorFactory(body=body)
    address = reverse("directory:body-close", args=[body.ref])
    assert "Its 1 open door leaves the site" in _text(client.get(address))
    client.post(f"{address}?words=agence", {"successor": after.ref})
    body.refresh_from_db()
    assert (body.state, body.successor) == ("closed", after)
    assert "After it: Agence nouvelle" in _text(client.get(reverse("directory:body", args=[body.ref])))
    assert client.get(reverse("directory:body-change", args=[body.ref])).status_code == 403
    assert client.get(reverse("directory:door-add", args=[body.ref])).status_code == 403


def test_a_body_is_attached_to_another(client: Client) -> None:
    client.force_login(cast.ada())
    body, above = factories.BodyFactory(), factories.BodyFactory(name="Ministère de l’essai")
    address = reverse("directory:body-attach", args=[body.ref])
    assert client.get(address, {"words": "ministere"}).status_code == 200
    client.post(f"{address}?words=ministere", {"parent": above.ref})
    assert list(body.parents.all()) == [above]


# the import


def _give(client: Client, content: bytes, name: str = "annuaire.json"):
    upload = SimpleUploadedFile(name, content, content_type="application/json")
    return client.post(reverse("directory:import-new", args=["official"]), {"file": upload})


def test_a_file_is_given_read_applied_and_searched(fresh_database: None, client: Client, run_worker) -> None:
    client.force_login(cast.ada())
    answer = _give(client, export(service("a", "Bureau des vergers", children=("gone",), **REACHED), service("b")))
    row = Import.objects.get()
    assert answer["Location"] == reverse("directory:import", args=[row.ref])
    said = _text(client.get(answer["Location"]))
    assert "2 entries in the file 2 new 0 changed 0 unchanged" in said
    assert "Record 1, line 2: The child gone is not in the file: the link is left out." in said
    assert Body.objects.count() == 0

    client.post(reverse("directory:import-apply", args=[row.ref]))
    assert "The file is being read and compared." in _text(client.get(answer["Location"]))
    run_worker()
    row.refresh_from_db()
    assert (row.state, row.done) == (ImportState.APPLIED, 3)
    assert "Applied on" in _text(client.get(answer["Location"]))
    found = client.get(reverse("directory:door-list"), {"q": "verger"}).context["rows"]
    assert [row.door.name for row, _reasons in found] == ["Bureau des vergers"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "annuaire.json", "“annuaire.json” is empty."),
        (b"{}", "annuaire.csv", "“annuaire.csv”: this kind of file is not accepted. Accepted: gz, json."),
        (b"\x00\x01", "annuaire.json", "“annuaire.json”: its content is not that of a .json file."),
    ],
)
def test_a_file_that_is_not_one_is_refused_with_a_sentence(
    client: Client, content: bytes, name: str, said: str
) -> None:
    client.force_login(cast.ada())
    assert _give(client, content, name).context["form"].errors == {"file": [said]}
    assert Import.objects.count() == 0


def test_an_export_that_cannot_be_used_shows_why_and_no_button(client: Client) -> None:
    client.force_login(cast.ada())
    page = client.get(_give(client, b'{"service": [\n{"id": "a",]}')["Location"])
    said = _text(page)
    assert "Line 2: The file is not JSON from here on" in said
    assert "This file cannot be used: choose another one." in said
    row = Import.objects.get()
    client.post(reverse("directory:import-apply", args=[row.ref]))
    row.refresh_from_db()
    assert row.state == ImportState.PREVIEWED


def test_a_second_import_at_once_is_told_on_its_page(client: Client) -> None:
    client.force_login(cast.ada())
    factories.ImportFactory(running=True)
    row = factories.ImportFactory(kept=True)
    answer = client.post(reverse("directory:import-apply", args=[row.ref]), follow=True)
    assert "Another import is under way. Wait for its end, then try again." in _text(answer)
    row.refresh_from_db()
    assert row.state == ImportState.PREVIEWED


def test_each_kind_of_file_says_its_columns_and_gives_an_empty_model(client: Client) -> None:
    client.force_login(cast.ada())
    assert "body (required)" in _text(client.get(reverse("directory:import-new", args=["contacts"])))
    model = client.get(reverse("directory:import-model", args=["counters"])).content.decode("utf-8-sig")
    assert model == "identifier;name;kind;INSEE code;department;address;telephone;e-mail;website\r\n"
    assert client.get(reverse("directory:import-new", args=["nothing"])).status_code == 404
    assert client.get(reverse("directory:import-model", args=["official"])).status_code == 404


def test_all_the_points_are_read_page_by_page_and_as_a_table(client: Client) -> None:
    client.force_login(cast.ada())
    rows = ["id;nom", *[f"x{number};" for number in range(150)], "ok;Mairie"]
    upload = SimpleUploadedFile("guichets.csv", "\n".join(rows).encode())
    page = client.post(reverse("directory:import-new", args=["counters"]), {"file": upload})["Location"]
    assert "150 lines cannot be read and are left aside" in _text(client.get(page))
    assert "Line 151: The record x149 has no name: left out." in _text(client.get(page, {"page": 2}))
    row = Import.objects.get()
    table = client.get(reverse("directory:import-faults", args=[row.ref])).getvalue().decode("utf-8-sig")
    assert table.splitlines()[-1] == "151;150;The record x149 has no name: left out."
