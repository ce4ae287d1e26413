"""An error says what to do next, in the language of its address."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from tests import cast
from tests.strict import faults_of
from tremplin.core import offers, views

pytestmark = pytest.mark.django_db


def _ways(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The addresses a lost visitor is shown in the page itself: links, then forms that search."""
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    assert main is not None
    return [str(link["href"]) for link in main.find_all("a")], [str(form["action"]) for form in main.find_all("form")]


@pytest.mark.parametrize(("language", "prefix"), [("fr", ""), ("en", "/en")])
def test_lost_visitor_is_shown_the_ways_out_in_the_language_of_the_address(
    client: Client, language: str, prefix: str
) -> None:
    assert offers.contact_form.value
    assert offers.site_search.value
    with override(language):
        contact, search = reverse(offers.contact_form.value), reverse(offers.site_search.value)
    assert _ways(client, f"{prefix}/rien/") == ([f"{prefix}/plan-des-pages/", f"{prefix}/", contact], [search])
    html = BeautifulSoup(client.get(f"{prefix}/rien/").content, "html.parser")
    assert html.html is not None
    assert html.html["lang"] == language
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_what_no_room_offers_is_not_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers.contact_form, "value", None)
    monkeypatch.setattr(offers.site_search, "value", None)
    assert _ways(client, "/rien/") == (["/plan-des-pages/", "/"], [])


def test_refused_person_is_shown_their_space(client: Client) -> None:
    client.force_login(cast.charlie())
    assert client.get("/cms/").status_code == 403
    assert "/espace/" in _ways(client, "/cms/")[0]


@pytest.mark.parametrize(("home", "language"), [("/", "fr"), ("/en/", "en")])
def test_failure_speaks_the_language_of_the_address(rf: RequestFactory, home: str, language: str) -> None:
    answer = views.server_error(rf.get(f"{home}programme/"))
    html = BeautifulSoup(answer.content, "html.parser")
    assert html.html is not None
    assert (answer.status_code, html.html["lang"], faults_of(answer.content.decode())) == (500, language, [])
    assert html.main is not None
    assert [link["href"] for link in html.main.find_all("a")] == [home, f"{home}declaration-accessibilite/"]
