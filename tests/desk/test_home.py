"""The signed-in home: where am I, what is expected of me."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import cast
from tests.factories import ChoreRunFactory, MandateFactory, MessageFactory, PersonFactory
from tremplin.core import clock, offers
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db
HOME, OPERATIONS = "/espace/", "/espace/exploitation/"


def _home(client: Client, person: Person) -> Any:
    client.force_login(person)
    answer = client.get(HOME)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("who", cast.EVERYBODY, ids=lambda who: who.__name__)
def test_home_shows_the_mandates_of_each_of_the_cast(client: Client, who: Callable[[], Person]) -> None:
    person = who()
    MandateFactory.create(person=person, programme=cast.programme(), to_come=True)
    shown = list(_home(client, person).context["mandates"])
    assert shown == [mandate for mandate in person.mandates.all() if mandate.is_in_force(clock.today())]


def test_menu_holds_what_opens_and_nothing_else(client: Client) -> None:
    menus = {}
    for who in (cast.charlie, cast.ada, cast.max_):
        sections = _home(client, who()).context["sections"]
        menus[who.__name__] = [section.name for section in sections if not section.url_name.startswith("wagtail")]
    own = {
        name: [entry for entry in menu if entry in ("10-home", "20-seasons", "30-mandates", "80-operations", "90-me")]
        for name, menu in menus.items()
    }
    assert own == {
        "charlie": ["10-home", "90-me"],
        "ada": ["10-home", "20-seasons", "90-me"],
        "max_": ["10-home", "20-seasons", "30-mandates", "80-operations", "90-me"],
    }


def test_person_without_a_name_is_asked_for_it(client: Client) -> None:
    page = BeautifulSoup(_home(client, PersonFactory.create(full_name="")).content, "html.parser")
    assert [link["href"] for link in page.select("main .fr-callout a")] == ["/compte/moi/"]


def test_person_with_a_name_is_not(client: Client) -> None:
    page = BeautifulSoup(_home(client, cast.charlie()).content, "html.parser")
    assert page.select("main .fr-callout") == []


def test_administrator_is_told_what_failed(client: Client) -> None:
    MessageFactory.create_batch(2, failed=True)
    MessageFactory.create()
    ChoreRunFactory.create(failed_once=True)
    tasks = _home(client, cast.max_()).context["tasks"]
    assert [(task.url, task.title.split()[0]) for task in tasks] == [(OPERATIONS, "2"), (OPERATIONS, "1")]


def test_nothing_failed_is_nothing_to_do(client: Client) -> None:
    MessageFactory.create(sent=True)
    ChoreRunFactory.create(finished=True)
    assert _home(client, cast.max_()).context["tasks"] == []


def test_failures_are_no_task_of_others(client: Client) -> None:
    MessageFactory.create(failed=True)
    assert _home(client, cast.ada()).context["tasks"] == []


def test_twenty_things_are_shown_and_the_others_when_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = HomeTasks("many", lambda person: [Task(f"Chose {number}", f"/{number}/") for number in range(23)])
    monkeypatch.setattr(offers, "home_tasks", [many])
    page = BeautifulSoup(_home(client, cast.ada()).content, "html.parser")
    more = page.find("a", string="3 autres choses")
    assert (len(_told(page)), more["href"]) == (20, "?tout=1")  # type: ignore[index]
    page = BeautifulSoup(client.get(HOME + "?tout=1").content, "html.parser")
    assert _told(page) == [f"Chose {number}" for number in range(23)]
    assert page.find("a", string="3 autres choses") is None


def _told(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select("main li > a.fr-link") if link.text.startswith("Chose")]
