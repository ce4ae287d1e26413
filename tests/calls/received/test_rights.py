"""The rights matrix of these pages: who × page → yes, 403 (an insider without the right), 404 (nothing for you)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive, make_call
from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory
from tremplin.calls import rules
from tremplin.calls.models import Call
from tremplin.calls.queries import submitted_visible_to
from tremplin.people.models import Person
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db


def _agent_elsewhere() -> Person:
    person = PersonFactory.create()
    MandateFactory.create(person=person, role=Role.AGENT, programme=ProgrammeFactory.create())
    return person


def _agent_of_the_past() -> Person:
    person = PersonFactory.create()
    MandateFactory.create(person=person, role=Role.AGENT, programme=cast.programme(), ended=True)
    return person


PEOPLE: dict[str, Callable[[], Person]] = {
    "administrator": cast.max_,
    "agent": cast.ada,
    "agent elsewhere": _agent_elsewhere,
    "agent of the past": _agent_of_the_past,
    "editor": cast.eve,
    "reviewer": cast.rose,
    "juror": cast.jules,
    "officer": cast.sam,
    "team of the initiative": cast.alice,
    "stranger": cast.charlie,
}
READERS, MANAGERS = {"agent"}, {"agent", "administrator"}
ELSEWHERE = {"agent elsewhere"}
# page → who may open it; everybody else gets the status beside
MATRIX: dict[str, tuple[set[str], int]] = {
    "calls:received-list": (READERS | ELSEWHERE, 403),
    "calls:received-export": (READERS | ELSEWHERE, 403),
    "calls:received-statistics": (READERS | ELSEWHERE, 403),
    "calls:managed-list": (MANAGERS | ELSEWHERE, 403),
    "calls:managed-prepare": (MANAGERS | ELSEWHERE, 403),
    "calls:received": (READERS, 404),
    "calls:received-files": (READERS, 404),
    "calls:received-team": (READERS, 404),
    "calls:received-versions": (READERS, 404),
    "calls:received-history": (READERS, 404),
    "calls:received-note": (READERS, 404),
    "calls:received-send-back": (READERS, 404),
    "calls:received-conflict": (READERS, 404),
    "calls:managed": (MANAGERS, 404),
    "calls:managed-change": (MANAGERS, 404),
    "calls:managed-publish": (MANAGERS, 404),
    "calls:managed-charter": (MANAGERS, 404),
    "calls:managed-receipt": (MANAGERS, 404),
    "calls:managed-form": (MANAGERS, 404),
}


def _address(name: str, call: Call, receive: Receive) -> str:
    if MATRIX[name][1] == 403:
        return reverse(name)
    of_a_call = name.startswith("calls:managed")
    return reverse(name, args=[call.ref if of_a_call else receive(call, "Une", leader=cast.alice()).ref])


@pytest.mark.parametrize("name", MATRIX)
def test_page_opens_to_whom_it_should(client: Client, call: Call, receive: Receive, name: str) -> None:
    address = _address(name, call, receive)
    allowed, otherwise = MATRIX[name]
    found = {}
    for who, person in PEOPLE.items():
        client.force_login(person())
        found[who] = client.get(address).status_code
    assert found == {who: 200 if who in allowed else otherwise for who in PEOPLE}


@pytest.mark.parametrize("name", [name for name, (_who, status) in MATRIX.items() if status == 404])
def test_an_object_of_another_programme_is_as_absent_as_one_that_never_was(
    client: Client, receive: Receive, name: str
) -> None:
    call = make_call("ailleurs", programme=ProgrammeFactory.create())
    address = _address(name, call, receive)
    there = address.split("/")[3]
    client.force_login(cast.ada())
    hidden, absent = client.get(address), client.get(address.replace(there, "0000000000"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert _same(hidden.content, there) == _same(absent.content, "0000000000")


@pytest.mark.parametrize("ref", ["%00", "0" * 9, "O123456789", "nouvelle"])
@pytest.mark.parametrize("door", ["calls:received", "calls:received-files", "calls:managed", "calls:managed-change"])
def test_what_is_no_reference_leads_nowhere(client: Client, door: str, ref: str) -> None:
    client.force_login(cast.ada())
    assert client.get(reverse(door, args=["0000000000"]).replace("0000000000", ref)).status_code == 404


def _same(page: bytes, ref: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.decode().replace(ref, ""))


def test_rules_and_queries_agree(call: Call, receive: Receive) -> None:
    application = receive(call, "Une", leader=cast.alice())
    for who, person in PEOPLE.items():
        seen = submitted_visible_to(person()).filter(pk=application.pk).exists()
        assert bool(rules.is_of_the_programme_team(person(), application)) == seen, who
        assert not seen or rules.can_read_applications(person()), who
