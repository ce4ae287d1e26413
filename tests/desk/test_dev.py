"""Pages of a development installation only: they open every account, so they are nowhere else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import reload
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.test import Client
from django.urls import clear_url_caches

from config import urls
from tests.factories import MandateFactory, MessageFactory, PersonFactory
from tremplin.desk import dev
from tremplin.desk.demo.cast import CAST
from tremplin.people.models import Person
from tremplin.programme.states import Role

ASK = """
import django; django.setup()
from django.urls import resolve, get_resolver
from config.urls import PUBLIC
print(sorted(name for name in PUBLIC if "dev" in name), resolve("/dev/").view_name, resolve("/dev/mails/").view_name)
"""


def _asked(tmp_path: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    variables = {"DJANGO_SETTINGS_MODULE": "config.settings", "TREMPLIN_VAR": str(tmp_path), **environment}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=django_settings.BASE_DIR,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_production_does_not_route_the_development_pages(tmp_path: Path) -> None:
    found = _asked(tmp_path, TREMPLIN_MODE="production", TREMPLIN_SECRET_KEY="s" * 50)
    assert found == "[] wagtail_serve wagtail_serve"


@pytest.fixture
def development(settings: Any) -> Iterator[None]:
    settings.DEVELOPMENT = True
    reload(urls)
    clear_url_caches()
    yield
    settings.DEVELOPMENT = False
    reload(urls)
    clear_url_caches()


def _person(member: Any) -> Person:
    person: Person = PersonFactory.create(email=member.email, full_name=member.name)
    if member.role:
        MandateFactory.create(person=person, role=member.role)
    return person


def test_cast_has_one_for_each_role_two_for_the_team_and_enough_readers_for_a_jury_day() -> None:
    roles = [member.role for member in CAST if member.role]
    several = {Role.AGENT: 2, Role.REVIEWER: 3, Role.JUROR: 4}
    assert {role: roles.count(role) for role in Role.values} == {
        role: several.get(Role(role), 1) for role in Role.values
    }
    assert len({member.email for member in CAST}) == len(CAST)


@pytest.mark.django_db
def test_accounts_of_the_demonstration_are_listed_and_open_at_a_press(client: Client, development: None) -> None:
    people = [_person(member) for member in CAST]
    PersonFactory.create(full_name="A real person")
    page = BeautifulSoup(client.get("/dev/").content, "html.parser")
    names = [heading.get_text(strip=True) for heading in page.select("main h2")]
    assert names == [member.name for member in CAST]
    client.post(str(page.select("main form")[1]["action"]))
    assert client.session["_auth_user_id"] == str(people[1].pk)


@pytest.mark.django_db
def test_nobody_else_is_opened_even_in_development(client: Client, development: None) -> None:
    real = PersonFactory.create()
    assert client.post(f"/dev/comptes/{real.ref}/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_account_is_not_opened_by_reading_an_address(client: Client, development: None) -> None:
    assert client.get(f"/dev/comptes/{_person(CAST[0]).ref}/").status_code == 405


@pytest.mark.django_db
def test_mails_are_read_in_development(client: Client, development: None) -> None:
    assert client.get("/dev/mails/").status_code == 200
    message = MessageFactory.create(text="Code <K7PX2M>\n")
    links = BeautifulSoup(client.get("/dev/mails/").content, "html.parser").select("main li a")
    assert [link["href"] for link in links] == [f"/dev/mails/{message.ref}/"]
    page = BeautifulSoup(client.get(f"/dev/mails/{message.ref}/").content, "html.parser")
    assert [text.get_text() for text in page.select("main pre")] == ["Code <K7PX2M>\n"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/dev/", "/dev/mails/", "/dev/mails/0000000000/", "/dev/comptes/0000000000/"])
def test_development_pages_are_absent_elsewhere(client: Client, address: str) -> None:
    assert (client.get(address).status_code, client.post(address).status_code in (404, 405)) == (404, True)


@pytest.mark.django_db
@pytest.mark.parametrize("view", [dev.index, dev.mails])
def test_development_page_routed_by_mistake_is_absent_all_the_same(view: Any, rf: Any) -> None:
    from django.http import Http404

    with pytest.raises(Http404):
        view(rf.get("/dev/"))
