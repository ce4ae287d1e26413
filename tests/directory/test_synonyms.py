"""Synonyms: the search takes the words of a group for one another; a group is tried before it is saved."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.core import clock
from tremplin.directory.actions.synonyms import add_synonyms, change_synonyms, remove_synonyms
from tremplin.directory.models import Synonyms
from tremplin.directory.queries import find_doors, find_resources

pytestmark = pytest.mark.django_db


def test_words_of_a_group_find_each_other_in_doors_and_resources_until_it_is_removed() -> None:
    door, resource = (
        factories.DoorFactory(name="Guichet solidarité"),
        factories.ResourceFactory(name="Solidarité locale"),
    )

    def found() -> tuple[list[object], list[object]]:
        doors, resources = find_doors("entraide"), find_resources("entraide")
        return [hit.door for hit in doors], [hit.resource for hit in resources]

    ada, now = cast.ada(), clock.now()
    assert found() == ([], [])
    group = add_synonyms(["entraide", "solidarité"], by=ada, at=now)
    assert found() == ([door], [resource])
    change_synonyms(group, ["secours", "solidarité"], by=ada, at=now)
    assert found() == ([], [])
    change_synonyms(group, ["entraide", "solidarité"], by=ada, at=now)
    remove_synonyms(group, by=ada, at=now)
    assert found() == ([], [])


def test_a_group_is_tried_then_saved_changed_and_removed(client: Client) -> None:
    factories.DoorFactory(name="Guichet solidarité")
    client.force_login(cast.sam())
    address = reverse("directory:synonym-add")
    typed = {"words": "Entraide\nsolidarité\n\nSolidarités", "q": "entraide"}
    page = BeautifulSoup(client.post(address, typed | {"try": "1"}).content, "html.parser")
    columns = [" ".join(column.get_text(" ").split()) for column in page.select("[role=status] .fr-col-md-6")]
    assert columns == [
        "Today No door.",
        "With this group Guichet solidarité – " + factories.directory.Body.objects.get().name,
    ]
    assert not Synonyms.objects.exists()
    assert client.post(address, typed | {"save": "1"})["Location"] == reverse("directory:synonym-list")
    group = Synonyms.objects.get()
    assert (group.words, group.written_by) == ("Entraide\nsolidarité", cast.sam())
    assert "Entraide, solidarité" in client.get(reverse("directory:synonym-list")).content.decode()
    change = reverse("directory:synonym-change", args=[group.ref])
    tried = client.post(change, {"words": "aide\nsecours", "q": "entraide", "try": "1"}).content.decode()
    assert "With this group" in tried
    group.refresh_from_db()
    assert group.words == "Entraide\nsolidarité"
    client.post(change, {"words": "aide\nsecours", "save": "1"})
    group.refresh_from_db()
    assert group.words == "aide\nsecours"
    client.post(change, {"words": "aide\nsecours", "remove": "1"})
    assert not Synonyms.objects.exists()


@pytest.mark.parametrize("words", ["", "seul", "vergers\nverger", "le\nla", "\n \n"])
def test_a_group_needs_two_words_that_the_search_tells_apart(client: Client, words: str) -> None:
    client.force_login(cast.ada())
    assert client.post(reverse("directory:synonym-add"), {"words": words}).status_code == 200
    assert not Synonyms.objects.exists()


def test_trying_gives_what_saving_gives(client: Client) -> None:
    from tremplin.directory.queries.synonyms import preview

    for number in range(4):
        factories.DoorFactory(name=f"Guichet solidarité {number}")
        factories.DoorFactory(name=f"Bureau entraide {number}")
    tried = preview("entraide du quartier", ["entraide", "solidarité"])
    add_synonyms(["entraide", "solidarité"], by=cast.ada(), at=clock.now())
    saved = find_doors("entraide du quartier", k=5)
    assert [(hit.door, hit.score) for hit in tried.after] == [(hit.door, hit.score) for hit in saved]
    assert not tried.same


def test_synonyms_are_the_teams(client: Client) -> None:
    group = factories.SynonymsFactory()
    client.force_login(cast.charlie())
    assert client.get(reverse("directory:synonym-list")).status_code == 403
    assert client.get(reverse("directory:synonym-change", args=[group.ref])).status_code == 404
