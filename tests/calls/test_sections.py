"""The page of a section: what it shows, what it saves, with and without its script."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import cast
from tests.calls.story import ANSWERS, DAY, join, page_data, post_section, section_address, send, write
from tremplin.calls.forms.typed import mark_of, name_of, place_of
from tremplin.calls.models import Answer, Application, Rival
from tremplin.calls.queries import content_of
from tremplin.calls.states import TeamRight

pytestmark = pytest.mark.django_db
SUMMARY = ("summary", 0)


def _texts(application: Application) -> dict[tuple[str, int], str]:
    return content_of(application).answers


def _auto(client: Any, application: Application, *typed: tuple[str, int, str], key: str = "projet") -> Any:
    """What the script sends: (field, revision, value)."""
    data: dict[str, Any] = {"revision": [f"{name}={revision}=" for name, revision, _value in typed]}
    data |= {name: value for name, _revision, value in typed}
    return client.post(
        reverse("calls:section-autosave", args=[application.ref, key]), data, headers={"Sec-Fetch-Mode": "cors"}
    )


def _page(client: Any, application: Application, key: str = "projet") -> BeautifulSoup:
    return BeautifulSoup(client.get(section_address(application, key)).content, "html.parser")


@pytest.mark.parametrize("place", [("summary", 0), ("referent.email", 2), ("a-b_c", 0)])
def test_a_field_name_and_its_place_are_one(place: tuple[str, int]) -> None:
    assert place_of(name_of(place)) == place


@pytest.mark.parametrize(
    "name", ["", "summary", "answer.a.b", "answer.a.x.b", "answer.a.١.b", "answer.a.1.b.c", "answer.a.99999999.b"]
)
def test_a_forged_name_stands_for_no_place(name: str) -> None:
    assert place_of(name) is None


def test_section_shows_every_kind_and_posts_itself_unchanged(alice: Any, application: Application) -> None:
    write(application)
    for key in ("projet", "equipe"):
        page = _page(alice, application, key)
        assert len(page.select("form#draft [data-field]")) == {"projet": 9, "equipe": 5}[key]
        assert post_section(alice, application, key, then="stay").status_code == 302
    assert (Answer.objects.count(), set(Answer.objects.values_list("revision", flat=True))) == (5, {1})


def test_save_and_continue_goes_on_and_save_and_go_back_returns(alice: Any, application: Application) -> None:
    assert post_section(alice, application, then="next", summary="un")["Location"] == section_address(
        application, "equipe"
    )
    assert post_section(alice, application, then="back", summary="deux")["Location"] == reverse(
        "calls:application", args=[application.ref]
    )
    assert post_section(alice, application, then="stay", summary="trois")["Location"] == section_address(application)
    last = post_section(alice, application, "equipe", then="next")
    assert last["Location"] == reverse("calls:application-submit", args=[application.ref])
    assert _texts(application)[SUMMARY] == "trois"


def test_what_is_wrong_is_saved_told_beside_its_field_and_stops_nobody(alice: Any, application: Application) -> None:
    typed = {"site": "pas une adresse", "summary": "é" * 101, "then": "next"}
    answer = post_section(alice, application, **typed)
    assert answer["Location"] == section_address(application)
    page = _page(alice, application)
    assert [link["href"] for link in page.select("#errors ul a")] == ["#q-summary", "#q-site"]
    fault = page.find(id="q-site-fault")
    assert fault is not None
    assert fault.get_text(strip=True)
    assert "q-site-fault" in str(page.find(id="q-site")["aria-describedby"])
    assert page.find(id="q-site")["value"] == "pas une adresse"
    # pressed again without a change: the person has read it, and goes on
    assert post_section(alice, application, then="next")["Location"] == section_address(application, "equipe")


@pytest.mark.parametrize(("length", "wrong"), [(99, False), (100, False), (101, True)])
def test_limit_is_counted_as_the_engine_counts(length: int, wrong: bool, alice: Any, application: Application) -> None:
    post_section(alice, application, summary="🌳" * length)
    page = _page(alice, application)
    assert bool(page.select("#errors")) is wrong
    assert str(length) in page.find(id="q-summary-count").get_text()


def test_ten_megabytes_are_kept_and_answered_with_a_sentence(alice: Any, application: Application) -> None:
    text = "à" * 5_000_000
    answer = post_section(alice, application, summary=text)
    assert (answer.status_code, _texts(application)[SUMMARY]) == (302, text)
    page = _page(alice, application)
    assert page.find(id="q-summary").text.strip() == text
    assert page.find(id="q-summary-fault").get_text(strip=True)


def test_more_than_we_take_is_answered_with_a_sentence(alice: Any, application: Application) -> None:
    answer = post_section(alice, application, summary="x" * (25 * 1024 * 1024))
    assert answer.status_code == 413


def test_boxes_emptied_are_emptied(alice: Any, application: Application) -> None:
    post_section(alice, application, needs=["name", "money"])
    assert _texts(application)[("needs", 0)] == "money\nname"
    data = page_data(application)
    del data["answer.needs"]
    alice.post(section_address(application), data)
    assert _texts(application)[("needs", 0)] == ""


def test_a_forged_choice_is_kept_shown_and_told(alice: Any, application: Application) -> None:
    post_section(alice, application, needs=["money", "diamonds"], common="nothing")
    page = _page(alice, application)
    checked = {str(box["value"]) for box in page.select("input[checked]")}
    assert {"money", "diamonds", "nothing"} <= checked
    assert len(page.select("#errors ul a")) == 2


def test_conditional_question_says_when_it_applies(alice: Any, application: Application) -> None:
    box = _page(alice, application).select_one("[data-field='answer.licence']")
    assert box is not None
    assert "Numérique" in box.select_one(".calls-when").get_text()
    assert (box["data-when-now"], box["data-when-field"], box["data-when-value"]) == ("no", "answer.common", "digital")
    # without the script it is there all the same
    assert not box.has_attr("hidden")


def test_group_offers_one_entry_to_spare_until_it_is_full(alice: Any, application: Application) -> None:
    assert len(_page(alice, application, "equipe").select("fieldset.calls-entry")) == 1
    write(application, {("referent.name", 1): "Zoé"})
    assert len(_page(alice, application, "equipe").select("fieldset.calls-entry")) == 2
    write(application, {("referent.name", 2): "Ali"})
    assert len(_page(alice, application, "equipe").select("fieldset.calls-entry")) == 2


def test_entry_removed_by_its_button_and_the_rest_saved(alice: Any, application: Application) -> None:
    write(application, {("referent.name", 1): "Zoé", ("referent.email", 1): "z@example.org"})
    post_section(alice, application, "equipe", then="empty:referent:1", letter="yes")
    assert {place: text for place, text in _texts(application).items() if text} == {("letter", 0): "yes"}


@pytest.mark.parametrize(
    "then", ["empty:referent:9", "empty:nothing:1", "empty", "keep:0000000000:1", "remove:0000000000", "x" * 5000]
)
def test_forged_button_does_nothing_to_the_answers(then: str, alice: Any, application: Application) -> None:
    write(application)
    before = _texts(application)
    assert post_section(alice, application, then=then).status_code in (302, 404)
    assert _texts(application) == before


def test_autosave_answers_with_revisions_and_says_when(alice: Any, application: Application) -> None:
    first = _auto(alice, application, ("answer.summary", 0, "un"), ("answer.site", 0, "nulle part")).json()
    assert first["saved"] == {"answer.summary": 1, "answer.site": 1}
    assert first["tokens"]["answer.summary"] == f"answer.summary=1={mark_of('un')}"
    assert (first["warnings"]["answer.summary"], bool(first["warnings"]["answer.site"]), first["rivals"]) == (
        "",
        True,
        [],
    )
    assert "10" in first["said"]
    assert "30" in first["said"]
    assert _auto(alice, application, ("answer.summary", 1, "deux")).json()["saved"] == {"answer.summary": 2}


def test_autosave_that_lost_a_race_shows_both_texts(alice: Any, application: Application) -> None:
    join(application.initiative, cast.bob())
    write(application, {SUMMARY: "départ"})
    write(application, {SUMMARY: "de Bob"}, by=cast.bob())
    [rival] = _auto(alice, application, ("answer.summary", 1, "d’Alice")).json()["rivals"]
    assert (rival["mine"], rival["theirs"], rival["by"], rival["revision"]) == ("d’Alice", "de Bob", "Bob", 2)
    kept = alice.post(
        reverse("calls:rival-settle", args=[application.ref, rival["ref"]]), {"keep": "yes", "revision": "2"}
    )
    assert (kept.status_code, _texts(application)[SUMMARY]) == (302, "d’Alice")


def test_page_posted_whole_does_not_fight_with_what_a_teammate_saved_elsewhere(
    alice: Any, application: Application
) -> None:
    write(application)
    opened = page_data(application)
    write(application, {("site", 0): "https://example.org"})
    opened["answer.summary"] = "nouveau"
    alice.post(section_address(application), opened)
    assert (_texts(application)[("site", 0)], _texts(application)[SUMMARY], Rival.objects.count()) == (
        "https://example.org",
        "nouveau",
        0,
    )


def _lost_race(client: Any, application: Application) -> Rival:
    write(application)
    opened = page_data(application) | {"answer.summary": "d’Alice", "then": "next"}
    write(application, {SUMMARY: "de Bob"})
    answer = client.post(section_address(application), opened)
    assert answer["Location"] == section_address(application)
    return Rival.objects.get()


@pytest.mark.parametrize(("verb", "text"), [("keep", "d’Alice"), ("let-go", "de Bob")])
def test_lost_race_is_shown_and_settled_by_a_button(verb: str, text: str, alice: Any, application: Application) -> None:
    rival = _lost_race(alice, application)
    page = _page(alice, application)
    assert page.select_one(".tremplin-rival blockquote").get_text() == "d’Alice"
    [value] = [
        str(button["value"])
        for button in page.select(".tremplin-rival button")
        if str(button["value"]).startswith(verb)
    ]
    post_section(alice, application, then=value, site="https://example.org")
    assert (_texts(application)[SUMMARY], _texts(application)[("site", 0)]) == (text, "https://example.org")
    assert not _page(alice, application).select("form .tremplin-rival")
    rival.refresh_from_db()
    assert rival.settled_at == DAY


def test_lost_race_is_told_on_the_overview(alice: Any, application: Application) -> None:
    _lost_race(alice, application)
    page = alice.get(reverse("calls:application", args=[application.ref])).content.decode()
    assert f'{section_address(application)}#q-summary"' in page


def test_who_only_reads_sees_the_answers_and_no_form(
    client: Any, application: Application, an_ordinary_day: None
) -> None:
    write(application)
    join(application.initiative, cast.lina(), TeamRight.READ)
    client.force_login(cast.lina())
    page = _page(client, application)
    assert not page.select("form#draft")
    assert "Un atlas des haies." in page.get_text()
    assert post_section(client, application, summary="non").status_code == 403
    assert _auto(client, application, ("answer.summary", 1, "non")).status_code == 403


def test_submitted_application_is_read_and_no_longer_written(alice: Any, application: Application) -> None:
    write(application)
    send(application)
    assert not _page(alice, application).select("form#draft")
    assert post_section(alice, application, summary="non").status_code == 403
    assert _texts(application)[SUMMARY] == ANSWERS[SUMMARY]


def test_correction_opens_its_questions_only(alice: Any, application: Application) -> None:
    from datetime import timedelta

    from tremplin.calls.actions.submissions import send_back
    from tremplin.calls.models import Question

    write(application)
    send(application)
    named = Question.objects.filter(section__form=application.form, key="summary")
    send_back(
        Application.objects.get(),
        questions=named,
        words="Précisez.",
        until=DAY + timedelta(days=9),
        by=cast.ada(),
        at=DAY,
    )
    page = _page(alice, application)
    assert [box["data-field"] for box in page.select("form#draft [data-field]")] == ["answer.summary"]
    overview = alice.get(reverse("calls:application", args=[application.ref])).content.decode()
    assert "Précisez." in overview
    assert "10 avril 2026 à 10 h 30" in overview
    post_section(alice, application, summary="corrigé", site="https://example.org")
    assert (_texts(application)[SUMMARY], _texts(application).get(("site", 0))) == ("corrigé", None)


def test_session_that_ended_keeps_every_field_ready_to_be_sent_again(
    client: Any, application: Application, an_ordinary_day: None
) -> None:
    write(application)
    data = page_data(application) | {
        "answer.summary": "ce que j’ai écrit\net la suite",
        "answer.needs": ["money", "name"],
    }
    answer = client.post(section_address(application), data)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 401
    assert [one["value"] for one in page.select("input[name=revision]")] == data["revision"]
    again: dict[str, Any] = {}
    for field in page.select("main form [name]"):
        value = field.text.removeprefix("\n") if field.name == "textarea" else str(field["value"])
        again.setdefault(str(field["name"]), []).append(value)
    client.force_login(cast.alice())
    assert client.post(section_address(application), again).status_code == 302
    assert (_texts(application)[SUMMARY], _texts(application)[("needs", 0)]) == (
        "ce que j’ai écrit\net la suite",
        "money\nname",
    )


def test_script_without_a_session_is_told_so(client: Any, application: Application, an_ordinary_day: None) -> None:
    assert _auto(client, application, ("answer.summary", 0, "un")).status_code == 401


def _same(page: bytes, *refs: str) -> str:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.decode())
    for ref in refs:
        text = text.replace(ref, "")
    return text


def _doors(application: Application, ref: str) -> list[tuple[str, str]]:
    own = [
        ("calls:application", "get"),
        ("calls:application-submit", "get"),
        ("calls:application-submit", "post"),
        ("calls:team", "post"),
    ]
    doors = [(reverse(name, args=[ref]), method) for name, method in own]
    doors += [
        (reverse(name, args=[ref]), "get") for name in ("calls:application-withdraw", "calls:receipt", "calls:team")
    ]
    doors += [(reverse("calls:section", args=[ref, "projet"]), method) for method in ("get", "post")]
    doors += [(reverse("calls:section-autosave", args=[ref, "projet"]), "post")]
    member = application.initiative.members.get().ref
    doors += [
        (reverse("calls:team-member", args=[ref, member]), "get"),
        (reverse("calls:team-member", args=[ref, member]), "post"),
    ]
    return doors


@pytest.mark.parametrize("who", ["charlie", "ada", "rose"])
def test_another_teams_application_is_as_absent_as_one_that_never_was(
    who: str, client: Any, application: Application, an_ordinary_day: None
) -> None:
    client.force_login(getattr(cast, who)())
    hidden_doors, absent_doors = _doors(application, application.ref), _doors(application, "0000000000")
    for (hidden, method), (absent, _method) in zip(hidden_doors, absent_doors, strict=True):
        there, nowhere = getattr(client, method)(hidden), getattr(client, method)(absent)
        assert (there.status_code, nowhere.status_code) == (404, 404), hidden
        assert _same(there.content, application.ref) == _same(nowhere.content, "0000000000"), hidden


def test_another_applications_rival_or_file_is_absent(alice: Any, application: Application) -> None:
    from tests.calls.factories import AttachmentFactory, RivalFactory

    rival, attachment = RivalFactory.create(), AttachmentFactory.create()
    assert (
        alice.post(reverse("calls:rival-settle", args=[application.ref, rival.ref]), {"keep": "yes"}).status_code == 404
    )
    assert alice.get(reverse("calls:attachment", args=[application.ref, attachment.ref])).status_code == 404
    assert post_section(alice, application, then=f"remove:{attachment.ref}").status_code == 404


@pytest.mark.parametrize("ref", ["%00", "x" * 500, "ILLEGAL000", "é" * 10, "0000000000%00"])
def test_reference_that_is_none_leads_nowhere(ref: str, alice: Any) -> None:
    assert alice.get(f"/espace/candidatures/{ref}/").status_code == 404


def test_section_that_is_not_in_the_form_is_absent(alice: Any, application: Application) -> None:
    assert alice.get(section_address(application, "rien")).status_code == 404
    assert _auto(alice, application, key="rien").status_code == 404


def test_autosave_is_not_a_page(alice: Any, application: Application) -> None:
    assert alice.get(reverse("calls:section-autosave", args=[application.ref, "projet"])).status_code == 405
    assert json.loads(_auto(alice, application).content)["saved"] == {}
