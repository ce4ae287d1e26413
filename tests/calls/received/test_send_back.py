"""Sent back for correction: the questions named open again, after the very mail was read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive
from tremplin.calls.models import Application, Call, Correction
from tremplin.calls.queries import open_questions
from tremplin.calls.states import ApplicationState
from tremplin.core import clock
from tremplin.core.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call: Call, receive: Receive) -> Application:
    return receive(call, "Atelier des haies", leader=cast.alice(), answers={("kind", 0): "field", ("open", 0): ""})


def _data(client: Client, application: Application, **changes: object) -> dict[str, object]:
    client.force_login(cast.ada())
    form = client.get(_address(application)).context["form"]
    first, second = form.question_fields
    day = clock.today() + timedelta(days=5)
    return {
        "words": "Merci de préciser.",
        "until_day": day.isoformat(),
        first.name: ["summary"],
        second.name: ["papers"],
        "once": "s" * 32,
        **changes,
    }


def _address(application: Application) -> str:
    return reverse("calls:received-send-back", args=[application.ref])


def test_only_the_questions_asked_are_offered(client: Client, application: Application) -> None:
    client.force_login(cast.ada())
    form = client.get(_address(application)).context["form"]
    offered = [[key for key, _label in field.field.choices] for field in form.question_fields]
    assert offered == [["summary", "kind", "needs", "contact", "budget"], ["referent", "papers", "letter"]]


def test_first_the_exact_mail_and_nothing_done(client: Client, application: Application) -> None:
    answer = client.post(_address(application), _data(client, application))
    [letter] = answer.context["letters"]
    assert [person.full_name for person in letter["people"]] == ["Alice"]
    assert not Correction.objects.exists()
    assert not Message.objects.filter(kind="calls-correction").exists()
    client.post(_address(application), _data(client, application, confirmed="1"))
    sent = Message.objects.get(kind="calls-correction")
    assert (sent.subject, sent.text, sent.recipient) == (letter["subject"], letter["text"], cast.alice().email)


def test_then_it_is_done_once(client: Client, application: Application) -> None:
    data = _data(client, application, confirmed="1")
    for _turn in range(2):
        assert client.post(_address(application), data)["Location"] == reverse("calls:received", args=[application.ref])
    correction = Correction.objects.get()
    application.refresh_from_db()
    assert application.state == ApplicationState.RETURNED
    assert (correction.words, correction.asked_by) == ("Merci de préciser.", cast.ada())
    assert f"{correction.until.astimezone(clock.now().astimezone().tzinfo):%M}" == "59"
    assert {question.key for question in open_questions(application)} == {"summary", "papers"}


def test_nothing_is_lost_when_something_is_to_be_changed(client: Client, application: Application) -> None:
    answer = client.post(_address(application), _data(client, application, change="1"))
    page = answer.content.decode()
    assert "Merci de préciser." in page
    assert page.count("checked") == 2
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"until_day": "2020-01-01"}, "until_day"),
        ({"until_day": "9999-12-31"}, "until_day"),
        ({"until_day": "soon"}, "until_day"),
    ],
)
def test_a_request_that_does_not_hold_is_told_with_its_text(
    client: Client, application: Application, changes: dict, field: str
) -> None:
    answer = client.post(_address(application), _data(client, application, confirmed="1", **changes))
    assert list(answer.context["form"].errors) == [field]
    assert "Merci de préciser." in answer.content.decode() or field == "words"
    assert not Correction.objects.exists()


def test_at_least_one_question(client: Client, application: Application) -> None:
    data = {name: value for name, value in _data(client, application).items() if not name.startswith("section_")}
    answer = client.post(_address(application), data)
    assert len(answer.context["form"].errors) == 1
    assert not Correction.objects.exists()


def test_a_question_of_another_form_is_refused(client: Client, application: Application) -> None:
    data = _data(client, application, confirmed="1")
    name = next(key for key in data if key.startswith("section_"))
    assert client.post(_address(application), data | {name: ["open"]}).context["form"].errors
    assert not Correction.objects.exists()


def test_once_sent_back_it_cannot_be_again(client: Client, application: Application) -> None:
    data = _data(client, application, confirmed="1")
    client.post(_address(application), data)
    assert client.get(_address(application)).status_code == 403
    assert client.post(_address(application), data | {"once": "z" * 32}).status_code == 403
    assert Correction.objects.count() == 1
