"""The programme team's pages on readers: invitations, who reads what, what they said, how files leave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.factories import PersonFactory
from tests.selection import story as told
from tests.selection.team_pages import errors_of, page_of, said
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.states import College, FileState, SeatState

pytestmark = pytest.mark.django_db


def _invite(ada: Client, found: Round, people: str, **more: str) -> Any:
    return ada.post(page_of("seat-list", found.ref), {"do": "invite", "people": people, "once": "i" * 32, **more})


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
    assert len(errors_of(answer)) == 3
    assert answer.context["form"]["people"].value() == typed
    RoundFile.objects.all().delete()
    assert set(_invite(ada, found, "z@example.org").context["form"].errors) == {"files_asked"}


def test_part_ends_and_is_offered_again(ada: Client) -> None:
    found = told.prepared_round(told.screened(told.received(2)))
    seats = told.seated(found)
    reviews = told.assigned(found, seats)
    told.read(next(review for review in reviews if review.seat == seats[0]))
    address = page_of("seat-list", found.ref)
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
        page_of("seat-list", found.ref),
        page_of("seat-list", found.ref) + "?do=show",
        page_of("assignment", found.ref),
        page_of("round-file", found.ref, file.ref),
        page_of("round-results", found.ref),
        page_of("round-results", found.ref) + "?format=csv",
    ]
    for page in pages:
        text = ada.get(page).getvalue().decode()
        assert text
        assert jules.full_name not in text
        assert str(jules.email) not in text
    assert not journal.of(found).filter(verb="show").exists()
    shown = ada.post(page_of("seat-list", found.ref), {"do": "show"}).content.decode()
    assert (jules.full_name in shown, str(jules.email) in shown) == (True, True)
    assert [entry.actor for entry in journal.of(found).filter(verb="show")] == [cast.ada().ref]


def test_proposal_is_looked_at_then_followed(ada: Client) -> None:
    story = told.screened(told.received(4))
    found = told.prepared_round(story)
    seats = told.seated(found)
    ConflictFactory.create(application=story.applications[0], person=seats[0].person)
    address = page_of("assignment", found.ref)
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
    assert (len(said(late)), Review.objects.count()) == (1, 7)
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
    board = ada.get(page_of("assignment", found.ref)).context["board"]
    assert [reading.short for reading in board.missing] == [1, 1, 1]


def test_pair_by_hand_passes_the_same_checks(ada: Client) -> None:
    story = told.screened(told.received(1))
    found = told.prepared_round(story)
    seats = told.seated(found)
    file = found.files.all()[0]
    ConflictFactory.create(application=story.applications[0], person=seats[0].person)
    answer = ada.post(page_of("assignment", found.ref), {"do": "add", "file": file.ref, "seat": seats[0].ref})
    assert (answer.status_code, len(said(answer)), Review.objects.count()) == (200, 1, 0)
    review = told.assignments.assign(file, seats[1], by=cast.ada(), at=clock.now())
    told.read(review)
    answer = ada.post(page_of("assignment", found.ref), {"do": "remove", "review": review.ref})
    assert (answer.status_code, len(said(answer)), Review.objects.count()) == (200, 1, 1)


def _read_round(values: list[int | None]) -> tuple[told.Story, Round]:
    story = told.screened(told.received(2))
    found = told.prepared_round(story, passing=1, per_file=3)
    given = iter(values)
    for review in sorted(told.assigned(found, told.seated(found)), key=lambda one: one.seat.number):
        told.read(review, value=next(given) if review.file.application == story.applications[0] else 2)
    return story, found


def test_abstention_is_not_a_zero_and_conflicts_leave(ada: Client) -> None:
    story, found = _read_round([4, None, 3])
    rows = {row.file.application: row for row in ada.get(page_of("round-results", found.ref)).context["results"].rows}
    row = rows[story.applications[0]]
    assert (row.mean, row.spread, row.submitted, row.expected) == (3.5, 1, 3, 3)
    reader = Review.objects.get(file=row.file, scores__value=3, scores__criterion__position=1).seat.person
    ConflictFactory.create(application=story.applications[0], person=reader)
    context = ada.get(page_of("round-results", found.ref), {"order": "-mean"}).context
    first = context["results"].rows[0]
    assert (first.file.application, first.mean, first.spread, first.submitted) == (story.applications[0], 4.0, None, 2)
    assert context["columns"]["mean"] == {"sort": "descending", "address": "mean"}


def test_too_many_pass_is_refused(ada: Client) -> None:
    _story, found = _read_round([4, 4, 4])
    address = page_of("round-results", found.ref)
    refs = [file.ref for file in found.files.all()]
    assert set(ada.post(address, {"verb": "stop", "chosen": refs}).context["form"].errors) == {"reason"}
    preview = ada.post(address, {"verb": "let_pass", "chosen": refs})
    assert (len(preview.context["moving"]), preview.context["left"]) == (2, 1)
    assert not found.files.exclude(state=FileState.WAITING).exists()
    answer = ada.post(address, {"verb": "let_pass", "chosen": refs, "confirmed": "1"})
    assert len(said(answer)) == 2
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
    [row] = ada.get(page_of("round-results", found.ref)).context["results"].rows
    page = ada.get(page_of("round-file", found.ref, file.ref)).context
    assert (row.mean, row.veiled, page["reviews"], page["veiled"]) == (None, True, [], True)
    told.read(mine, value=2)
    [row] = ada.get(page_of("round-results", found.ref)).context["results"].rows
    page = ada.get(page_of("round-file", found.ref, file.ref)).context
    assert (row.mean, row.veiled, len(page["reviews"])) == (3.0, False, 2)


def test_file_is_read_side_by_side_reopened_and_settled(ada: Client) -> None:
    story, found = _read_round([4, None, 3])
    file = found.files.get(application=story.applications[0])
    address = page_of("round-file", found.ref, file.ref)
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
    assert (answer.status_code, len(said(answer))) == (200, 1)


def test_summary_the_jury_reads_no_longer_changes(ada: Client) -> None:
    story = told.screened(told.received(1))
    found = told.prepared_round(story, college=College.CITIZENS)
    file = found.files.all()[0]
    address = page_of("round-file", found.ref, file.ref)
    assert set(ada.post(address, {"do": "summary", "words": ""}).context["summary"].errors) == {"words"}
    told.read(told.assigned(found, told.seated(found))[0])
    answer = ada.post(address, {"do": "summary", "words": "Autre chose."})
    assert (answer.status_code, len(said(answer))) == (200, 1)
    file.refresh_from_db()
    assert file.summary == "Des habitants dessinent les haies."


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
        costs.append(_cost(ada, page_of(name, found.ref)))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["call", "screening-list"])
def test_call_pages_cost_the_same_for_three_files_and_eight(ada: Client, name: str) -> None:
    costs = []
    for count in (3, 8):
        story = told.screened(told.received(count))
        told.prepared_round(story)
        costs.append(_cost(ada, page_of(name, story.call.ref)))
    assert costs[0] == costs[1]


def test_call_list_costs_the_same_for_two_calls_and_four(ada: Client) -> None:
    costs = []
    make: Callable[[], Any] = lambda: told.prepared_round(told.screened(told.received(2)))  # noqa: E731
    for _turn in range(2):
        make(), make()
        costs.append(_cost(ada, page_of("call-list")))
    assert costs[0] == costs[1]
