"""Renamed and merged by hand: what refers to the one is found at the other, and nothing turns in a circle."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import bodies, doors
from tremplin.directory.actions.merging import merge_bodies, merge_doors
from tremplin.directory.models import Belonging, Body, Case, Correction, Door
from tremplin.directory.queries import find_doors, standing_body

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _text(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ").split())


@pytest.mark.django_db
def test_a_body_of_the_official_directory_takes_a_new_name_and_answers_to_the_former() -> None:
    ada = cast.ada()
    door = factories.DoorFactory(imports=True, name="Direction des vergers", body__name="Direction des vergers")
    team = factories.DoorFactory(body=door.body, name="Guichet")
    bodies.rename_body(door.body, name="Direction des potagers", acronym="DP", by=ada, at=AT)
    body = Body.objects.get(pk=door.body_id)
    door.refresh_from_db()
    assert (body.name, body.former_names, body.official_name) == (
        "Direction des potagers",
        "Direction des vergers",
        "Direction des vergers",
    )
    assert (door.name, door.edited) == ("Direction des potagers", False)
    for words in ("vergers", "potagers"):
        assert {hit.door for hit in find_doors(words)} == {door, team}
    bodies.rename_body(body, name="Direction des jardins", acronym="", by=ada, at=AT)
    body.refresh_from_db()
    # the export's own name, not the one before
    assert body.official_name == "Direction des vergers"
    bodies.rename_body(body, name="Direction des vergers", acronym="", by=ada, at=AT)
    body.refresh_from_db()
    assert body.former_names == "Direction des potagers\nDirection des jardins"


@pytest.mark.django_db
def test_merging_bodies_takes_everything_along() -> None:
    ada = cast.ada()
    old, new = factories.BodyFactory(name="Agence des mares"), factories.BodyFactory(name="Office de l’eau")
    older = factories.BodyFactory(closed=True, successor=old)
    network, both = factories.NetworkFactory(), factories.NetworkFactory()
    network.bodies.add(old)
    both.bodies.add(old, new)
    child, shared, above = (factories.BodyFactory() for _body in range(3))
    for parent, part in ((old, child), (old, shared), (new, shared), (old, new), (old, above), (above, new)):
        factories.BelongingFactory(parent=parent, child=part)
    door, closed = factories.DoorFactory(body=old), factories.DoorFactory(body=old, closed=True)
    official = factories.DoorFactory(body=old, imported=True)
    resource = factories.ResourceFactory(body=old)
    card = factories.KeyCardFactory(body=old)
    merge_bodies(old, new, by=ada, at=AT)
    for row in (old, older, door, closed, official, resource, card):
        row.refresh_from_db()
    assert (old.state, old.successor, standing_body(older)) == ("closed", new, new)
    assert [row.body for row in (door, closed, official, resource, card)] == [new, old, new, new, new]
    # what a hand moved is the team's
    assert (official.imported, official.edited, official.state) == (False, True, "open")
    assert set(Belonging.objects.values_list("parent", "child")) == {
        (new.pk, child.pk),
        (new.pk, shared.pk),
        (above.pk, new.pk),
    }
    assert (list(network.bodies.all()), list(both.bodies.all())) == ([new], [new])
    assert door in {hit.door for hit in find_doors("agence des mares")}


@pytest.mark.django_db
def test_two_doors_of_the_official_directory_become_one() -> None:
    old, new = factories.DoorFactory(imports=True), factories.DoorFactory(imports=True)
    factories.CaseFactory(door=old, words="réparer une mare")
    merge_bodies(old.body, new.body, by=cast.ada(), at=AT)
    old.refresh_from_db()
    assert (old.state, old.successor, old.body.successor) == ("closed", new, new.body)
    assert Case.objects.get().door == new


@pytest.mark.django_db
def test_merging_doors_keeps_what_search_learned() -> None:
    old, new, third = (factories.DoorFactory() for _door in range(3))
    now = clock.now()
    factories.CaseFactory(door=old, source="intro00001", words="réparer une mare", at=now)
    earlier = factories.CaseFactory(door=new, source="intro00001", at=now - timedelta(days=1))
    factories.CaseFactory(door=old, source="intro00002", words="planter un verger")
    between = factories.DoorCorrectionFactory(from_door=old, to_door=new)
    away = factories.DoorCorrectionFactory(from_door=old, to_door=third)
    here = factories.DoorCorrectionFactory(from_door=third, to_door=old)
    holder = factories.HolderFactory(door=old)
    same = factories.HolderFactory(door=old, email="DEJA@exemple.fr")
    factories.HolderFactory(door=new, email="deja@exemple.fr")
    topic = factories.TopicFactory()
    old.topics.add(topic)
    merge_doors(old, new, by=cast.ada(), at=AT)
    for row in (old, between, away, here, holder, same):
        row.refresh_from_db()
    assert (old.state, old.successor) == ("closed", new)
    assert sorted(Case.objects.filter(door=new).values_list("source", flat=True)) == ["intro00001", "intro00002"]
    assert not Case.objects.filter(pk=earlier.pk).exists()
    assert [(row.from_door, row.to_door) for row in (between, away, here)] == [(old, new), (new, third), (third, new)]
    assert (holder.door, same.door, list(new.topics.all())) == (new, old, [topic])
    assert [hit.door for hit in find_doors("verger")] == [new]
    assert Correction.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "words"), [("itself", "into itself"), ("closed", "you chose is closed"), ("gone", "is closed")]
)
def test_what_is_not_merged(case: str, words: str) -> None:
    body, closed = factories.BodyFactory(), factories.BodyFactory(closed=True)
    door, shut = factories.DoorFactory(body=body), factories.DoorFactory(closed=True)
    pairs = {
        "itself": ((body, body), (door, door)),
        "closed": ((body, closed), (door, shut)),
        "gone": ((closed, body), (shut, door)),
    }
    for act, pair in zip((merge_bodies, merge_doors), pairs[case], strict=True):
        with pytest.raises(MoveRefused, match=words):
            act(*pair, by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="Doors are kept by"):
        merge_bodies(body, factories.BodyFactory(), by=cast.charlie(), at=AT)


@pytest.mark.django_db
def test_the_page_says_what_will_happen_before_the_button_and_the_body_opens_again(client: Client) -> None:
    client.force_login(cast.ada())
    old, new = factories.BodyFactory(name="Agence des mares"), factories.BodyFactory(name="Office de l’eau")
    door = factories.DoorFactory(body=old, name="Guichet des mares")
    factories.BelongingFactory(parent=old, child=factories.BodyFactory(name="Service des étangs"))
    address = reverse("directory:body-merge", args=[old.ref])
    assert client.get(address, {"words": "office"}).context["found"] == [new]
    said = _text(client.get(address, {"avec": new.ref}))
    for words in ("1 open door goes to the body that stays. Guichet des mares", "Service des étangs", "0 networks"):
        assert words in said
    assert client.get(address, {"avec": old.ref}).status_code == 404
    client.post(f"{address}?avec={new.ref}")
    door.refresh_from_db()
    old.refresh_from_db()
    assert (door.body, old.state) == (new, "closed")
    again = reverse("directory:body-open-again", args=[old.ref])
    assert "What a merge took there stays there" in _text(client.get(again))
    client.post(again)
    old.refresh_from_db()
    door.refresh_from_db()
    assert (old.state, old.successor, door.body) == ("open", None, new)


@pytest.mark.django_db
def test_the_page_of_a_door_says_what_will_happen_and_merges(client: Client) -> None:
    client.force_login(cast.sam())
    old = factories.DoorFactory()
    new = factories.DoorFactory(body=old.body)
    factories.CaseFactory(door=old)
    address = reverse("directory:door-merge", args=[old.ref])
    assert client.get(address).context["found"] == [new]
    assert "1 need that was taken to it" in _text(client.get(address, {"avec": new.ref}))
    client.post(f"{address}?avec={new.ref}")
    assert Door.objects.get(pk=old.pk).successor == new
    names = ("body-rename", "body-place")
    assert {client.get(reverse(f"directory:{name}", args=[old.body.ref])).status_code for name in names} == {200}


@pytest.mark.concurrency
def test_two_bodies_merged_into_each_other_at_once_leave_one_open(race: Any) -> None:
    ada, sam = cast.ada(), cast.sam()
    for _turn in range(3):
        one, two = factories.BodyFactory(), factories.BodyFactory()
        factories.DoorFactory(body=one)
        factories.DoorFactory(body=two)
        outcomes = race(
            lambda one=one, two=two: merge_bodies(one, two, by=ada, at=clock.now()),
            lambda one=one, two=two: merge_bodies(two, one, by=sam, at=clock.now()),
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "NoneType"]
        standing = Body.objects.get(pk__in=[one.pk, two.pk], state="open")
        assert Door.objects.filter(body=standing, state="open").count() == 2


@pytest.mark.concurrency
def test_a_door_opened_while_its_body_is_merged_is_found_at_the_one_that_stays(race: Any) -> None:
    ada = cast.ada()
    for _turn in range(3):
        one, two = factories.BodyFactory(), factories.BodyFactory()
        outcomes = race(
            lambda one=one, two=two: merge_bodies(one, two, by=ada, at=clock.now()),
            lambda one=one: doors.add_door(one, words={"name": "Guichet"}, by=ada, at=clock.now()),
        )
        # refused, or moved with the others: never left behind, open, in a closed body
        refused = isinstance(outcomes[1], MoveRefused)
        assert outcomes[0] is None
        assert Door.objects.filter(body=two).count() == int(not refused)
        assert Door.objects.filter(body=one).count() == 0
