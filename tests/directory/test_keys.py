"""Key cards: written on a body, borrowed from the one above or the one that came after."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.directory.models import KeyCard
from tremplin.directory.queries import key_card_of

pytestmark = pytest.mark.django_db


def test_a_body_has_its_own_card_else_that_of_the_nearest_above_else_that_of_its_successor() -> None:
    ministry, direction = factories.BodyFactory(), factories.BodyFactory()
    bureau = factories.BodyFactory()
    factories.BelongingFactory(parent=ministry, child=direction)
    factories.BelongingFactory(parent=direction, child=bureau)
    gone = factories.BodyFactory(closed=True, successor=bureau)
    assert (key_card_of(bureau), key_card_of(gone)) == (None, None)
    top = factories.KeyCardFactory(body=ministry)
    assert [(found.card, found.body, found.borrowed) for found in map(key_card_of, (bureau, gone, ministry))] == [
        (top, ministry, True),
        (top, ministry, True),
        (top, ministry, False),
    ]
    near = factories.KeyCardFactory(body=direction)
    own = factories.KeyCardFactory(body=gone)
    assert [key_card_of(body).card for body in (bureau, gone)] == [near, own]


def test_the_fragment_shows_what_is_said_and_whose_it_is() -> None:
    ministry, bureau = factories.BodyFactory(name="Ministère"), factories.BodyFactory(name="Bureau")
    factories.BelongingFactory(parent=ministry, child=bureau)
    factories.KeyCardFactory(body=ministry, budget="En septembre.", who_decides="<b>La cheffe</b>")
    said = BeautifulSoup(render_to_string("directory/_keys.html", {"card": key_card_of(bureau)}), "html.parser")
    assert [part.get_text() for part in said.find_all("dd")] == ["<b>La cheffe</b>", "En septembre."]
    assert "Ministère" in said.find("p").get_text()
    assert render_to_string("directory/_keys.html", {"card": None}).strip() == ""


def test_the_team_writes_changes_and_empties_a_card(client: Client) -> None:
    body = factories.BodyFactory()
    client.force_login(cast.sam())
    address = reverse("directory:key-card", args=[body.ref])
    page = client.get(reverse("directory:body", args=[body.ref]))
    assert address in page.content.decode()
    client.post(address, {"who_decides": "La cheffe du bureau", "vocabulary": " "})
    card = KeyCard.objects.get()
    assert (card.who_decides, card.vocabulary, card.written_by) == ("La cheffe du bureau", "", cast.sam())
    assert "La cheffe du bureau" in client.get(address).content.decode()
    client.post(address, {"who_decides": ""})
    assert not KeyCard.objects.exists()


def test_a_card_is_the_teams(client: Client) -> None:
    card = factories.KeyCardFactory()
    client.force_login(cast.charlie())
    assert client.get(reverse("directory:key-card", args=[card.body.ref])).status_code == 404
    assert client.post(reverse("directory:key-card", args=[card.body.ref]), {"budget": "x"}).status_code == 404
    card.refresh_from_db()
    assert card.budget == ""
