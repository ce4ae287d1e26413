"""The shared diagnosis on its pages: two sides hidden until both are in, then one version for both."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import cast
from tests.support.factories import ReplyFactory
from tests.support.story import compared, supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.support.actions import diagnoses as actions
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Diagnosis, Reply
from tremplin.support.states import Occasion, Side

pytestmark = pytest.mark.django_db


def typed_in(page: str) -> dict[str, Any]:
    """What a browser would send back of the form of answers, as it stands, with the texts it replaces."""
    form = next(
        form
        for form in BeautifulSoup(page, "html.parser").find_all("form")
        if form.find("textarea") and form.get("method") == "post"
    )
    sent: dict[str, Any] = {
        str(field["name"]): field.get_text().removeprefix("\n") for field in form.find_all("textarea")
    }
    sent["revision"] = [str(field["value"]) for field in form.select("input[name=revision]")]
    for field in form.select("input:not([name=revision])"):
        if field["type"] == "hidden" or (field["type"] == "radio" and field.has_attr("checked")):
            sent[str(field["name"])] = str(field.get("value", ""))
    return sent


def _open() -> Diagnosis:
    return actions.open_diagnosis(supported(), occasion=Occasion.START, by=cast.sam(), at=clock.now())


def test_diagnosis_is_opened_by_the_programme_once_an_occasion(client: Any) -> None:
    made = supported()
    address = reverse("support:diagnosis-list", args=[made.ref])
    client.force_login(cast.alice())
    assert client.post(address, {"occasion": "start"}).status_code == 403
    client.force_login(cast.sam())
    response = client.post(address, {"occasion": "start"})
    assert response.headers["Location"] == reverse("support:diagnosis", args=[Diagnosis.objects.get().ref])
    client.post(address, {"occasion": "start"})
    assert Diagnosis.objects.count() == 1


def test_side_saves_then_hands_in_and_what_is_missing_is_marked(client: Any) -> None:
    diagnosis = _open()
    address = reverse("support:diagnosis", args=[diagnosis.ref])
    client.force_login(cast.alice())
    typed = typed_in(client.get(address).content.decode()) | {"level_legal": "2", "words_legal": "À revoir."}
    client.post(address, typed)
    assert [(one.key, one.level, one.words) for one in Reply.objects.all()] == [("legal", 2, "À revoir.")]
    typed = typed_in(client.get(address).content.decode())
    response = client.post(address, typed | {"hand-in": "1"})
    assert response.headers["Location"] == f"{address}?manque=1"
    page = words_of(client.get(english(response.headers["Location"])))
    assert "Some questions have no answer yet: they are marked below." in page or "signalées" in page
    assert page.count("This question has no answer yet.") == sum(one.levels for one in QUESTIONS) - 1
    levels = {f"level_{one.key}": "3" for one in QUESTIONS if one.levels}
    client.post(address, typed_in(client.get(address).content.decode()) | levels | {"hand-in": "1"})
    diagnosis.refresh_from_db()
    assert diagnosis.team_in_at is not None
    response = client.post(english(address), typed)
    assert "Your side has handed in its answers." in words_of(response)


def test_answer_overtaken_shows_both_texts_then_replaces(client: Any) -> None:
    diagnosis = _open()
    address = reverse("support:diagnosis", args=[diagnosis.ref])
    client.force_login(cast.alice())
    read = typed_in(client.get(address).content.decode())
    client.post(address, read | {"words_legal": "Le premier texte.", "words_model": "Un autre."})
    response = client.post(address, read | {"words_legal": "Le second texte."})
    page = response.content.decode()
    assert response.status_code == 200
    assert ("Le premier texte." in page, typed_in(page)["words_legal"]) == (True, "Le second texte.")
    client.post(address, typed_in(page))
    said = dict(Reply.objects.values_list("key", "words"))
    # what was not touched in the older page stays as somebody else wrote it
    assert said == {"legal": "Le second texte.", "model": "Un autre."}


def test_words_of_the_application_are_marked_until_confirmed(client: Any) -> None:
    diagnosis = _open()
    ReplyFactory.create(diagnosis=diagnosis, key="goals", level=None, words="Cent communes.", carried=True)
    address = reverse("support:diagnosis", args=[diagnosis.ref])
    client.force_login(cast.alice())
    page = client.get(english(address))
    assert words_of(page).count("From your application: confirm or correct.") == 1
    typed = typed_in(page.content.decode())
    client.post(address, typed)
    assert Reply.objects.get(key="goals").carried is True
    client.post(address, typed | {"words_goals": "Deux cents communes."})
    reply = Reply.objects.get(key="goals")
    assert (reply.carried, reply.words) == (False, "Deux cents communes.")


def test_neither_side_reads_the_other_before_both_are_in(client: Any) -> None:
    diagnosis = _open()
    ReplyFactory.create(diagnosis=diagnosis, side=Side.OFFICER, key="legal", words="Vu du programme.")
    assert Reply.objects.filter(words="Vu du programme.").exists()
    client.force_login(cast.alice())
    assert "Vu du programme." not in words_of(client.get(reverse("support:diagnosis", args=[diagnosis.ref])))
    response = client.get(english(reverse("support:comparison", args=[diagnosis.ref])))
    assert response.status_code == 403
    assert "Both sides hand in their answers before either reads the other’s." in words_of(response)


def test_comparison_says_gaps_in_words_and_draws_both_sides(client: Any) -> None:
    diagnosis = compared(supported(), team=1, programme=4)
    Reply.objects.filter(diagnosis=diagnosis, key="legal", side=Side.TEAM).update(level=4)
    client.force_login(cast.bob())
    response = client.get(english(reverse("support:comparison", args=[diagnosis.ref])))
    page, words = BeautifulSoup(response.content, "html.parser"), words_of(response)
    levels = sum(one.levels for one in QUESTIONS)
    assert words.count("Far apart: to be talked about.") == levels - 1
    assert words.count("Both sides say the same.") == 1
    plot = page.select_one("svg.tremplin-plot")
    assert plot is not None
    assert (len(plot.select("circle")), len(plot.select("rect"))) == (levels, levels)
    assert [text.get_text() for text in plot.select("text")][5:7] == ["Who decides", "1 | 4"]
    assert len(page.select("details tbody tr")) == levels


def test_version_is_written_once_and_accepted_by_both(client: Any) -> None:
    diagnosis = compared(supported(), team=3, programme=3)
    client.force_login(cast.sam())
    address = reverse("support:version-write", args=[diagnosis.ref])
    typed = typed_in(client.get(address).content.decode())
    # where both say the same, it is written already
    assert (typed["level_legal"], typed["words_legal"]) == ("3", "Clair.")
    first = reverse("support:version", args=[diagnosis.ref, 1])
    for _time in range(2):
        assert client.post(address, typed | {"general": "Commencer par le statut."}).headers["Location"] == first
    assert "Commencer par le statut." in words_of(client.get(first))
    client.post(first)
    client.force_login(cast.bob())
    refused = client.post(english(first), follow=True)
    assert "In this team, another person accepts for the initiative." in words_of(refused)
    client.force_login(cast.alice())
    client.post(first)
    diagnosis.refresh_from_db()
    assert (diagnosis.state, diagnosis.versions.count()) == ("agreed", 1)
    response = client.get(english(address))
    assert (response.status_code, "it no longer changes." in words_of(response)) == (403, True)


def test_version_asks_for_a_description_where_the_sides_differ(client: Any) -> None:
    diagnosis = compared(supported(), team=1, programme=4)
    client.force_login(cast.alice())
    address = reverse("support:version-write", args=[diagnosis.ref])
    typed = typed_in(client.get(address).content.decode())
    assert "level_legal" not in typed
    response = client.post(english(address), typed | {"general": "À garder."})
    assert "Please choose one of the five descriptions." in words_of(response)
    assert typed_in(response.content.decode())["general"] == "À garder."
    assert not diagnosis.versions.exists()


def test_newer_version_refuses_the_older_and_two_acceptances_apart_are_said(client: Any) -> None:
    diagnosis = compared(supported())
    frozen = {"answers": {}, "words": "Un."}
    one = actions.write_version(diagnosis, words=frozen, by=cast.sam(), at=clock.now())
    actions.accept_version(one, by=cast.alice(), at=clock.now())
    two = actions.write_version(diagnosis, words=frozen | {"words": "Deux."}, by=cast.sam(), at=clock.now())
    actions.accept_version(two, by=cast.sam(), at=clock.now())
    client.force_login(cast.sam())
    page = words_of(client.get(english(reverse("support:version", args=[diagnosis.ref, 1]))))
    assert "A newer version has been written: please read it, then accept that one." in page
    assert (
        "The initiative accepted version 1, the programme version 2: the diagnosis is agreed when both accept the same"
        " one." in page
    )


@pytest.mark.parametrize("name", ["diagnosis", "comparison", "version-write"])
def test_diagnosis_does_not_exist_for_a_stranger(client: Any, name: str) -> None:
    diagnosis = compared(supported())
    client.force_login(cast.charlie())
    assert client.get(reverse(f"support:{name}", args=[diagnosis.ref])).status_code == 404


def test_side_that_accepted_no_longer_owes_it(client: Any) -> None:
    made = supported()
    version = actions.write_version(compared(made), words={"answers": {}, "words": ""}, by=cast.sam(), at=clock.now())
    actions.accept_version(version, by=cast.sam(), at=clock.now())
    gesture = "Read version 1 of the diagnosis and accept it, or write another"
    for who, waits in ((cast.sam, ["Nothing.", f"The initiative: {gesture}"]), (cast.alice, [gesture, "Nothing."])):
        client.force_login(who())
        page = BeautifulSoup(
            client.get(english(reverse("support:accompaniment", args=[made.ref]))).content, "html.parser"
        )
        found = [part.select_one("li, p") for part in page.select(".support-two section")]
        assert [" ".join(one.get_text(" ").split()) for one in found if one] == waits


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 20, "²", "x"])
def test_version_no_number_names_is_absent(client: Any, number: str) -> None:
    diagnosis = compared(supported())
    client.force_login(cast.sam())
    assert client.get(reverse("support:version", args=[diagnosis.ref, number])).status_code == 404
