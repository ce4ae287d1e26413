"""The programme team runs a call: its thread, its screening, its rounds, its readers and what they said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.calls.received.story import make_call, receive_application
from tests.factories import PersonFactory
from tests.selection import story as told
from tremplin.calls.models import Application
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.selection.actions import screening
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.queries import screening_of
from tremplin.selection.states import College, FileState, RoundState, ScreeningState, SeatState

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


def _at(name: str, *refs: str) -> str:
    return reverse(f"selection:{name}", args=refs)


def _said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def _errors(answer: Any, name: str = "form") -> list[str]:
    return [error for errors in answer.context[name].errors.values() for error in errors]


def _clock(at: datetime) -> str:
    """As a browser sends an instant."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%dT%H:%M:%S")


# --- the calls and the thread of one


def test_calls_say_what_comes_next(ada: Client) -> None:
    story = told.received(3)
    [row] = ada.get(_at("call-list")).context["rows"]
    assert (row["thread"].call, row["thread"].screened.waiting) == (story.call, 3)
    assert row["gesture"].address == _at("screening-list", story.call.ref) + "?state=waiting"


def test_calls_without_any_say_why(ada: Client) -> None:
    assert ada.get(_at("call-list")).context["rows"] == []


def test_thread_follows_the_story(ada: Client) -> None:
    story = told.received(3)

    def next_label() -> str:
        return str(ada.get(_at("call", story.call.ref)).context["gesture"].address)

    told.screened(story)
    assert next_label() == _at("round-usual", story.call.ref)
    found = told.prepared_round(story, opened=False)
    assert next_label() == _at("round", found.ref)
    told.rounds.open_round(found, by=cast.ada(), at=clock.now())
    reviews = told.assigned(found, told.seated(found))
    told.read(reviews[0])
    counts = ada.get(_at("call", story.call.ref)).context["thread"].rounds[0].counts
    assert (counts.reviews, counts.assigned, counts.accepted) == (1, 6, 3)
    for review in reviews[1:]:
        told.read(review)
    assert next_label() == _at("round-results", found.ref)
    told.settled(found, passed=2)
    assert next_label() == _at("decision-list", story.call.ref)


def test_thread_announced_asks_for_nothing_but_its_waves(ada: Client) -> None:
    story = told.ready(3)
    context = ada.get(_at("call", story.call.ref)).context
    assert context["gesture"].address == _at("release", story.call.ref)
    assert (context["thread"].decided.sealed, context["thread"].screened.total) == (3, 3)


def test_file_in_conflict_is_in_no_count(ada: Client) -> None:
    story = told.received(3)
    found = told.prepared_round(told.screened(story), passing=3)
    for review in told.assigned(found, told.seated(found)):
        told.read(review)
    before = ada.get(_at("call", story.call.ref)).context["thread"]
    assert (before.screened.total, before.rounds[0].counts.files, before.rounds[0].counts.reviews) == (3, 3, 6)
    ConflictFactory.create(application=story.applications[0], person=cast.ada())
    hidden = RoundFile.objects.get(round=found, application=story.applications[0])
    after = ada.get(_at("call", story.call.ref)).context["thread"]
    assert (after.screened.total, after.rounds[0].counts.files, after.rounds[0].counts.reviews) == (2, 2, 4)
    results = ada.get(_at("round-results", found.ref))
    assert hidden not in [row.file for row in results.context["results"].rows]
    lines = b"".join(ada.get(_at("round-results", found.ref), {"format": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert len(lines.splitlines()) == 3
    assert story.applications[0].number not in lines
    assert hidden not in [one.file for one in ada.get(_at("assignment", found.ref)).context["board"].readings]
    page = ada.get(_at("screening-list", story.call.ref)).context["page"]
    assert story.applications[0] not in page.object_list
    assert ada.get(_at("round-file", found.ref, hidden.ref)).status_code == 404
    assert ada.get(_at("screening", story.applications[0].ref)).status_code == 404


def test_strangers_find_nothing(client: Client) -> None:
    story = told.received(2)
    found = told.prepared_round(told.screened(story))
    file = found.files.all()[0]
    addresses = [
        *(_at(name, story.call.ref) for name in ("call", "round-prepare", "round-usual", "screening-list")),
        *(_at(name, story.applications[0].ref) for name in ("screening", "screening-correction")),
        *(_at(name, found.ref) for name in ("round", "round-change", "round-criteria", "seat-list", "assignment")),
        _at("round-results", found.ref),
        _at("round-file", found.ref, file.ref),
    ]
    for person in (cast.charlie(), cast.alice(), cast.rose()):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
        assert client.get(_at("call-list")).status_code == 403


# --- preparing rounds


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
    address = _at("round-usual", story.call.ref)
    data = _typed(ada.get(address).context["form"], first_passing="12", second_passing="4")
    assert ada.post(address, data).headers["Location"] == _at("call", story.call.ref)
    assert ada.post(address, data).headers["Location"] == _at("call", story.call.ref)
    first, second = Round.objects.order_by("position")
    assert (first.college, first.passing, first.criteria.count()) == (College.EXPERTS, 12, 5)
    assert [one.levels.count() for one in first.criteria.all()] == [4] * 5
    assert (second.college, second.passing, second.criteria.count()) == (College.CITIZENS, 4, 3)
    assert ada.get(address).headers["Location"] == _at("call", story.call.ref)
    assert ada.post(address, data | {"once": "z" * 32}).status_code == 302
    assert Round.objects.count() == 2


def test_usual_rounds_follow_one_another(ada: Client) -> None:
    story = told.received(1)
    address = _at("round-usual", story.call.ref)
    form = ada.get(address).context["form"]
    data = _typed(form)
    data |= {"second_starts_at": data["first_starts_at"], "second_passing": "40"}
    answer = ada.post(address, data)
    assert set(answer.context["form"].errors) == {"second_starts_at", "second_passing"}
    assert not Round.objects.exists()


def test_one_round_then_its_criteria(ada: Client) -> None:
    story = told.received(1)
    address = _at("round-prepare", story.call.ref)
    now = clock.now()
    data = {
        "name_fr": "Comité de cinq",
        "college": "team",
        "per_file": "5",
        "passing": "3",
        "minutes": "20",
        "quorum": "50",
        "starts_at": _clock(now + timedelta(days=1)),
        "due_at": _clock(now),
        "once": "o" * 32,
    }
    assert set(ada.post(address, data).context["form"].errors) == {"due_at"}
    data["due_at"] = _clock(now + timedelta(days=9))
    answer = ada.post(address, data)
    found = Round.objects.get()
    criteria = _at("round-criteria", found.ref)
    assert answer.headers["Location"] == criteria
    assert "__all__" in ada.post(criteria, {}).context["form"].errors
    wrong = {"name_fr_0": "Utilité", "level_fr_0_0": "Faible", "name_en_1": "Only English"}
    assert set(ada.post(criteria, wrong).context["form"].errors) == {"level_fr_0_0", "name_fr_1"}
    right = {"name_fr_0": "Utilité", "level_fr_0_0": "Faible", "level_fr_0_1": "Forte", "name_fr_2": "Un mot ?"}
    ada.post(criteria, right)
    written = [(one.name_fr, one.levels.count()) for one in found.criteria.all()]
    assert written == [("Utilité", 2), ("Un mot ?", 0)]
    change = _at("round-change", found.ref)
    ada.post(change, _typed(ada.get(change).context["form"], passing="2"))
    found.refresh_from_db()
    assert found.passing == 2


def test_criteria_of_an_open_round_are_only_read(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(1)))
    answer = ada.get(_at("round-criteria", found.ref))
    assert not answer.context["answer"]
    assert ada.post(_at("round-criteria", found.ref), {"name_fr_0": "Autre"}).status_code == 403
    assert ada.get(_at("round-change", found.ref)).status_code == 403
    assert [one.name_fr for one in found.criteria.all()] == ["Intérêt général", "Solidité de l’équipe"]


# --- one round, from its opening to its end


def test_round_takes_in_opens_prolongs_closes_and_opens_again(ada: Client) -> None:
    story = told.screened(told.received(3), refused=1)
    found = told.prepared_round(story, opened=False)
    RoundFile.objects.all().delete()
    address = _at("round", found.ref)
    page = ada.get(address).context
    assert (page["entering"], bool(page["opening"])) == (2, False)
    answer = ada.post(address, {"do": "open"})
    assert answer.status_code == 200
    assert len(_said(answer)) == 1
    ada.post(address, {"do": "take_in"})
    assert [file.application for file in found.files.order_by("application__pk")] == story.applications[:2]
    assert ada.get(address, {"do": "open"}).context["answer"]
    found.refresh_from_db()
    assert found.state == RoundState.PREPARED
    ada.post(address, {"do": "open"})
    found.refresh_from_db()
    assert found.state == RoundState.OPEN
    later = found.due_at.replace(microsecond=0) + timedelta(days=3)
    ada.post(address, {"do": "prolong", "due_at": _clock(later)})
    assert Round.objects.get().due_at == later
    past = ada.post(address, {"do": "prolong", "due_at": "2020-01-01T09:00"})
    assert set(past.context["form"].errors) == {"due_at"}
    refused = ada.post(address, {"do": "close"})
    assert (refused.status_code, len(_said(refused))) == (200, 1)
    told.settled(found, passed=1)
    assert Round.objects.get().state == RoundState.CLOSED
    ada.post(address, {"do": "open_again"})
    assert Round.objects.get().state == RoundState.OPEN


def test_later_round_takes_in_only_what_passed(ada: Client) -> None:
    story = told.screened(told.received(4))
    told.settled(told.prepared_round(story), passed=2)
    second = told.prepared_round(story, college=College.CITIZENS, opened=False)
    RoundFile.objects.filter(round=second).delete()
    assert ada.get(_at("round", second.ref)).context["entering"] == 2
    ada.post(_at("round", second.ref), {"do": "take_in"})
    assert {file.application for file in second.files.all()} == set(story.applications[:2])
    page = ada.get(_at("round", second.ref)).context
    assert (page["counts"].unsummed, len(page["unwritten"]), bool(page["opening"])) == (2, 2, False)
    for file in second.files.all():
        ada.post(_at("round-file", second.ref, file.ref), {"do": "summary", "words": "Des voisins plantent."})
    assert ada.get(_at("round", second.ref)).context["opening"]


# --- screening


def test_screening_list_filters_and_admits_several_once(ada: Client) -> None:
    story = told.received(3)
    screening.refuse(story.applications[2], reason="Hors sujet.", by=cast.aldo(), at=clock.now())
    Application.objects.filter(pk=story.applications[1].pk).update(folded="initiative 1")
    address = _at("screening-list", story.call.ref)
    assert len(ada.get(address, {"state": "waiting"}).context["page"].object_list) == 2
    page = ada.get(address, {"state": "waiting", "words": "Initiative"}).context["page"]
    assert list(page.object_list) == [story.applications[1]]
    assert _errors(ada.post(address, {"once": "a" * 32}), "bulk")
    data = {"once": "b" * 32, "applications": [one.ref for one in story.applications]}
    first = ada.post(address, data)
    assert len(_said(first)) == 2  # the one refused meanwhile is said
    assert ada.post(address, data).headers["Location"] == first.headers["Location"]
    states = [screening_of(one).state for one in story.applications]  # type: ignore[union-attr]
    assert states == ["admissible", "admissible", "refused"]


def test_screening_says_yes_no_and_looks_again(ada: Client) -> None:
    story = told.received(2)
    first, second = (_at("screening", one.ref) for one in story.applications)
    assert _errors(ada.post(first, {}))
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
    answer = ada.post(_at("screening", application.ref), {"verdict": "refuse", "reason": "Trop tôt."})
    assert len(_said(answer)) == 1
    assert answer.context["form"]["reason"].value() == "Trop tôt."
    assert answer.context["shows_form"]
    row = screening_of(application)
    assert row is not None
    assert (row.state, row.screened_by) == (ScreeningState.ADMISSIBLE, cast.aldo())


def test_screened_file_in_a_round_is_settled_there(ada: Client) -> None:
    story = told.screened(told.received(1))
    told.prepared_round(story)
    answer = ada.post(_at("screening", story.applications[0].ref), {"do": "look_again"})
    assert (answer.status_code, len(_said(answer))) == (200, 1)
    assert not answer.context["looking"]
    assert ada.get(_at("screening-correction", story.applications[0].ref)).status_code == 403


def test_correction_is_read_then_sent_and_screened_when_it_comes_back(ada: Client) -> None:
    application = receive_application(make_call(), "Atelier des haies", leader=cast.alice())
    screening.admit(application, by=cast.aldo(), at=clock.now())
    address = _at("screening-correction", application.ref)
    field = ada.get(address).context["form"].question_fields[0]
    day = clock.today() + timedelta(days=5)
    data = {"words": "Merci de préciser.", field.name: ["summary"], "once": "c" * 32}
    assert set(ada.post(address, data).context["form"].errors) == {"until_day"}
    data["until_day"] = day.isoformat()
    [letter] = ada.post(address, data).context["letters"]
    assert not Message.objects.filter(kind="calls-correction").exists()
    answer = ada.post(address, data | {"confirmed": "1"})
    assert answer.headers["Location"] == _at("screening", application.ref)
    sent = Message.objects.get(kind="calls-correction")
    assert (sent.subject, sent.text, sent.recipient) == (letter["subject"], letter["text"], cast.alice().email)
    row = screening_of(application)
    assert row is not None
    assert row.state == ScreeningState.WAITING
    page = ada.get(_at("screening", application.ref)).context
    assert (bool(page["answer"]), bool(page["shows_form"])) == (False, False)
    counts = ada.get(_at("screening-list", application.call.ref)).context["screened"]
    assert (counts.total, counts.returned, counts.waiting) == (1, 1, 0)
    refused = ada.post(_at("screening", application.ref), {"verdict": "admit"})
    row.refresh_from_db()
    assert (refused.status_code, len(_said(refused)), row.state) == (200, 1, ScreeningState.WAITING)


def test_passed_over_comes_back_after_the_last(ada: Client) -> None:
    story = told.received(3)
    ada.post(_at("screening", story.applications[1].ref), {"verdict": "admit", "next": "1"})

    def following(place: int) -> Any:
        return ada.get(_at("screening", story.applications[place].ref)).context["following"]

    assert [following(0), following(1), following(2)] == [
        story.applications[2],
        story.applications[2],
        story.applications[0],
    ]


# --- readers


def _invite(ada: Client, found: Round, people: str, **more: str) -> Any:
    return ada.post(_at("seat-list", found.ref), {"do": "invite", "people": people, "once": "i" * 32, **more})


def test_invitations_are_read_before_they_leave(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(4)), opened=False)
    people = "Rose <rose@example.org>\n\nnouveau@example.org\n"
    cast.rose()
    preview = _invite(ada, found, people)
    assert (preview.context["load"], preview.context["count"]) == (4, 2)
    assert not Seat.objects.exists()
    [letter] = preview.context["letters"]
    _invite(ada, found, people, confirmed="1")
    _invite(ada, found, people, confirmed="1")
    sent = Message.objects.filter(kind="selection-invitation")
    assert sorted(message.recipient for message in sent) == ["nouveau@example.org", "rose@example.org"]
    mail = sent.get(recipient="rose@example.org")
    assert mail.subject == letter["subject"]
    assert mail.text.splitlines()[:3] == letter["text"].splitlines()[:3]
    assert {seat.files_asked for seat in Seat.objects.all()} == {4}


def test_invitations_say_which_line_is_wrong(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(1)))
    told.seated(found, [cast.rose()])
    typed = "Rose <rose@example.org>\nsans adresse\nx@example.org\nX <x@example.org>"
    answer = _invite(ada, found, typed)
    assert len(_errors(answer)) == 3
    assert answer.context["form"]["people"].value() == typed
    RoundFile.objects.all().delete()
    assert set(_invite(ada, found, "z@example.org").context["form"].errors) == {"files_asked"}


def test_part_ends_and_is_offered_again(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(2)))
    seats = told.seated(found)
    reviews = told.assigned(found, seats)
    told.read(next(review for review in reviews if review.seat == seats[0]))
    address = _at("seat-list", found.ref)
    place = ada.get(address, {"end": seats[0].ref}).context["place"]
    assert (place.submitted, place.unfinished, place.untouched) == (1, 0, 0)
    ada.post(address, {"do": "end", "seat": seats[0].ref})
    assert Seat.objects.get(pk=seats[0].pk).state == SeatState.ENDED
    assert Review.objects.filter(seat=seats[0]).count() == 1
    before = Message.objects.filter(kind="selection-invitation").count()
    again = {"do": "again", "seat": seats[0].ref, "once": "g" * 32}
    assert ada.post(address, again).context["again"] == seats[0]
    assert Message.objects.filter(kind="selection-invitation").count() == before
    ada.post(address, again | {"confirmed": "1"})
    assert Seat.objects.get(pk=seats[0].pk).state == SeatState.INVITED
    assert Message.objects.filter(kind="selection-invitation").count() == before + 1


def test_jurors_are_numbers_until_somebody_asks(ada: Client) -> None:
    story = told.screened(told.received(2))
    found = told.prepared_round(story, college=College.CITIZENS)
    for review in told.assigned(found, told.seated(found)):
        told.read(review)
    file = found.files.all()[0]
    jules = cast.jules()
    pages = [
        _at("seat-list", found.ref),
        _at("seat-list", found.ref) + "?do=show",
        _at("assignment", found.ref),
        _at("round-file", found.ref, file.ref),
        _at("round-results", found.ref),
        _at("round-results", found.ref) + "?format=csv",
    ]
    for page in pages:
        text = ada.get(page).getvalue().decode()
        assert text
        assert jules.full_name not in text
        assert str(jules.email) not in text
    assert not journal.of(found).filter(verb="show").exists()
    shown = ada.post(_at("seat-list", found.ref), {"do": "show"}).content.decode()
    assert (jules.full_name in shown, str(jules.email) in shown) == (True, True)
    assert [entry.actor for entry in journal.of(found).filter(verb="show")] == [cast.ada().ref]


# --- who reads what


def test_proposal_is_looked_at_then_followed(ada: Client) -> None:
    story = told.screened(told.received(4))
    found = told.prepared_round(story)
    seats = told.seated(found)
    ConflictFactory.create(application=story.applications[0], person=seats[0].person)
    address = _at("assignment", found.ref)
    context = ada.get(address).context
    assert (len(context["board"].pairs), Review.objects.count()) == (8, 0)
    assert context["board"].most - context["board"].least <= 1
    data = {"do": "apply", "seen": context["board"].digest, "once": "p" * 32}
    ada.post(address, data)
    ada.post(address, data)
    assert Review.objects.count() == 8
    assert not Review.objects.filter(file__application=story.applications[0], seat=seats[0]).exists()
    review = Review.objects.all()[0]
    ada.post(address, {"do": "remove", "review": review.ref})
    assert Review.objects.count() == 7
    ada.get(address)
    late = ada.post(address, {"do": "apply", "seen": data["seen"], "once": "q" * 32})
    assert (len(_said(late)), Review.objects.count()) == (1, 7)
    ada.post(address, {"do": "add", "file": review.file.ref, "seat": review.seat.ref})
    assert Review.objects.count() == 8


def test_proposal_followed_late_makes_only_the_pairs_that_hold() -> None:
    story = told.screened(told.received(4))
    found = told.prepared_round(story)
    roomy, small, gone, linked = told.seated(
        found, [PersonFactory.create(confirmed=True) for _one in range(4)], files=2
    )
    files = [found.files.get(application=one) for one in story.applications]
    told.assignments.assign(files[0], roomy, by=cast.ada(), at=clock.now())
    told.assignments.assign(files[1], small, by=cast.ada(), at=clock.now())
    told.seats.end(gone, by=cast.ada(), at=clock.now())
    ConflictFactory.create(application=story.applications[2], person=linked.person)
    pairs = [
        (files[0], roomy),  # already
        (files[1], roomy),
        (files[2], small),
        (files[3], small),  # one above what was accepted
        (files[0], gone),
        (files[2], linked),
        (files[3], linked),
    ]
    with CaptureQueriesContext(connection) as queries:
        made = told.assignments.assign_all(found, pairs, by=cast.ada(), at=clock.now())
    assert (made, len(queries) < 30) == (3, True)
    kept = set(Review.objects.values_list("file", "seat"))
    wanted = [(files[0], roomy), (files[1], small), (files[1], roomy), (files[2], small), (files[3], linked)]
    assert kept == {(file.pk, seat.pk) for file, seat in wanted}


def test_proposal_says_what_lacks(ada: Client) -> None:
    story = told.screened(told.received(3))
    found = told.prepared_round(story)
    told.seated(found, [cast.rose()])
    board = ada.get(_at("assignment", found.ref)).context["board"]
    assert [reading.short for reading in board.missing] == [1, 1, 1]


def test_pair_by_hand_passes_the_same_checks(ada: Client) -> None:
    story = told.screened(told.received(1))
    found = told.prepared_round(story)
    seats = told.seated(found)
    file = found.files.all()[0]
    ConflictFactory.create(application=story.applications[0], person=seats[0].person)
    answer = ada.post(_at("assignment", found.ref), {"do": "add", "file": file.ref, "seat": seats[0].ref})
    assert (answer.status_code, len(_said(answer)), Review.objects.count()) == (200, 1, 0)
    review = told.assignments.assign(file, seats[1], by=cast.ada(), at=clock.now())
    told.read(review)
    answer = ada.post(_at("assignment", found.ref), {"do": "remove", "review": review.ref})
    assert (answer.status_code, len(_said(answer)), Review.objects.count()) == (200, 1, 1)


# --- what they said, and how files leave


def _read_round(values: list[int | None]) -> tuple[told.Story, Round]:
    story = told.screened(told.received(2))
    found = told.prepared_round(story, passing=1, per_file=3)
    given = iter(values)
    for review in sorted(told.assigned(found, told.seated(found)), key=lambda one: one.seat.number):
        told.read(review, value=next(given) if review.file.application == story.applications[0] else 2)
    return story, found


def test_abstention_is_not_a_zero_and_conflicts_leave(ada: Client) -> None:
    story, found = _read_round([4, None, 3])
    rows = {row.file.application: row for row in ada.get(_at("round-results", found.ref)).context["results"].rows}
    row = rows[story.applications[0]]
    assert (row.mean, row.spread, row.submitted, row.expected) == (3.5, 1, 3, 3)
    reader = Review.objects.get(file=row.file, scores__value=3, scores__criterion__position=1).seat.person
    ConflictFactory.create(application=story.applications[0], person=reader)
    context = ada.get(_at("round-results", found.ref), {"order": "-mean"}).context
    first = context["results"].rows[0]
    assert (first.file.application, first.mean, first.spread, first.submitted) == (story.applications[0], 4.0, None, 2)
    assert context["columns"]["mean"] == {"sort": "descending", "address": "mean"}


def test_too_many_pass_is_refused(ada: Client) -> None:
    _story, found = _read_round([4, 4, 4])
    address = _at("round-results", found.ref)
    refs = [file.ref for file in found.files.all()]
    assert set(ada.post(address, {"verb": "stop", "chosen": refs}).context["form"].errors) == {"reason"}
    preview = ada.post(address, {"verb": "let_pass", "chosen": refs})
    assert (len(preview.context["moving"]), preview.context["left"]) == (2, 1)
    assert not found.files.exclude(state=FileState.WAITING).exists()
    answer = ada.post(address, {"verb": "let_pass", "chosen": refs, "confirmed": "1"})
    assert len(_said(answer)) == 2
    assert sorted(found.files.values_list("state", flat=True)) == ["passed", "waiting"]
    passed = found.files.get(state=FileState.PASSED)
    ada.post(address, {"do": "reconsider", "file": passed.ref})
    passed.refresh_from_db()
    assert passed.state == FileState.WAITING


def test_agent_who_reads_sees_nothing_of_others_before(ada: Client) -> None:
    story = told.screened(told.received(1))
    found = told.prepared_round(story, college=College.TEAM)
    seats = told.seated(found, [cast.aldo(), cast.ada()])
    file = found.files.all()[0]
    others, mine = (told.assignments.assign(file, seat, by=cast.aldo(), at=clock.now()) for seat in seats)
    told.read(others, value=4)
    [row] = ada.get(_at("round-results", found.ref)).context["results"].rows
    page = ada.get(_at("round-file", found.ref, file.ref)).context
    assert (row.mean, row.veiled, page["reviews"], page["veiled"]) == (None, True, [], True)
    told.read(mine, value=2)
    [row] = ada.get(_at("round-results", found.ref)).context["results"].rows
    page = ada.get(_at("round-file", found.ref, file.ref)).context
    assert (row.mean, row.veiled, len(page["reviews"])) == (3.0, False, 2)


def test_file_is_read_side_by_side_reopened_and_settled(ada: Client) -> None:
    story, found = _read_round([4, None, 3])
    file = found.files.get(application=story.applications[0])
    address = _at("round-file", found.ref, file.ref)
    context = ada.get(address).context
    assert [[cell["score"].value for cell in row["cells"]] for row in context["rows"]] == [[4, None, 3]] * 2
    review = context["reviews"][0]
    ada.post(address, {"do": "reopen", "review": review.ref})
    assert len(ada.get(address).context["reviews"]) == 2
    assert set(ada.post(address, {"do": "settle", "verb": "keep"}).context["settling"].errors) == {"reason"}
    ada.post(address, {"do": "settle", "verb": "keep", "reason": "Si une place se libère."})
    file.refresh_from_db()
    assert (file.state, file.reason, file.left_by) == (FileState.KEPT, "Si une place se libère.", cast.ada())
    ada.post(address, {"do": "settle", "verb": "let_pass"})
    file.refresh_from_db()
    assert file.state == FileState.PASSED
    told.rounds.stop(found.files.exclude(pk=file.pk).get(), reason="Non.", by=cast.ada(), at=clock.now())
    told.rounds.close_round(found, by=cast.ada(), at=clock.now())
    ada.get(address)
    answer = ada.post(address, {"do": "reconsider"})
    assert (answer.status_code, len(_said(answer))) == (200, 1)


def test_summary_the_jury_reads_no_longer_changes(ada: Client) -> None:
    story = told.screened(told.received(1))
    found = told.prepared_round(story, college=College.CITIZENS)
    file = found.files.all()[0]
    address = _at("round-file", found.ref, file.ref)
    assert set(ada.post(address, {"do": "summary", "words": ""}).context["summary"].errors) == {"words"}
    told.read(told.assigned(found, told.seated(found))[0])
    answer = ada.post(address, {"do": "summary", "words": "Autre chose."})
    assert (answer.status_code, len(_said(answer))) == (200, 1)
    file.refresh_from_db()
    assert file.summary == "Des habitants dessinent les haies."


# --- lists cost the same for three rows and eight


def _cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["round-results", "assignment", "round", "seat-list"])
def test_round_pages_cost_the_same_for_three_files_and_eight(ada: Client, name: str) -> None:
    costs = []
    for count in (3, 8):
        found = told.prepared_round(told.screened(told.received(count)), passing=3)
        seats = told.seated(found, [PersonFactory.create(confirmed=True) for _one in range(count)])
        for review in told.assigned(found, seats)[:count]:
            told.read(review)
        costs.append(_cost(ada, _at(name, found.ref)))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["call", "screening-list"])
def test_call_pages_cost_the_same_for_three_files_and_eight(ada: Client, name: str) -> None:
    costs = []
    for count in (3, 8):
        story = told.screened(told.received(count))
        told.prepared_round(story)
        costs.append(_cost(ada, _at(name, story.call.ref)))
    assert costs[0] == costs[1]


def test_call_list_costs_the_same_for_two_calls_and_four(ada: Client) -> None:
    costs = []
    make: Callable[[], Any] = lambda: told.prepared_round(told.screened(told.received(2)))  # noqa: E731
    for _turn in range(2):
        make(), make()
        costs.append(_cost(ada, _at("call-list")))
    assert costs[0] == costs[1]
