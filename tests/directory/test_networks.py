"""Networks: written, named, filled and emptied by the team, each with its bodies and their doors."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import networks
from tremplin.directory.models import Network

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _text(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ").split())


def test_a_network_is_written_filled_renamed_and_emptied_from_its_pages(client: Client) -> None:
    client.force_login(cast.sam())
    body = factories.BodyFactory(name="Agence des mares")
    door = factories.DoorFactory(body=body)
    assert "There is no network yet" in _text(client.get(reverse("directory:network-list")))
    client.post(reverse("directory:network-add"), {"name": "Réseau des mares"})
    network = Network.objects.get()
    join = reverse("directory:network-join", args=[network.ref])
    assert client.get(join, {"words": "mares"}).context["found"] == [body]
    client.post(f"{join}?words=mares", {"choice": body.ref})
    assert client.get(join, {"words": "mares"}).context["found"] == []
    page = client.get(reverse("directory:network", args=[network.ref]))
    assert ([row for row, _doors in page.context["bodies"]], [row for row, _f in page.context["doors"]]) == (
        [body],
        [door],
    )
    client.post(reverse("directory:network-change", args=[network.ref]), {"name": "Réseau des étangs"})
    listed = _text(client.get(reverse("directory:network-list"), {"words": "étangs"}))
    assert "1 network out of 1 Show all Réseau des étangs – 1 body" in listed
    assert (
        reverse("directory:network", args=[network.ref])
        in client.get(reverse("directory:body", args=[body.ref])).content.decode()
    )
    client.post(reverse("directory:network-leave", args=[network.ref, body.ref]))
    assert network.bodies.count() == 0


def test_two_networks_do_not_have_one_name_and_strangers_write_none() -> None:
    networks.add_network("Réseau des mares", by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="already has this name"):
        networks.add_network("reseau des Mares", by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="Doors are kept by"):
        networks.add_network("Autre", by=cast.charlie(), at=AT)
    closed = factories.BodyFactory(closed=True)
    with pytest.raises(MoveRefused, match="closed"):
        networks.add_to_network(Network.objects.get(), closed, by=cast.ada(), at=AT)


def test_a_network_is_absent_for_a_stranger(client: Client) -> None:
    network = factories.NetworkFactory()
    client.force_login(cast.charlie())
    names = ("network", "network-change", "network-join")
    assert {client.get(reverse(f"directory:{name}", args=[network.ref])).status_code for name in names} == {404}
