"""The relation page: what an initiative has with one body, and what is noted of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.formats import date_format

from tests import cast
from tests.directory.factories import BodyFactory, DoorFactory
from tests.support.factories import RelationFactory, TraceFactory
from tests.support.story import supported
from tests.support.test_support_acts import sent, written
from tremplin.core import clock
from tremplin.support.actions import introductions
from tremplin.support.models import Accompaniment, Relation, Trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Accompaniment:
    return supported()


def _list(made: Accompaniment) -> str:
    return f"/en/espace/accompagnements/{made.ref}/relations/"


def _one(relation: Relation) -> str:
    return f"/en/espace/relations/{relation.ref}/"


def _said(**fields: str) -> dict[str, str]:
    today = clock.today().isoformat()
    return {
        "kind": "contact",
        "on": today,
        "words": "Appel.",
        "who": "Mme Roux",
        "due_on": "",
        "once": "a" * 32,
    } | fields


def test_relation_collects_people_promises_and_the_next_step(client: Any, made: Accompaniment) -> None:
    one, today = sent(made), clock.today()
    introductions.answer(one, "take_up", by=None, at=clock.now())
    introductions.meet(
        one, met_on=today, next_step="Signer", next_who="Mme Roux", next_on=today, by=cast.sam(), at=clock.now()
    )
    relation = Relation.objects.get()
    before = TraceFactory.create(relation=relation, on=today - timedelta(days=40), who="M. Noir")
    late = TraceFactory.create(relation=relation, kind="promise", on=today - timedelta(days=30), due_on=today)
    client.force_login(cast.alice())
    history = client.get(_one(relation)).context["history"]
    assert (history.people, history.due, history.kept, history.last, history.next_step, history.traces) == (
        ["M. Noir", "la cheffe du bureau"],
        [late],
        [],
        today,
        one,
        [late, before],
    )


def test_last_sign_is_said_with_its_day_and_how_long_ago(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    last = clock.today() - timedelta(days=12)
    TraceFactory.create(relation=relation, on=last)
    client.force_login(cast.alice())
    for address in (_one(relation), _list(made)):
        content = " ".join(client.get(address).content.decode().split())
        with translation.override("en"):
            assert f"{date_format(last)}, 12 days ago" in content


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


def test_promise_without_a_day_and_a_day_to_come_are_asked_again(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.sam())
    page = client.post(_one(relation), _said(kind="promise"))
    assert page.context["form"].errors == {"due_on": ["A promise has a day: please say by when."]}
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page = client.post(_one(relation), _said(on=tomorrow))
    assert page.context["form"].errors == {"on": ["This day is to come: note what has happened."]}
    assert (page.context["form"]["words"].value(), Trace.objects.count()) == ("Appel.", 0)


def test_promise_is_kept_from_its_line(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    promise = TraceFactory.create(relation=relation, kind="promise", due_on=clock.today())
    client.force_login(cast.alice())
    assert client.post(_one(relation), {"kept": promise.ref})["Location"] == _one(relation)
    promise.refresh_from_db()
    assert promise.kept_on == clock.today()
    other = TraceFactory.create(kind="promise", due_on=clock.today())
    assert client.post(_one(relation), {"kept": other.ref}).status_code == 404


def test_reader_of_a_team_reads_without_writing(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.bob())
    page = client.get(_one(relation))
    assert str(page.context["may_write"].reason) == "In this team, you read the roadmap without writing in it."
    assert client.post(_one(relation), _said()).status_code == 403
    assert Trace.objects.count() == 0


def test_relation_of_others_does_not_exist(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.charlie())
    assert [client.get(address).status_code for address in (_one(relation), _list(made))] == [404, 404]


def test_list_keeps_the_latest_sign_first_and_costs_the_same(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    counts, today = [], clock.today()
    for rows in (3, 5):
        for row in range(rows):
            relation = RelationFactory.create(initiative=made.initiative, body=BodyFactory.create())
            TraceFactory.create(relation=relation, on=today - timedelta(days=rows * 10 + row))
            written(made, door=DoorFactory.create(body=relation.body))
        page = client.get(_list(made))
        lasts = [history.last for history, _days in page.context["rows"]]
        assert lasts == sorted(lasts, reverse=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(_list(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]
