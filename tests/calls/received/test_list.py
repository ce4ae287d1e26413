"""The list of applications received: filters in the address, counts with their denominator, one cost for any length."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive, make_call
from tests.factories import ProgrammeFactory
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Call
from tremplin.core import clock

pytestmark = pytest.mark.django_db
LIST = reverse("calls:received-list")


@pytest.fixture
def three(call: Call, receive: Receive) -> Call:
    receive(call, "Atelier des haies", days=3)
    receive(
        call,
        "Boussole",
        kind="company",
        answers={("kind", 0): "field", ("open", 0): "", ("summary", 0): "Énergie marémotrice"},
        days=2,
    )
    receive(call, "Carnet", kind="person", days=1)
    receive(call, "Brouillon secret", submits=False)
    return call


def _names(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return [application.initiative.name for application in answer.context["page"]]


def test_list_holds_what_was_received_last_first_and_no_draft(client: Client, three: Call) -> None:
    client.force_login(cast.ada())
    assert _names(client) == ["Carnet", "Boussole", "Atelier des haies"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=company", ["Boussole"]),
        ("track=b", ["Boussole"]),
        ("state=returned", []),
        ("state=draft", ["Carnet", "Boussole", "Atelier des haies"]),  # does not hold: ignored
        ("words=energie+MAREMOTRICE", ["Boussole"]),
        ("words=porteur+carnet", ["Carnet"]),
        ("words=nothing", []),
        ("order=name", ["Atelier des haies", "Boussole", "Carnet"]),
        ("order=-name", ["Carnet", "Boussole", "Atelier des haies"]),
        ("order=date", ["Atelier des haies", "Boussole", "Carnet"]),
        ("order=sideways&kind=robot&track=z&call=0000000000&intake=%00", ["Carnet", "Boussole", "Atelier des haies"]),
        ("page=99", ["Carnet", "Boussole", "Atelier des haies"]),
    ],
)
def test_filters_are_kept_in_the_address(client: Client, three: Call, query: str, names: list[str]) -> None:
    client.force_login(cast.ada())
    assert _names(client, query) == names


def test_number_is_found_as_it_is_spelt(client: Client, three: Call) -> None:
    client.force_login(cast.ada())
    application = three.applications.get(initiative__name="Carnet")
    assert _names(client, f"words={application.number}") == ["Carnet"]


def test_call_and_closing_filter(client: Client, three: Call, receive: Receive) -> None:
    other = make_call("autre", "Autre appel")
    receive(other, "Dune")
    client.force_login(cast.ada())
    assert _names(client, f"call={other.ref}") == ["Dune"]
    assert _names(client, f"intake={three.intakes.order_by('closes_at')[0].ref}") == [
        "Carnet",
        "Boussole",
        "Atelier des haies",
    ]
    assert _names(client, f"intake={three.intakes.order_by('closes_at')[1].ref}") == []


def test_count_has_its_denominator(client: Client, three: Call) -> None:
    client.force_login(cast.ada())
    answer = client.get(f"{LIST}?kind=company")
    assert (answer.context["page"].paginator.count, answer.context["total"]) == (1, 3)


def test_empty_list_says_why(client: Client, call: Call) -> None:
    client.force_login(cast.ada())
    assert client.get(LIST).context["total"] == 0
    assert "fr-callout" in client.get(LIST).content.decode()


def test_withdrawn_stays_in_the_list(client: Client, three: Call) -> None:
    application = three.applications.get(initiative__name="Carnet")
    withdraw(application, by=application.started_by, at=clock.now())
    client.force_login(cast.ada())
    assert _names(client, "state=withdrawn") == ["Carnet"]


def test_another_programme_sees_nothing(client: Client, receive: Receive) -> None:
    receive(make_call("ailleurs", programme=ProgrammeFactory.create()), "Ailleurs")
    client.force_login(cast.ada())
    assert _names(client) == []
    assert client.get(LIST).context["total"] == 0


def test_sorting_is_told_and_reversed(client: Client, three: Call) -> None:
    client.force_login(cast.ada())
    columns = client.get(f"{LIST}?order=name&kind=company").context["columns"]
    assert columns["name"] == {"sort": "ascending", "address": "order=-name&kind=company"}
    assert columns["date"] == {"sort": "none", "address": "order=-date&kind=company"}


@pytest.mark.parametrize(
    "door", ["calls:received-list", "calls:received-export", "calls:received-statistics", "desk:home"]
)
def test_costs_the_same_for_three_rows_and_eight(client: Client, call: Call, receive: Receive, door: str) -> None:
    client.force_login(cast.ada())
    counts = []
    for rows in (3, 5):
        for row in range(rows):
            receive(call, f"Initiative {rows} {row}")
        _read(client, door)  # what is read once for all
        with CaptureQueriesContext(connection) as queries:
            _read(client, door)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _read(client: Client, door: str) -> None:
    answer = client.get(reverse(door))
    assert answer.status_code == 200
    b"".join(answer.streaming_content) if answer.streaming else answer.content
