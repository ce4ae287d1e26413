"""What bodies and sponsors promised: followed like an action, wherever an action is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from tests import cast
from tests.directory.factories import BodyFactory, NetworkFactory
from tests.support.factories import (
    AccompanimentFactory,
    ActionFactory,
    CommitmentFactory,
    RelationFactory,
)
from tests.support.story import supported
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import commitments
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, Commitment, Relation, Trace
from tremplin.support.queries import commitments_visible_to
from tremplin.support.tasks import OWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def _promise(made: Accompaniment, **columns: Any) -> Commitment:
    promise: Commitment = CommitmentFactory.create(
        **{"initiative": made.initiative, "programme": made.season.programme} | columns
    )
    return promise


def _write(made: Accompaniment) -> str:
    return reverse("support:commitment-write", args=[made.ref])


def _one(promise: Commitment) -> str:
    return reverse("support:commitment", args=[promise.ref])


def _said(**fields: str) -> dict[str, str]:
    today = clock.today()
    return {
        "what": "Prêter une salle",
        "who": "Mme Roux",
        "made_on": today.isoformat(),
        "due_on": (today + timedelta(days=9)).isoformat(),
        "to": "initiative",
        "once": "a" * 32,
    } | fields


def _task_urls(person: Any) -> list[str]:
    return [task.url for kind in OWN for task in kind.find(person)]


def test_promise_is_noted_from_the_relation_and_begins_one_when_there_is_none(client: Any, made: Accompaniment) -> None:
    known = RelationFactory.create(initiative=made.initiative)
    found = BodyFactory.create(name="Office des haies")
    client.force_login(cast.sam())
    page = client.get(f"{_write(made)}?relation={known.ref}")
    assert page.context["form"].initial["promiser"] == f"body-{known.body.ref}"
    address = f"{_write(made)}?q=haies"
    answer = client.post(address, _said(promiser=f"body-{found.ref}"))
    promise = Commitment.objects.get()
    assert answer["Location"] == _one(promise)
    assert (promise.body, promise.initiative, promise.programme) == (found, made.initiative, made.season.programme)
    assert {row.body for row in Relation.objects.filter(initiative=made.initiative)} == {known.body, found}
    assert [entry.verb for entry in journal.of(promise)] == ["promise"]


def test_bodies_of_a_network_and_sponsors_may_promise_to_the_programme_too(client: Any, made: Accompaniment) -> None:
    network, body, sonia = NetworkFactory.create(), BodyFactory.create(), cast.sonia()
    network.bodies.add(body)
    RelationFactory.create(initiative=made.initiative, body=None, network=network)
    client.force_login(cast.alice())
    assert [key for key, _label in client.get(_write(made)).context["choices"]] == [f"body-{body.ref}"]
    client.force_login(cast.sam())
    client.post(_write(made), _said(promiser=f"sponsor-{sonia.ref}", to="programme"))
    promise = Commitment.objects.get()
    assert (promise.sponsor, promise.initiative, promise.programme) == (sonia, None, cast.programme())
    assert client.get(_one(promise)).status_code == 200
    refused = {"sponsor": sonia, "what": "Une salle", "who": "Sonia", "due_on": clock.today(), "made_on": clock.today()}
    with pytest.raises(MoveRefused) as refusal:
        commitments.write_commitment(made, **refused, by=cast.alice(), at=clock.now())
    assert str(refusal.value.reason) == "What is promised to the programme is followed by its team and its officers."


def test_promise_is_kept_given_up_with_a_reason_and_promised_again(client: Any, made: Accompaniment) -> None:
    promise, today = _promise(made, due_on=clock.today() - timedelta(days=2)), clock.today()
    later = (today + timedelta(days=20)).isoformat()
    client.force_login(cast.alice())
    page = client.post(_one(promise), {"gesture": "end", "verb": "drop", "on": today.isoformat(), "once": "b" * 32})
    assert page.context["end"].errors == {"result": ["Please say why: what is closed stays with its reason."]}
    for once, said in (
        ("c", {"gesture": "move", "due_on": later}),
        ("d", {"gesture": "end", "verb": "drop", "on": today.isoformat(), "result": "Plus de salle."}),
        ("e", {"gesture": "again", "due_on": later}),
        ("f", {"gesture": "end", "verb": "keep", "on": today.isoformat()}),
    ):
        assert client.post(_one(promise), said | {"once": once * 32})["Location"] == _one(promise)
    promise.refresh_from_db()
    assert (promise.state, promise.closed_on, promise.result) == ("kept", today, "Plus de salle.")
    assert [entry.verb for entry in journal.of(promise)] == ["move", "drop", "promise_again", "keep"]


def test_days_of_a_promise_come_in_order(made: Accompaniment) -> None:
    today, by = clock.today(), {"by": cast.sam(), "at": clock.now()}
    promise = _promise(made, made_on=today - timedelta(days=5))
    said = {"body": BodyFactory.create(), "what": "Une salle", "who": "Mme Roux", "made_on": today}
    with pytest.raises(MoveRefused, match="kept after it is made"):
        commitments.write_commitment(made, **said, due_on=today - timedelta(days=1), **by)
    with pytest.raises(MoveRefused, match="more than ten years away"):
        commitments.move_commitment(promise, due_on=today.replace(year=9999), **by)
    for days, told in ((-6, "promised after that day"), (1, "This day is to come")):
        with pytest.raises(MoveRefused, match=told):
            commitments.close_commitment(promise, "keep", result="", on=today + timedelta(days=days), **by)


def test_promise_stands_beside_actions_on_the_roadmap_and_among_what_is_owed(client: Any, made: Accompaniment) -> None:
    today = clock.today()
    action = ActionFactory.create(accompaniment=made, due_on=today + timedelta(days=3))
    late = _promise(made, due_on=today - timedelta(days=2))
    _promise(made, programme=AccompanimentFactory.create().season.programme)
    kept = _promise(made, kept=True, what="Ouvrir les données")
    client.force_login(cast.alice())
    address = f"/en/espace/accompagnements/{made.ref}/feuille-de-route/"
    page = client.get(address)
    assert [row.commitment for row in page.context["promised"]] == [late]
    assert [row.commitment for row in page.context["closed_promises"]] == [kept]
    assert (page.context["late"], page.context["late_promises"]) == (0, 1)
    rows = client.get(f"{address}?vue=dates").context["rows"]
    assert [(row.words, row.kind) for row in rows] == [
        (late.what, "late"),
        (kept.what, "done"),
        (action.title, "planned"),
    ]
    owed = [(item.side, item.url, item.due) for item in owed_in([made], cast.sam())[made.pk] if item.due]
    assert owed[0] == (None, _one(late), late.due_on)
    told = [news.url for news in news_of([made], cast.alice())[made.pk]]
    assert _one(kept) in told


def test_promise_due_within_a_week_or_late_waits_for_the_officer(made: Accompaniment) -> None:
    today = clock.today()
    soon, late = _promise(made, due_on=today + timedelta(days=7)), _promise(made, due_on=today - timedelta(days=1))
    _promise(made, due_on=today + timedelta(days=8))
    _promise(made, due_on=today, kept=True)
    ours = _promise(made, initiative=None, due_on=today)
    assert [url for url in _task_urls(cast.sam()) if "engagements" in url] == [_one(late), _one(soon)]
    assert [url for url in _task_urls(cast.ada()) if "engagements" in url] == [_one(ours)]
    assert [url for url in _task_urls(cast.alice()) if "engagements" in url] == []


def test_promise_is_seen_by_those_who_follow_it_and_nobody_else(client: Any, made: Accompaniment) -> None:
    theirs, ours = _promise(made), _promise(made, initiative=None)
    elsewhere = CommitmentFactory.create()
    seen = {
        who.__name__: set(commitments_visible_to(who()).values_list("pk", flat=True))
        for who in (cast.alice, cast.sam, cast.ada, cast.charlie, cast.sonia)
    }
    assert seen == {
        "alice": {theirs.pk},
        "sam": {theirs.pk, ours.pk},
        "ada": {theirs.pk, ours.pk},
        "charlie": set(),
        "sonia": set(),
    }
    client.force_login(cast.sam())
    assert client.get(_one(elsewhere)).status_code == 404
    client.force_login(cast.bob())
    assert client.post(_one(theirs), {"gesture": "end"}).status_code == 403


BEFORE = ("support", "0002_doors")


def test_promises_of_before_become_commitments_with_all_they_said(fresh_database: None) -> None:
    made, today, sam = supported(), clock.today(), cast.sam()
    relation = RelationFactory.create(initiative=made.initiative)
    network = RelationFactory.create(body=None, network=NetworkFactory.create())
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    traces = executor.loader.project_state([BEFORE]).apps.get_model("support", "Trace").objects
    usual = {"kind": "promise", "on": today - timedelta(days=5), "by_id": sam.pk, "at": clock.now()}
    here = usual | {"relation_id": relation.pk}
    traces.create(**here, words="Une salle\nen mars.", who="Mme Roux", due_on=today, kept_on=today)
    long = traces.create(**here, words="mot " * 200)
    traces.create(**usual, relation_id=network.pk, words="Un relais.", due_on=today)
    traces.create(**here | {"kind": "agreement"}, words="Convention.")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert list(Trace.objects.order_by("pk").values_list("kind", "words")) == [
        ("news", "Un relais."),
        ("agreement", "Convention."),
    ]
    first, second = Commitment.objects.order_by("state")
    assert (first.what, first.who, first.state, first.closed_on, first.due_on, first.made_on) == (
        "Une salle en mars.",
        "Mme Roux",
        "kept",
        today,
        today,
        today - timedelta(days=5),
    )
    assert (first.programme, first.initiative, first.body) == (made.season.programme, made.initiative, relation.body)
    assert (len(second.what), second.who, second.state, second.due_on, second.result) == (
        300,
        str(relation.body)[:160],
        "promised",
        long.on,
        long.words,
    )
