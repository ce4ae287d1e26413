"""The roadmap by step and by date, one need and one action to their end, and what moved since last time."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import cast
from tests.support.factories import ActionFactory, IntroductionFactory, NeedFactory, PointFactory
from tests.support.story import compared, supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.support.actions.diagnoses import write_version
from tremplin.support.actions.roadmaps import write_need
from tremplin.support.models import Action, Need

pytestmark = pytest.mark.django_db


def test_need_then_action_are_written_and_read_by_step_and_by_date(client: Any) -> None:
    made = supported()
    client.force_login(cast.alice())
    client.post(
        reverse("support:need-write", args=[made.ref]),
        {"step": "integrate", "title": "Être reçue au ministère", "words": ""},
    )
    need = Need.objects.get()
    due = clock.today() + timedelta(days=5)
    typed = {
        "need": need.ref,
        "step": "integrate",
        "title": "Écrire une page",
        "owner": "team",
        "owner_name": "Bob",
        "due_on": due.isoformat(),
    }
    response = client.post(reverse("support:action-plan", args=[made.ref]), typed)
    action = Action.objects.get()
    assert action.need == need
    assert response.headers["Location"] == f"{reverse('support:roadmap', args=[made.ref])}#a-{action.ref}"
    for query in ("", "?vue=dates"):
        page = words_of(client.get(english(reverse("support:roadmap", args=[made.ref])) + query))
        assert ("Écrire une page" in page, "The initiative (Bob)" in page) == (True, True)


def test_overdue_action_is_said_in_words_then_put_to_another_day(client: Any) -> None:
    made = supported()
    action = ActionFactory.create(accompaniment=made, due_on=clock.today() - timedelta(days=3))
    client.force_login(cast.sam())
    page = words_of(client.get(english(reverse("support:roadmap", args=[made.ref]))))
    assert "1 action is overdue." in page
    assert "3\xa0days ago" in page or "3 days ago" in page
    address, day = reverse("support:action", args=[action.ref]), clock.today() + timedelta(days=8)
    past = {"gesture": "move", "due_on": (clock.today() - timedelta(days=1)).isoformat()}
    assert "This day is over: choose a day to come." in words_of(client.post(english(address), past))
    client.post(address, {"gesture": "move", "due_on": day.isoformat()})
    action.refresh_from_db()
    assert action.due_on == day


def test_action_given_up_says_why_and_may_be_planned_again(client: Any) -> None:
    action = ActionFactory.create(accompaniment=supported())
    client.force_login(cast.alice())
    address = reverse("support:action", args=[action.ref])
    response = client.post(english(address), {"gesture": "end", "verb": "drop", "result": ""})
    assert "Please say why: what is closed stays with its reason." in words_of(response)
    states = []
    for typed in (
        {"gesture": "end", "verb": "drop", "result": "Remplacée."},
        {"gesture": "again"},
        {"gesture": "end", "verb": "finish", "result": "Fait."},
    ):
        client.post(address, typed)
        action.refresh_from_db()
        states.append((action.state, action.result))
        assert client.get(address).status_code == 200
    assert states == [("dropped", "Remplacée."), ("planned", "Remplacée."), ("done", "Fait.")]


def test_need_is_changed_met_and_shows_what_is_about_it(client: Any) -> None:
    made = supported()
    need = NeedFactory.create(accompaniment=made)
    introduction = IntroductionFactory.create(accompaniment=made, need=need)
    client.force_login(cast.sam())
    address = reverse("support:need", args=[need.ref])
    page = client.get(address)
    assert str(introduction.door) in words_of(page)
    assert f"{reverse('support:introduction-write', args=[made.ref])}?besoin={need.ref}" in page.content.decode()
    client.post(address, {"gesture": "change", "step": "deploy", "title": "Choisir une licence libre", "words": ""})
    client.post(address, {"gesture": "end", "verb": "meet", "result": "ODbL."})
    need.refresh_from_db()
    assert (need.step, need.title, need.state, need.result) == ("deploy", "Choisir une licence libre", "met", "ODbL.")
    assert client.get(address).status_code == 200


def test_reader_of_the_team_reads_without_writing(client: Any) -> None:
    made = supported()
    need = NeedFactory.create(accompaniment=made)
    client.force_login(cast.bob())
    sentence = "In this team, you read the roadmap without writing in it."
    assert sentence in words_of(client.get(english(reverse("support:roadmap", args=[made.ref]))))
    response = client.get(english(reverse("support:need-write", args=[made.ref])))
    assert (response.status_code, sentence in words_of(response)) == (403, True)
    response = client.post(english(reverse("support:need", args=[need.ref])), {"gesture": "end", "verb": "meet"})
    assert sentence in words_of(response)
    need.refresh_from_db()
    assert need.state == "open"


@pytest.mark.parametrize("name", ["need", "action"])
def test_need_and_action_do_not_exist_for_a_stranger(client: Any, name: str) -> None:
    made = supported()
    rows = {"need": NeedFactory.create(accompaniment=made), "action": ActionFactory.create(accompaniment=made)}
    client.force_login(cast.charlie())
    assert client.get(reverse(f"support:{name}", args=[rows[name].ref])).status_code == 404


def test_what_moved_begins_after_the_last_note_before_today(client: Any) -> None:
    now = clock.now()
    with clock.at(now - timedelta(days=20)):
        made = supported()
        write_need(made, step="deploy", title="Avant", by=cast.sam(), at=clock.now())
    PointFactory.create(accompaniment=made, on=clock.today() - timedelta(days=10))
    with clock.at(now - timedelta(days=2)):
        write_need(made, step="deploy", title="Depuis", by=cast.sam(), at=clock.now())
    client.force_login(cast.alice())
    address = reverse("support:moved", args=[made.ref])
    page = words_of(client.get(address))
    assert ("Avant" in page, "Depuis" in page) == (False, True)
    page = words_of(client.get(f"{address}?depuis={clock.today() - timedelta(days=25)}"))
    assert ("Avant" in page, "Depuis" in page) == (True, True)
    assert client.get(f"{address}?depuis=hier").status_code == 200


def test_question_of_the_diagnosis_becomes_a_need(client: Any) -> None:
    made = supported()
    diagnosis = compared(made)
    write_version(
        diagnosis,
        words={"answers": {"legal": {"level": 2, "words": "Changer de statut."}}, "words": ""},
        by=cast.sam(),
        at=clock.now(),
    )
    client.force_login(cast.alice())
    version = client.get(reverse("support:version", args=[diagnosis.ref, 1])).content.decode()
    address = f"{reverse('support:need-write', args=[made.ref])}?diagnostic={diagnosis.ref}&version=1&question=legal"
    assert address.replace("&", "&amp;") in version
    page = client.get(english(address)).content.decode()
    assert "Changer de statut." in page
    assert 'value="Is the structure that carries the initiative the right one for the next two years?"' in page
