"""A person's own pages: who I am, what is held about me and nobody else."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import cast
from tests.factories import MessageFactory, PersonFactory
from tremplin.core import journal, offers
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db
ME, DATA = "/compte/moi/", "/compte/mes-donnees/"


@pytest.fixture
def max_(client: Client) -> Client:
    client.force_login(cast.max_())
    return client


def _data(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(f"{DATA}?format=json").content)
    return found


def test_person_says_how_to_be_called(max_: Client) -> None:
    answer = max_.post(ME, {"full_name": "  Max Éluard ", "language": "en"})
    person = cast.max_()
    assert (answer.status_code, answer["Location"]) == (302, ME)
    assert (person.full_name, person.language) == ("Max Éluard", "en")
    assert [entry.verb for entry in journal.of(person)] == ["introduce"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"full_name": "", "language": "fr"}, "full_name"),
        ({"full_name": "M", "language": "xx"}, "language"),
        ({"full_name": "x" * 121, "language": "fr"}, "full_name"),
    ],
)
def test_wrong_details_are_told_and_kept_in_the_form(max_: Client, typed: dict[str, str], wrong: str) -> None:
    answer = max_.post(ME, typed)
    assert (answer.status_code, list(answer.context["form"].errors), cast.max_().full_name) == (200, [wrong], "Max")
    assert answer.context["form"]["full_name"].value() == typed["full_name"]
    assert answer.context["user"].full_name == "Max"  # the page does not call them by a name that was refused


def test_form_changes_nothing_but_what_it_shows(max_: Client) -> None:
    before = cast.max_()
    max_.post(
        ME, {"full_name": "Max", "language": "fr", "email": "eve@example.org", "is_superuser": "1", "ref": "0000000000"}
    )
    after = cast.max_()
    assert (after.email, after.ref, after.is_superuser, Person.objects.count()) == (before.email, before.ref, False, 1)


def test_my_data_holds_all_that_is_mine_and_nothing_else(max_: Client) -> None:
    mine = MessageFactory.create(recipient="max@example.org", subject="To Max")
    MessageFactory.create(recipient="eve@example.org", subject="To Eve")
    cast.eve()
    found = _data(max_)
    rows = {source.name: found[str(source.label)] for source in offers.personal_data if str(source.label) in found}
    assert rows["10-identity"][0]["email"] == "max@example.org"
    assert [row["role"] for row in rows["20-mandates"]] == [cast.max_().mandates.get().get_role_display()]
    assert [(row["subject"], row["text"]) for row in rows["40-messages"]] == [("To Max", mine.text)]
    assert "eve@example.org" not in json.dumps(found)


def test_my_data_names_every_place_that_holds_some(max_: Client) -> None:
    page = BeautifulSoup(max_.get(DATA).content, "html.parser")
    headings = [heading.get_text(strip=True) for heading in page.select("main h2")]
    assert headings[:-1] == [str(place.label) for place in offers.personal_data]
    assert len(page.select("main tbody tr")) == len(list(offers.retentions))


def test_my_data_is_downloaded_as_a_file(max_: Client) -> None:
    answer = max_.get(f"{DATA}?format=json")
    names = ("Content-Type", "Content-Disposition", "Cache-Control")
    assert [answer[name] for name in names] == [
        "application/json",
        "attachment; filename=tremplin.json",
        "private, no-store",
    ]


def test_person_without_an_address_is_not_given_the_erased_mails_of_others(client: Client) -> None:
    MessageFactory.create(sent=True, recipient="", subject="", text="")
    nobody = PersonFactory.create(email=None)
    client.force_login(nobody)
    found = _data(client)
    assert [rows for label, rows in found.items() if label == str(offers.personal_data.get("40-messages").label)] == [
        []
    ]  # type: ignore[union-attr]
