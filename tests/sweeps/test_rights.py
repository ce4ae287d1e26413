"""The rights matrix: who × what → yes, 403 (an insider without the right), 404 (there is nothing here for you)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.content import editors
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Callable[[], Person]] = {
    "administrator": cast.max_,
    "agent": cast.ada,
    "editor": cast.eve,
    "reviewer": cast.rose,
    "juror": cast.jules,
    "authority": cast.sylvie,
    "officer": cast.sam,
    "stranger": cast.charlie,
}
# page → who may open it; everybody else gets the status beside
MATRIX: dict[str, tuple[set[str], int]] = {
    "desk:home": (set(PEOPLE), 403),
    "people:who-am-i": (set(PEOPLE), 403),
    "people:my-data": (set(PEOPLE), 403),
    "desk:operations": ({"administrator"}, 403),
    "programme:season-list": ({"administrator", "agent"}, 403),
    "programme:season-open": ({"administrator", "agent"}, 403),
    "programme:season-change": ({"administrator", "agent"}, 404),
    "programme:mandate-list": ({"administrator"}, 403),
    "programme:mandate-give": ({"administrator"}, 403),
    "programme:mandate-end": ({"administrator"}, 404),
    "programme:thread": ({"administrator", "agent", "authority", "officer"}, 404),
    "programme:absence": ({"administrator", "agent", "authority", "officer"}, 403),
    "programme:alone": ({"administrator", "agent"}, 403),
    "people:mail-choices": (set(PEOPLE), 403),
    "programme:quiet-list": ({"administrator", "agent"}, 403),
    "programme:quiet-open": ({"administrator", "agent"}, 403),
    "programme:quiet-change": ({"administrator", "agent"}, 404),
    "programme:quiet-resume": ({"administrator", "agent"}, 404),
    "selection:call-list": ({"agent"}, 403),
    "selection:signature-list": ({"authority"}, 403),
}


def _address(name: str) -> str:
    if name in ("programme:season-change", "programme:thread"):
        return reverse(name, args=[factories.SeasonFactory(programme=cast.programme()).ref])
    if name in ("programme:quiet-change", "programme:quiet-resume"):
        return reverse(name, args=[factories.QuietPeriodFactory(programme=cast.programme()).ref])
    if name == "programme:mandate-end":
        return reverse(name, args=[cast.max_().mandates.get().ref])
    return reverse(name)


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("who", PEOPLE)
def test_page_opens_to_whom_it_should(client: Client, who: str, name: str) -> None:
    address = _address(name)
    client.force_login(PEOPLE[who]())
    allowed, otherwise = MATRIX[name]
    assert client.get(address).status_code == (200 if who in allowed else otherwise)


@pytest.mark.parametrize("name", ["programme:season-change", "programme:mandate-end"])
def test_an_object_of_another_programme_is_as_absent_as_one_that_never_was(client: Client, name: str) -> None:
    other = factories.ProgrammeFactory()
    season = factories.SeasonFactory(programme=other)
    mandate = factories.MandateFactory(programme=other)
    there = season.ref if name == "programme:season-change" else mandate.ref
    client.force_login(cast.max_())
    hidden, absent = client.get(reverse(name, args=[there])), client.get(reverse(name, args=["0000000000"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert _same(hidden.content, there) == _same(absent.content, "0000000000")


def _same(page: bytes, ref: str) -> str:
    """A page without what differs at each request: the address asked for, the token of the sign-out form."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.decode().replace(ref, ""))


def test_buttons_and_doors_agree(client: Client) -> None:
    """The signed-in menu holds exactly what opens."""
    for who, person in PEOPLE.items():
        client.force_login(person())
        editors.on_sign_in(sender=None, user=person())
        menu = client.get(reverse("desk:home")).context["sections"]
        assert {
            # a list of one leads to that one
            section.url_name
            for section in menu
            if client.get(reverse(section.url_name), follow=True).status_code != 200
        } == set(), who
