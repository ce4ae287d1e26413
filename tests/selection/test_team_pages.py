"""The programme team's pages on a selection: the thread of a call, its rounds, its screening."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.calls.received.story import make_call, receive_application
from tests.selection import story as told
from tests.selection.team_pages import errors_of, page_of, said, typed_instant
from tremplin.calls.models import Application
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.selection.actions import screening
from tremplin.selection.models import Round, RoundFile
from tremplin.selection.queries import screening_of
from tremplin.selection.states import College, RoundState, ScreeningState

pytestmark = pytest.mark.django_db


def test_calls_say_what_comes_next(ada: Client) -> None:
    story = told.received(3)
    [row] = ada.get(page_of("call-list")).context["rows"]
    assert (row["thread"].call, row["thread"].screened.waiting) == (story.call, 3)
    assert row["gesture"].address == page_of("screening-list", story.call.ref) + "?state=waiting"


def test_calls_without_any_say_why(ada: Client) -> None:
    assert ada.get(page_of("call-list")).context["rows"] == []


def test_thread_follows_the_story(ada: Client) -> None:
    story = told.received(3)

    def next_label() -> str:
        return str(ada.get(page_of("call", story.call.ref)).context["gesture"].address)

    told.screened(story)
    assert next_label() == page_of("round-usual", story.call.ref)
    found = told.prepared_round(story, opened=False)
    assert next_label() == page_of("round", found.ref)
    told.rounds.open_round(found, by=cast.ada(), at=clock.now())
    reviews = told.assigned(found, told.seated(found))
    told.read(reviews[0])
    counts = ada.get(page_of("call", story.call.ref)).context["thread"].rounds[0].counts
    assert (counts.reviews, counts.assigned, counts.accepted) == (1, 6, 3)
    for review in reviews[1:]:
        told.read(review)
    assert next_label() == page_of("round-results", found.ref)
    told.settled(found, passed=2)
    assert next_label() == page_of("decision-list", story.call.ref)


def test_thread_announced_asks_for_nothing_but_its_waves(ada: Client) -> None:
    story = told.ready(3)
    context = ada.get(page_of("call", story.call.ref)).context
    assert context["gesture"].address == page_of("release", story.call.ref)
    assert (context["thread"].decided.sealed, context["thread"].screened.total) == (3, 3)


def test_file_in_conflict_is_in_no_count(ada: Client) -> None:
    story = told.received(3)
    found = told.prepared_round(told.screened(story), passing=3)
    for review in told.assigned(found, told.seated(found)):
        told.read(review)
    before = ada.get(page_of("call", story.call.ref)).context["thread"]
    assert (before.screened.total, before.rounds[0].counts.files, before.rounds[0].counts.reviews) == (3, 3, 6)
    ConflictFactory.create(application=story.applications[0], person=cast.ada())
    hidden = RoundFile.objects.get(round=found, application=story.applications[0])
    after = ada.get(page_of("call", story.call.ref)).context["thread"]
    assert (after.screened.total, after.rounds[0].counts.files, after.rounds[0].counts.reviews) == (2, 2, 4)
    results = ada.get(page_of("round-results", found.ref))
    assert hidden not in [row.file for row in results.context["results"].rows]
    lines = b"".join(ada.get(page_of("round-results", found.ref), {"format": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert len(lines.splitlines()) == 3
    assert story.applications[0].number not in lines
    assert hidden not in [one.file for one in ada.get(page_of("assignment", found.ref)).context["board"].readings]
    page = ada.get(page_of("screening-list", story.call.ref)).context["page"]
    assert story.applications[0] not in page.object_list
    assert ada.get(page_of("round-file", found.ref, hidden.ref)).status_code == 404
    assert ada.get(page_of("screening", story.applications[0].ref)).status_code == 404


def test_strangers_find_nothing(client: Client) -> None:
    story = told.received(2)
    found = told.prepared_round(told.screened(story))
    file = found.files.all()[0]
    addresses = [
        *(page_of(name, story.call.ref) for name in ("call", "round-prepare", "round-usual", "screening-list")),
        *(page_of(name, story.applications[0].ref) for name in ("screening", "screening-correction")),
        *(page_of(name, found.ref) for name in ("round", "round-change", "round-criteria", "seat-list", "assignment")),
        page_of("round-results", found.ref),
        page_of("round-file", found.ref, file.ref),
    ]
    for person in (cast.charlie(), cast.alice(), cast.rose()):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
        assert client.get(page_of("call-list")).status_code == 403


def _typed(form: Any, **changes: Any) -> dict[str, Any]:
    data = {}
    for field in form:
        value = field.value()
        if value not in (None, ""):
            widget: Any = field.field.widget
            data[field.html_name] = widget.format_value(value) if hasattr(widget, "format_value") else value
    return data | changes


def test_usual_rounds_are_prepared_together_once(ada: Client) -> None:
    story = told.received(2)
    address = page_of("round-usual", story.call.ref)
    data = _typed(ada.get(address).context["form"], first_passing="12", second_passing="4")
    assert ada.post(address, data).headers["Location"] == page_of("call", story.call.ref)
    assert ada.post(address, data).headers["Location"] == page_of("call", story.call.ref)
    first, second = Round.objects.order_by("position")
    assert (first.college, first.passing, first.criteria.count()) == (College.EXPERTS, 12, 5)
    assert [one.levels.count() for one in first.criteria.all()] == [4] * 5
    assert (second.college, second.passing, second.criteria.count()) == (College.CITIZENS, 4, 3)
    assert ada.get(address).headers["Location"] == page_of("call", story.call.ref)
    assert ada.post(address, data | {"once": "z" * 32}).status_code == 302
    assert Round.objects.count() == 2


def test_usual_rounds_follow_one_another(ada: Client) -> None:
    story = told.received(1)
    address = page_of("round-usual", story.call.ref)
    form = ada.get(address).context["form"]
    data = _typed(form)
    data |= {"second_starts_at": data["first_starts_at"], "second_passing": "40"}
    answer = ada.post(address, data)
    assert set(answer.context["form"].errors) == {"second_starts_at", "second_passing"}
    assert not Round.objects.exists()


def test_one_round_then_its_criteria(ada: Client) -> None:
    story = told.received(1)
    address = page_of("round-prepare", story.call.ref)
    now = clock.now()
    data = {
        "name_fr": "Comité de cinq",
        "college": "team",
        "per_file": "5",
        "passing": "3",
        "minutes": "20",
        "quorum": "50",
        "starts_at": typed_instant(now + timedelta(days=1)),
        "due_at": typed_instant(now),
        "once": "o" * 32,
    }
    assert set(ada.post(address, data).context["form"].errors) == {"due_at"}
    data["due_at"] = typed_instant(now + timedelta(days=9))
    answer = ada.post(address, data)
    found = Round.objects.get()
    criteria = page_of("round-criteria", found.ref)
    assert answer.headers["Location"] == criteria
    assert "__all__" in ada.post(criteria, {}).context["form"].errors
    wrong = {"name_fr_0": "Utilité", "level_fr_0_0": "Faible", "name_en_1": "Only English"}
    assert set(ada.post(criteria, wrong).context["form"].errors) == {"level_fr_0_0", "name_fr_1"}
    right = {"name_fr_0": "Utilité", "level_fr_0_0": "Faible", "level_fr_0_1": "Forte", "name_fr_2": "Un mot ?"}
    ada.post(criteria, right)
    written = [(one.name_fr, one.levels.count()) for one in found.criteria.all()]
    assert written == [("Utilité", 2), ("Un mot ?", 0)]
    change = page_of("round-change", found.ref)
    ada.post(change, _typed(ada.get(change).context["form"], passing="2"))
    found.refresh_from_db()
    assert found.passing == 2


def test_criteria_of_an_open_round_are_only_read(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(1)))
    answer = ada.get(page_of("round-criteria", found.ref))
    assert not answer.context["answer"]
    assert ada.post(page_of("round-criteria", found.ref), {"name_fr_0": "Autre"}).status_code == 403
    assert ada.get(page_of("round-change", found.ref)).status_code == 403
    assert [one.name_fr for one in found.criteria.all()] == ["Intérêt général", "Solidité de l’équipe"]


def test_round_takes_in_opens_prolongs_closes_and_opens_again(ada: Client) -> None:
    story = told.screened(told.received(3), refused=1)
    found = told.prepared_round(story, opened=False)
    RoundFile.objects.all().delete()
    address = page_of("round", found.ref)
    page = ada.get(address).context
    assert (page["entering"], bool(page["opening"])) == (2, False)
    answer = ada.post(address, {"do": "open"})
    assert answer.status_code == 200
    assert len(said(answer)) == 1
    ada.post(address, {"do": "take_in"})
    assert [file.application for file in found.files.order_by("application__pk")] == story.applications[:2]
    assert ada.get(address, {"do": "open"}).context["answer"]
    found.refresh_from_db()
    assert found.state == RoundState.PREPARED
    ada.post(address, {"do": "open"})
    found.refresh_from_db()
    assert found.state == RoundState.OPEN
    later = found.due_at.replace(microsecond=0) + timedelta(days=3)
    ada.post(address, {"do": "prolong", "due_at": typed_instant(later)})
    assert Round.objects.get().due_at == later
    past = ada.post(address, {"do": "prolong", "due_at": "2020-01-01T09:00"})
    assert set(past.context["form"].errors) == {"due_at"}
    refused = ada.post(address, {"do": "close"})
    assert (refused.status_code, len(said(refused))) == (200, 1)
    told.settled(found, passed=1)
    assert Round.objects.get().state == RoundState.CLOSED
    ada.post(address, {"do": "open_again"})
    assert Round.objects.get().state == RoundState.OPEN


def test_later_round_takes_in_only_what_passed(ada: Client) -> None:
    story = told.screened(told.received(4))
    told.settled(told.prepared_round(story), passed=2)
    second = told.prepared_round(story, college=College.CITIZENS, opened=False)
    RoundFile.objects.filter(round=second).delete()
    assert ada.get(page_of("round", second.ref)).context["entering"] == 2
    ada.post(page_of("round", second.ref), {"do": "take_in"})
    assert {file.application for file in second.files.all()} == set(story.applications[:2])
    page = ada.get(page_of("round", second.ref)).context
    assert (page["counts"].unsummed, len(page["unwritten"]), bool(page["opening"])) == (2, 2, False)
    for file in second.files.all():
        ada.post(page_of("round-file", second.ref, file.ref), {"do": "summary", "words": "Des voisins plantent."})
    assert ada.get(page_of("round", second.ref)).context["opening"]


def test_screening_list_filters_and_admits_several_once(ada: Client) -> None:
    story = told.received(3)
    screening.refuse(story.applications[2], reason="Hors sujet.", by=cast.aldo(), at=clock.now())
    Application.objects.filter(pk=story.applications[1].pk).update(folded="initiative 1")
    address = page_of("screening-list", story.call.ref)
    assert len(ada.get(address, {"state": "waiting"}).context["page"].object_list) == 2
    page = ada.get(address, {"state": "waiting", "words": "Initiative"}).context["page"]
    assert list(page.object_list) == [story.applications[1]]
    assert errors_of(ada.post(address, {"once": "a" * 32}), "bulk")
    data = {"once": "b" * 32, "applications": [one.ref for one in story.applications]}
    first = ada.post(address, data)
    assert len(said(first)) == 2  # the one refused meanwhile is said
    assert ada.post(address, data).headers["Location"] == first.headers["Location"]
    states = [screening_of(one).state for one in story.applications]  # type: ignore[union-attr]
    assert states == ["admissible", "admissible", "refused"]


def test_screening_says_yes_no_and_looks_again(ada: Client) -> None:
    story = told.received(2)
    first, second = (page_of("screening", one.ref) for one in story.applications)
    assert errors_of(ada.post(first, {}))
    assert set(ada.post(first, {"verdict": "refuse"}).context["form"].errors) == {"reason"}
    answer = ada.post(first, {"verdict": "refuse", "reason": "Aucune structure.", "next": "1"})
    assert answer.headers["Location"] == second
    row = screening_of(story.applications[0])
    assert row is not None
    assert (row.state, row.reason, row.screened_by) == (ScreeningState.REFUSED, "Aucune structure.", cast.ada())
    assert ada.get(first).context["following"] == story.applications[1]
    ada.post(first, {"do": "look_again"})
    row.refresh_from_db()
    assert (row.state, row.reason) == (ScreeningState.WAITING, "")


def test_second_agent_is_told_and_loses_nothing(ada: Client) -> None:
    [application] = told.received(1).applications
    screening.admit(application, by=cast.aldo(), at=clock.now())
    answer = ada.post(page_of("screening", application.ref), {"verdict": "refuse", "reason": "Trop tôt."})
    assert len(said(answer)) == 1
    assert answer.context["form"]["reason"].value() == "Trop tôt."
    assert answer.context["shows_form"]
    row = screening_of(application)
    assert row is not None
    assert (row.state, row.screened_by) == (ScreeningState.ADMISSIBLE, cast.aldo())


def test_screened_file_in_a_round_is_settled_there(ada: Client) -> None:
    story = told.screened(told.received(1))
    told.prepared_round(story)
    answer = ada.post(page_of("screening", story.applications[0].ref), {"do": "look_again"})
    assert (answer.status_code, len(said(answer))) == (200, 1)
    assert not answer.context["looking"]
    assert ada.get(page_of("screening-correction", story.applications[0].ref)).status_code == 403


def test_correction_is_read_then_sent_and_screened_when_it_comes_back(ada: Client) -> None:
    application = receive_application(make_call(), "Atelier des haies", leader=cast.alice())
    screening.admit(application, by=cast.aldo(), at=clock.now())
    address = page_of("screening-correction", application.ref)
    field = ada.get(address).context["form"].question_fields[0]
    day = clock.today() + timedelta(days=5)
    data = {"words": "Merci de préciser.", field.name: ["summary"], "once": "c" * 32}
    assert set(ada.post(address, data).context["form"].errors) == {"until_day"}
    data["until_day"] = day.isoformat()
    [letter] = ada.post(address, data).context["letters"]
    assert not Message.objects.filter(kind="calls-correction").exists()
    answer = ada.post(address, data | {"confirmed": "1"})
    assert answer.headers["Location"] == page_of("screening", application.ref)
    sent = Message.objects.get(kind="calls-correction")
    assert (sent.subject, sent.text, sent.recipient) == (letter["subject"], letter["text"], cast.alice().email)
    row = screening_of(application)
    assert row is not None
    assert row.state == ScreeningState.WAITING
    page = ada.get(page_of("screening", application.ref)).context
    assert (bool(page["answer"]), bool(page["shows_form"])) == (False, False)
    counts = ada.get(page_of("screening-list", application.call.ref)).context["screened"]
    assert (counts.total, counts.returned, counts.waiting) == (1, 1, 0)
    refused = ada.post(page_of("screening", application.ref), {"verdict": "admit"})
    row.refresh_from_db()
    assert (refused.status_code, len(said(refused)), row.state) == (200, 1, ScreeningState.WAITING)


def test_passed_over_comes_back_after_the_last(ada: Client) -> None:
    story = told.received(3)
    ada.post(page_of("screening", story.applications[1].ref), {"verdict": "admit", "next": "1"})

    def following(place: int) -> Any:
        return ada.get(page_of("screening", story.applications[place].ref)).context["following"]

    assert [following(0), following(1), following(2)] == [
        story.applications[2],
        story.applications[2],
        story.applications[0],
    ]
