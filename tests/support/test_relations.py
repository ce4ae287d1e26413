"""The relation page: what an initiative has with one partner, under whatever name, and what is noted of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.formats import date_format

from tests import cast
from tests.directory.factories import BodyFactory, DoorFactory, HolderFactory, NetworkFactory
from tests.support.factories import (
    AccompanimentFactory,
    CommitmentFactory,
    ContactFactory,
    IntroductionFactory,
    RelationFactory,
    TraceFactory,
)
from tests.support.test_support_acts import sent
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_before, standing_bodies
from tremplin.support.actions import answering
from tremplin.support.actions import relations as actions
from tremplin.support.models import Accompaniment, Contact, Relation, Trace
from tremplin.support.queries.relations import history_of
from tremplin.support.tasks import OWN

pytestmark = pytest.mark.django_db


def _list(made: Accompaniment) -> str:
    return f"/en/espace/accompagnements/{made.ref}/relations/"


def _one(relation: Relation) -> str:
    return f"/en/espace/relations/{relation.ref}/"


def _said(**fields: str) -> dict[str, str]:
    today = clock.today().isoformat()
    return {"kind": "contact", "on": today, "words": "Appel.", "who": "Mme Roux", "once": "a" * 32} | fields


def _merged(name: str, successor: Body) -> Body:
    return BodyFactory.create(name=name, state="closed", closed_at=clock.now(), successor=successor)


def _tasks(person: Any) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(str(task.title), task.url) for kind in OWN for task in kind.find(person)]


def test_relation_collects_people_promises_and_the_next_step(client: Any, made: Accompaniment) -> None:
    one, today = sent(made), clock.today()
    answering.answer(one, "take_up", by=None, at=clock.now())
    answering.meet(
        one, met_on=today, next_step="Signer", next_who="Mme Roux", next_on=today, by=cast.sam(), at=clock.now()
    )
    relation = Relation.objects.get()
    before = TraceFactory.create(relation=relation, on=today - timedelta(days=40), who="M. Noir")
    late = CommitmentFactory.create(
        initiative=made.initiative, programme=made.season.programme, body=relation.body, made_on=today - timedelta(9)
    )
    known = ContactFactory.create(relation=relation)
    client.force_login(cast.alice())
    history = client.get(_one(relation)).context["history"]
    assert (history.here, history.people, history.due, history.last, history.next_step, history.traces) == (
        [known],
        ["Mme Roux", "M. Noir", "la cheffe du bureau"],
        [late],
        today,
        one,
        [before],
    )


def test_last_sign_is_said_in_words_with_its_day_and_how_long_ago(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    last = clock.today() - timedelta(days=12)
    TraceFactory.create(relation=relation, on=last, who="Mme Roux")
    client.force_login(cast.alice())
    for address in (_one(relation), _list(made)):
        content = " ".join(client.get(address).content.decode().split())
        with translation.override("en"):
            assert f"{date_format(last)}, 12 days ago" in content
    assert client.get(_one(relation)).context["sign"] == "contact with Mme Roux"


def test_somebody_of_either_side_notes_what_happened_once(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    for who in (cast.alice(), cast.sam()):
        client.force_login(who)
        for _twice in range(2):
            assert client.post(_one(relation), _said())["Location"] == _one(relation)
    assert [(trace.by, trace.words, trace.who) for trace in Trace.objects.order_by("pk")] == [
        (cast.alice(), "Appel.", "Mme Roux"),
        (cast.sam(), "Appel.", "Mme Roux"),
    ]


def test_day_to_come_is_asked_again_and_nothing_typed_is_lost(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.sam())
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page = client.post(_one(relation), _said(on=tomorrow))
    assert page.context["form"].errors == {"on": ["This day is to come: note what has happened."]}
    assert (page.context["form"]["words"].value(), Trace.objects.count()) == ("Appel.", 0)


def test_whoever_was_written_to_becomes_a_contact_with_one_gesture(client: Any, made: Accompaniment) -> None:
    one = sent(made)
    relation = Relation.objects.get()
    client.force_login(cast.sam())
    assert [row.ref for row in client.get(_one(relation)).context["history"].written_to] == [one.ref]
    for _twice in range(2):
        assert client.post(_one(relation), {"add": one.ref})["Location"] == _one(relation)
    contact = Contact.objects.get()
    assert (contact.name, contact.email, contact.door, contact.since) == (
        one.contact_name,
        one.contact_email,
        one.door,
        clock.today(),
    )
    assert client.get(_one(relation)).context["history"].written_to == []


def test_contact_is_added_and_known_behind_a_door_of_the_directory(client: Any, made: Accompaniment) -> None:
    door = DoorFactory.create()
    holder = HolderFactory.create(door=door, name="Camille Roux")
    relation = RelationFactory.create(initiative=made.initiative, body=door.body)
    client.force_login(cast.sam())
    said = {"name": "camille ROUX", "since": clock.today().isoformat(), "door": door.ref, "once": "b" * 32}
    assert client.post(f"{_one(relation)}contacts/nouveau/", said)["Location"] == f"{_one(relation)}#people"
    assert Contact.objects.get().holder == holder
    HolderFactory._meta.model.objects.update(left_on=clock.today() - timedelta(days=3))  # type: ignore[attr-defined]
    contact = Contact.objects.get()
    assert _tasks(cast.sam())[-1] == (
        "Atlas des haies: camille ROUX left. Who comes after?",
        f"/en/espace/contacts/{contact.ref}/#departure",
    )


def test_departure_is_told_until_somebody_says_who_came_after(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    gone = ContactFactory.create(relation=relation)
    address, today = f"/en/espace/contacts/{gone.ref}/", clock.today()
    client.force_login(cast.sam())
    left = {"gesture": "left", "left_on": today.isoformat()}
    client.post(address, left | {"once": "c" * 32})
    title = "Atlas des haies: Mme Roux left. Who comes after?"
    assert [row[0] for row in _tasks(cast.sam())].count(title) == 1
    assert [row[0] for row in _tasks(cast.alice())].count(title) == 0
    said = left | {"name": "M. Vert", "email": "vert@example.org", "once": "d" * 32}
    assert client.post(address, said)["Location"] == f"{_one(relation)}#people"
    gone.refresh_from_db()
    assert gone.after is not None
    assert (gone.after.name, gone.after.since, gone.after.function) == ("M. Vert", today, gone.function)
    assert [row[0] for row in _tasks(cast.sam())].count(title) == 0
    client.post(address, {"back": "1"})
    gone.refresh_from_db()
    assert (gone.left_on, gone.after) == (None, None)
    assert [entry.verb for entry in journal.of(gone)] == ["leave", "leave", "come_back"]


def test_departure_without_a_successor_is_settled_too(made: Accompaniment) -> None:
    gone = ContactFactory.create(relation=RelationFactory.create(initiative=made.initiative))
    actions.note_departure(gone, left_on=clock.today(), nobody=True, by=cast.alice(), at=clock.now())
    assert gone.nobody_after
    assert [row for row in _tasks(cast.sam()) if "Mme Roux" in row[0]] == []


def test_holder_who_asked_to_be_forgotten_is_no_longer_named(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    ContactFactory.create(relation=relation, name="Camille Roux", holder=HolderFactory.create())
    client.force_login(cast.alice())
    assert "Camille Roux" in client.get(_one(relation)).content.decode()
    Contact.objects.update(holder=HolderFactory.create(forgotten=True))
    content = client.get(_one(relation)).content.decode()
    assert ("Camille Roux" in content, "roux@example.org" in content) == (False, False)


def test_contact_of_another_initiative_does_not_come_after(made: Accompaniment) -> None:
    gone, other = ContactFactory.create(relation__initiative=made.initiative), ContactFactory.create()
    with translation.override("en"), pytest.raises(MoveRefused) as refused:
        actions.note_departure(gone, left_on=clock.today(), after=other, by=cast.sam(), at=clock.now())
    assert str(refused.value.reason) == "This contact belongs to another initiative."


def test_relation_begins_by_hand_with_a_body_or_a_network(client: Any, made: Accompaniment) -> None:
    body, network = BodyFactory.create(name="Office des haies"), NetworkFactory.create(name="Réseau bocage")
    client.force_login(cast.sam())
    page = client.get(f"{_list(made)}nouvelle/?q=haies")
    assert list(page.context["bodies"]) == [body]
    for _twice in range(2):
        client.post(f"{_list(made)}nouvelle/", {"body": body.ref})
    client.post(f"{_list(made)}nouvelle/", {"network": network.ref})
    assert {str(row.partner) for row in Relation.objects.all()} == {"Office des haies", "Réseau bocage"}
    assert Relation.objects.count() == 2
    for relation in Relation.objects.all():
        assert client.get(_one(relation)).status_code == 200
    client.force_login(cast.alice())
    assert client.get(f"{_list(made)}nouvelle/").status_code == 403


def test_merged_body_shows_once_under_its_successor_with_all_that_was_noted(client: Any, made: Accompaniment) -> None:
    after = BodyFactory.create(name="Direction des rivières", former_names="Service des rivières")
    before = _merged("Direction de l’eau", after)
    first = RelationFactory.create(initiative=made.initiative, body=before)
    second = RelationFactory.create(initiative=made.initiative, body=after)
    trace = TraceFactory.create(relation=first)
    contact = ContactFactory.create(relation=first)
    promise = CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme, body=before)
    left = IntroductionFactory.create(accompaniment=made, door__body=before, sent=True)
    again = IntroductionFactory.create(accompaniment=made, door__body=after, sent=True)
    client.force_login(cast.alice())
    (history, _days), *others = client.get(_list(made)).context["rows"]
    assert (history.relation, history.partner, others) == (second, after, [])
    for relation in (first, second):
        shown = client.get(_one(relation)).context["history"]
        assert shown.former == ["Direction de l’eau", "Service des rivières"]
        assert (shown.traces, shown.contacts, shown.commitments) == ([trace], [contact], [promise])
        assert set(shown.introductions) == {left, again}


def test_standing_bodies_follow_each_successor_and_survive_a_circle() -> None:
    last = BodyFactory.create()
    middle = _merged("B", last)
    first, aside = _merged("A", middle), _merged("C", last)
    assert standing_bodies([first.pk, aside.pk, last.pk]) == {first.pk: last, aside.pk: last, last.pk: last}
    assert bodies_before([last.pk, middle.pk]) == {
        last.pk: {last.pk, middle.pk, first.pk, aside.pk},
        middle.pk: {middle.pk, first.pk},
    }
    Body.objects.filter(pk=last.pk).update(state="closed", closed_at=clock.now(), successor=first)
    assert set(standing_bodies([first.pk, last.pk])) == {first.pk, last.pk}
    assert bodies_before([last.pk])[last.pk] == {last.pk, middle.pk, first.pk, aside.pk}


def test_introductions_and_promises_of_another_programme_are_not_told(made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    elsewhere = AccompanimentFactory.create(initiative=made.initiative, running=True)
    mine = IntroductionFactory.create(accompaniment=made, door__body=relation.body, sent=True)
    other = IntroductionFactory.create(accompaniment=elsewhere, door__body=relation.body, sent=True)
    promise = CommitmentFactory.create(
        initiative=made.initiative, programme=elsewhere.season.programme, body=relation.body
    )
    of_the_team = history_of(relation, cast.alice())
    assert (set(of_the_team.introductions), of_the_team.commitments) == ({mine, other}, [promise])
    of_the_officer = history_of(relation, cast.sam())
    assert (of_the_officer.introductions, of_the_officer.commitments) == ([mine], [])


def test_reader_of_a_team_reads_without_writing(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    contact = ContactFactory.create(relation=relation)
    client.force_login(cast.bob())
    page = client.get(_one(relation))
    assert str(page.context["may_write"].reason) == "In this team, you read the roadmap without writing in it."
    posts = [(_one(relation), _said()), (f"/en/espace/contacts/{contact.ref}/", {"back": "1"})]
    assert [client.post(*post).status_code for post in posts] == [403, 403]
    assert client.get(f"{_one(relation)}contacts/nouveau/").status_code == 403
    assert Trace.objects.count() == 0


def test_relation_and_contact_of_others_do_not_exist(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    contact = ContactFactory.create(relation=relation)
    client.force_login(cast.charlie())
    addresses = [_one(relation), _list(made), f"{_list(made)}nouvelle/", f"/en/espace/contacts/{contact.ref}/"]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_list_keeps_the_latest_sign_first_and_costs_the_same(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    counts, today = [], clock.today()
    successor = BodyFactory.create()
    for rows in (3, 5):
        for row in range(rows):
            body = _merged(f"Ancien {rows} {row}", successor if row else BodyFactory.create())
            relation = RelationFactory.create(initiative=made.initiative, body=body)
            TraceFactory.create(relation=relation, on=today - timedelta(days=rows * 10 + row))
            ContactFactory.create(relation=relation, holder=HolderFactory.create())
            CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme, body=body)
            IntroductionFactory.create(accompaniment=made, door__body=body, sent=True)
        network = NetworkFactory.create()
        network.bodies.add(successor)
        RelationFactory.create(initiative=made.initiative, body=None, network=network)
        client.get(_list(made))
        lasts = [history.last or today for history, _days in client.get(_list(made)).context["rows"]]
        assert lasts == sorted(lasts, reverse=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(_list(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]
