"""The API: what the public pages say, to other programs; nothing that is not published, nothing that sends or counts
anybody.
"""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja.constants import NOT_SET

from config.api import api
from tests import cast, factories
from tremplin.core import clock, freshness
from tremplin.directory.models import Door

pytestmark = pytest.mark.django_db


def _get(client: Client, address: str, **asked: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_door_says_what_its_page_says(client: Client) -> None:
    topic, place = factories.TopicFactory(slug="communs"), factories.TerritoryFactory(name="Gard", code="30")
    door = factories.DoorFactory(
        name="Guichet des vergers",
        does="Plante.",
        territory=place,
        confirmed_on=clock.today(),
        silent_since=clock.today() - timedelta(days=3),
    )
    door.topics.add(topic)
    factories.CaseFactory(door=door, words="Gaston veut un verger")
    said = _get(client, "doors", q="verger", territory="department-30", topic="communs", lang="en")
    [hit] = said["results"]
    assert said["territory"] == {"key": "department-30", "name": "Gard"}
    assert [(reason["why"], reason["count"]) for reason in hit.pop("reasons")] == [
        ("name", 0),
        ("cases", 1),
        ("topic", 0),
        ("territory", 0),
    ]
    assert hit == _get(client, f"doors/{door.ref}", lang="en")
    assert (hit["name"], hit["does"], hit["ways"]["email"]) == (door.name, "Plante.", door.email)
    assert hit["url"].endswith(f"/en/portes/{door.ref}/")
    assert hit["freshness"] == {
        "standing": "confirmed",
        "since": clock.today().isoformat(),
        "stale": False,
        "silent_since": (clock.today() - timedelta(days=3)).isoformat(),
    }
    assert "Gaston" not in json.dumps(said)


def test_pages_and_sentences_are_french_unless_english_is_asked(client: Client) -> None:
    door = factories.DoorFactory()
    found = [
        _get(client, "doors", q="bureau", **asked)["results"][0]["url"].removeprefix(django_settings.BASE_URL)
        for asked in ({}, {"lang": "fr"}, {"lang": "en"})
    ]
    assert found == [f"/portes/{door.ref}/", f"/portes/{door.ref}/", f"/en/portes/{door.ref}/"]


def test_a_place_is_named_by_its_key_its_code_or_its_name(client: Client) -> None:
    factories.TerritoryFactory(name="Gard", code="30")
    keys = {
        _get(client, "doors", q="x", territory=words)["territory"]["key"] for words in ("department-30", "30", "gard")
    }
    assert keys == {"department-30"}


def test_only_what_is_published_is_told(client: Client) -> None:
    doors = [factories.DoorFactory(**{trait: True}) for trait in ("hidden", "closed")]
    doors.append(factories.DoorFactory(body=factories.BodyFactory(closed=True)))
    resources = [factories.ResourceFactory(**{trait: True}) for trait in ("hidden", "expired", "withdrawn")]
    client.force_login(cast.sam())
    assert _get(client, "doors", q="bureau")["results"] == []
    assert _get(client, "resources", q="aide communs")["results"] == []
    answers = {client.get(f"/api/v1/doors/{door.ref}").content for door in doors}
    answers |= {client.get(f"/api/v1/resources/{row.ref}").content for row in resources}
    answers |= {client.get("/api/v1/doors/0000000000").content, client.get("/api/v1/resources/x").content}
    assert [json.loads(answer) for answer in answers] == [{"detail": "Nothing is published under this reference."}]


def test_a_resource_says_its_days_and_its_door_when_it_is_published(client: Client) -> None:
    hidden, shown = factories.DoorFactory(hidden=True), factories.DoorFactory()
    one = factories.ResourceFactory(name="Aide aux mares", door=hidden, closing=True)
    two = factories.ResourceFactory(name="Prêt aux mares", door=shown, opening=True)
    found = {row["ref"]: (row["door"], row["standing"]) for row in _get(client, "resources", q="mares")["results"]}
    assert found == {one.ref: ("", "closing"), two.ref: (shown.ref, "opening")}
    assert _get(client, f"resources/{one.ref}")["closes_on"] == one.closes_on.isoformat()


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"k": "51"}, "k"),
        ({"k": "0"}, "k"),
        ({"k": "beaucoup"}, "k"),
        ({"q": "x" * 301}, "q"),
        ({"territory": "Atlantide"}, "territory"),
        ({"territory": "department-zz"}, "territory"),
        ({"territory": "department-3\0"}, "territory"),
        ({"topic": "absent"}, "topic"),
        ({"topic": "a\0"}, "topic"),
        ({"lang": "de"}, "lang"),
    ],
)
def test_what_is_not_understood_is_refused_with_where_and_why(
    client: Client, asked: dict[str, str], where: str
) -> None:
    for address in ("doors", "resources"):
        answer = client.get(f"/api/v1/{address}", asked)
        assert (answer.status_code, [fault["where"] for fault in answer.json()["faults"]]) == (422, [where])


def test_answers_are_kept_for_everybody_without_cookie_and_a_refusal_is_not(client: Client) -> None:
    door = factories.DoorFactory(confirmed_on=clock.today())
    for address in ("doors?q=bureau", f"doors/{door.ref}", "resources?q=aide", "openapi.json"):
        answer = client.get(f"/api/v1/{address}")
        assert (freshness.HEADER in answer.headers, dict(answer.cookies)) == (True, {})
    assert client.get("/api/v1/doors?q=bureau").headers[freshness.HEADER].split()[1:] == [
        "k",
        "lang",
        "q",
        "territory",
        "topic",
    ]
    assert freshness.HEADER not in client.get("/api/v1/doors?k=0").headers


def test_nothing_is_written_and_nothing_else_answers(client: Client) -> None:
    door = factories.DoorFactory()
    for address in ("doors", f"doors/{door.ref}", "resources"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(f"/api/v1/{address}").status_code == 405
    assert client.get("/api/v1/").status_code == 404
    assert client.get("/api/v1/docs", follow=True).status_code == 404
    assert client.get("/en/api/v1/doors", follow=True).status_code == 404


def test_every_operation_says_who_may_ask_and_how_it_refuses(client: Client) -> None:
    operations = [
        (path, operation)
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]
    assert len(operations) == 4
    assert [path for path, operation in operations if operation.auth_param is NOT_SET] == []
    described = client.get("/api/v1/openapi.json").json()["paths"]
    refusals = {path: sorted(told["get"]["responses"]) for path, told in described.items()}
    assert refusals == {
        "/api/v1/doors": ["200", "422"],
        "/api/v1/doors/{ref}": ["200", "404", "422"],
        "/api/v1/resources": ["200", "422"],
        "/api/v1/resources/{ref}": ["200", "404", "422"],
    }


def test_it_costs_the_same_for_three_hits_and_eight(client: Client) -> None:
    for address in ("doors", "resources"):
        counts = []
        for rows in (3, 5):
            for _row in range(rows):
                door = factories.DoorFactory(name="Guichet des mares", territory=factories.TerritoryFactory())
                door.topics.add(factories.TopicFactory())
                factories.ResourceFactory(name="Aide aux mares", door=door).topics.add(factories.TopicFactory())
            _get(client, address, q="mares")
            with CaptureQueriesContext(connection) as queries:
                _get(client, address, q="mares")
            counts.append(len(queries))
        assert counts[0] == counts[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(["doors", "resources", "doors/", "resources/"]),
    ref=st.text(max_size=12),
    asked=st.dictionaries(
        st.sampled_from(["q", "territory", "topic", "k", "lang", "other"]), st.text(max_size=40), max_size=4
    ),
)
def test_whatever_is_asked_the_answer_is_one_that_is_described(
    client: Client, address: str, ref: str, asked: dict[str, str]
) -> None:
    if not Door.objects.exists():
        factories.DoorFactory()
        factories.ResourceFactory()
    path = f"/api/v1/{address}" + (quote(ref, safe="") if address.endswith("/") else "")
    answer = client.get(path, {name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()})
    assert answer.status_code in (200, 404, 422)
    if answer.headers["Content-Type"].startswith("application/json"):
        assert isinstance(answer.json(), dict)
