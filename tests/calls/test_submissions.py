"""Submitting exactly once, at the right closing; correcting; withdrawing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from tests import cast
from tests.calls.story import ANSWERS, DAY, FIRST, SECOND, TICK, begin, join, make_call, send, write
from tremplin.calls.actions import submissions
from tremplin.calls.actions.submissions import send_back, submit, withdraw
from tremplin.calls.chores import close_late_corrections
from tremplin.calls.engine.differences import differences
from tremplin.calls.models import Application, Question, Signature, Submission
from tremplin.calls.queries import content_of, correction_of, rivals_of
from tremplin.calls.states import ApplicationState, TeamRight
from tremplin.core import journal
from tremplin.core.models import Entry, Message
from tremplin.core.moves import MoveRefused

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=2)


def _now(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def _ready(call: Any, **options: Any) -> Application:
    application = begin(call, **options)
    write(application, by=options.get("by"), at=options.get("at", DAY))
    return application


def _returned(application: Application, *keys: str) -> Application:
    write(application)
    send(application)
    questions = Question.objects.filter(section__form=application.form, key__in=keys)
    send_back(
        _now(application),
        questions=questions,
        words="Merci de préciser.",
        until=DAY + timedelta(days=10),
        by=cast.ada(),
        at=DAY,
    )
    return _now(application)


def test_submission_freezes_counts_tells_and_moves(application: Application) -> None:
    write(application)
    submission = send(application)
    now = _now(application)
    assert (now.state, now.submitted_at, now.intake.closes_at, now.track.key) == ("submitted", DAY, FIRST, "numerique")
    assert (submission.version, submission.late, submission.received_at, submission.form) == (
        1,
        False,
        DAY,
        application.form,
    )
    assert submission.frozen["sections"][0]["answers"][0]["text"] == "Un atlas des haies."
    assert [entry.verb for entry in journal.of(now)] == ["start", "sign", "submit"]
    assert [message.recipient for message in Message.objects.filter(kind="calls-receipt")] == ["alice@example.org"]


def test_hidden_answers_are_not_frozen_and_come_back_if_shown_again(application: Application) -> None:
    write(application, {**ANSWERS, ("common", 0): "other"})
    submission = send(application)
    keys = [answer["key"] for section in submission.frozen["sections"] for answer in section["answers"]]
    assert "licence" not in keys
    assert content_of(application).answers[("licence", 0)] == "ODbL"
    assert _now(application).track.key == "autre"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({("summary", 0): ""}, "missing"),
        ({("summary", 0): "é" * 101}, "too long"),
        ({("site", 0): "nulle part"}, "wrong though optional"),
        ({("referent.name", 1): "", ("referent.email", 1): ""}, "no entry"),
        ({("referent.name", 2): "Ali"}, "an entry begun and not finished"),
    ],
)
def test_incomplete_application_is_refused_and_stays_a_draft(change: Any, why: str, application: Application) -> None:
    write(application, {**ANSWERS, **change})
    with pytest.raises(MoveRefused):
        send(application)
    assert (
        _now(application).state,
        Submission.objects.count(),
        Message.objects.filter(kind="calls-receipt").count(),
    ) == ("draft", 0, 0)


@pytest.mark.parametrize("length", [99, 100])
def test_text_up_to_its_limit_is_accepted(length: int, application: Application) -> None:
    write(application, {**ANSWERS, ("summary", 0): "é" * length})
    assert send(application).version == 1


def test_charter_is_to_be_signed_by_whoever_submits(application: Application) -> None:
    write(application)
    with pytest.raises(MoveRefused, match=r"[Cc]harte"):
        submit(application, by=cast.alice(), at=DAY)
    send(application)
    signature = Signature.objects.get()
    assert (signature.sha256, signature.person) == (signature.text.sha256, cast.alice())


def test_charter_signed_twice_is_signed_once(application: Application) -> None:
    write(application)
    for _turn in range(2):
        submissions.sign_charter(
            application, by=cast.alice(), text=application.call.legal_texts.get(kind="charter"), at=DAY
        )
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "grace", "closing", "late"),
    [
        (FIRST - TICK, timedelta(0), FIRST, False),
        (FIRST, timedelta(0), SECOND, True),
        (SECOND - TICK, timedelta(0), SECOND, True),
        (FIRST + timedelta(minutes=5) - TICK, timedelta(minutes=5), FIRST, False),
        (FIRST + timedelta(minutes=5), timedelta(minutes=5), SECOND, True),
    ],
)
def test_instant_of_reception_decides_the_closing(
    at: datetime, grace: timedelta, closing: datetime, late: bool
) -> None:
    application = _ready(make_call(grace=grace))
    submission = send(application, at=at)
    assert (submission.intake.closes_at, submission.late, submission.received_at) == (closing, late, at)
    [receipt] = Message.objects.filter(kind="calls-receipt")
    assert ("23" in receipt.text) is late


def test_started_after_a_closing_is_not_late(call: Any) -> None:
    application = _ready(call, at=FIRST + timedelta(days=1))
    assert send(application, at=FIRST + timedelta(days=2)).late is False


@pytest.mark.parametrize("after", [timedelta(0), TICK, timedelta(days=40)])
def test_first_refused_instant_is_refused_in_the_same_words_to_everyone(after: timedelta, call: Any) -> None:
    told = set()
    for name, person in (("Un", cast.alice()), ("Deux", cast.charlie())):
        application = _ready(call, by=person, name=name)
        with pytest.raises(MoveRefused) as refusal:
            send(application, at=SECOND + after, by=person)
        told.add(str(refusal.value.reason))
    assert (len(told), Submission.objects.count()) == (1, 0)


def test_submitted_twice_is_refused_the_second_time(application: Application) -> None:
    write(application)
    send(application)
    with pytest.raises(MoveRefused):
        send(application)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("right", [TeamRight.READ, TeamRight.WRITE, None])
def test_who_may_not_submit_does_not(right: str | None, application: Application) -> None:
    write(application)
    if right:
        join(application.initiative, cast.bob(), right)
    with pytest.raises(MoveRefused):
        send(application, by=cast.bob())
    assert not Submission.objects.exists()


def test_receipt_goes_to_those_who_write_and_says_its_legal_text(application: Application) -> None:
    join(application.initiative, cast.bob())
    join(application.initiative, cast.lina(), TeamRight.READ)
    write(application)
    send(application)
    receipts = Message.objects.filter(kind="calls-receipt")
    assert {message.recipient for message in receipts} == {"alice@example.org", "bob@example.org"}
    for message in receipts:
        assert "Le service répond sous quatre mois." in message.text
        assert application.number in message.subject
        assert f"/espace/candidatures/{application.ref}/recepisse/" in message.text


def test_receipt_carries_the_text_in_force_when_it_was_received(application: Application) -> None:
    from tremplin.calls.actions.calls import set_legal_text

    write(application)
    first = send(application)
    set_legal_text(
        application.call,
        kind="receipt",
        words_fr="Nouveau texte.",
        words_en="",
        valid_from=LATER,
        by=cast.ada(),
        at=LATER,
    )
    assert Submission.objects.get(pk=first.pk).receipt_text.words_fr == "Le service répond sous quatre mois."


def test_correction_opens_only_what_it_names_and_what_appears_with_it(application: Application) -> None:
    from tremplin.calls.queries import open_questions

    returned = _returned(application, "common", "referent")
    assert {question.key for question in open_questions(returned)} == {
        "common",
        "licence",
        "referent",
        "referent.name",
        "referent.email",
    }
    saved = write(returned, {("summary", 0): "autre", ("referent.name", 1): "Zora"})
    assert set(saved.answers) == {("referent.name", 1)}
    assert content_of(returned).answers[("summary", 0)] == "Un atlas des haies."


def test_correction_submitted_keeps_the_closing_and_tells_the_differences(application: Application) -> None:
    returned = _returned(application, "summary")
    write(returned, {("summary", 0): "Un atlas corrigé."})
    second = send(returned, at=LATER)
    now = _now(application)
    assert (now.state, now.submitted_at, second.version, second.intake.closes_at, second.late) == (
        "submitted",
        DAY,
        2,
        FIRST,
        False,
    )
    first = application.submissions.get(version=1)
    assert [(one.key, one.kind) for one in differences(first.frozen, second.frozen)] == [("summary", "changed")]
    assert first.frozen["sections"][0]["answers"][0]["text"] == "Un atlas des haies."
    assert Message.objects.filter(kind="calls-receipt").count() == 2


def test_correction_is_accepted_after_the_closing_and_until_its_own_date(application: Application) -> None:
    returned = _returned(application, "summary")
    correction = correction_of(returned)
    assert correction is not None
    type(correction).objects.update(until=SECOND + timedelta(days=5))
    assert send(returned, at=SECOND + timedelta(days=5) - TICK).intake.closes_at == FIRST


@pytest.mark.parametrize("after", [timedelta(0), TICK])
def test_correction_is_refused_from_its_date_on(after: timedelta, application: Application) -> None:
    returned = _returned(application, "summary")
    with pytest.raises(MoveRefused):
        send(returned, at=DAY + timedelta(days=10) + after)
    assert _now(application).state == ApplicationState.RETURNED


def test_correction_without_an_answer_lets_the_first_version_stand(application: Application) -> None:
    _returned(application, "summary")
    until = DAY + timedelta(days=10)
    assert [close_late_corrections(until - TICK), close_late_corrections(until), close_late_corrections(until)] == [
        "0",
        "1",
        "0",
    ]
    now = _now(application)
    assert (now.state, now.submissions.count(), correction_of(now)) == ("submitted", 1, None)


def test_what_a_lapsed_correction_left_unsent_is_kept_aside_and_never_sent(application: Application) -> None:
    returned = _returned(application, "summary")
    write(returned, {("summary", 0): "Un atlas des haies, corrigé mais jamais envoyé."}, at=DAY + timedelta(days=1))
    close_late_corrections(DAY + timedelta(days=10))
    now = _now(application)
    assert content_of(now).answers["summary", 0] == "Un atlas des haies."
    assert [rival.text for rival in rivals_of(now)] == ["Un atlas des haies, corrigé mais jamais envoyé."]


def test_correction_is_told_with_its_date_in_words(application: Application) -> None:
    _returned(application, "summary")
    [message] = Message.objects.filter(kind="calls-correction")
    assert "11 avril 2026 à 10 h 30" in message.text
    assert "Merci de préciser." in message.text


def test_only_a_submitted_application_is_sent_back(application: Application) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        send_back(application, questions=[], words="x", until=LATER, by=cast.ada(), at=DAY)


@pytest.mark.parametrize("when", ["draft", "submitted", "returned"])
def test_withdrawal_from_each_state(when: str, application: Application) -> None:
    if when == "returned":
        _returned(application, "summary")
    elif when == "submitted":
        write(application)
        send(application)
    withdraw(_now(application), by=cast.alice(), at=LATER)
    assert (_now(application).state, _now(application).withdrawn_at) == ("withdrawn", LATER)
    assert Message.objects.filter(kind="calls-withdrawn").count() == 1


def test_withdrawn_twice_is_withdrawn_once(application: Application) -> None:
    withdraw(application, by=cast.alice(), at=DAY)
    with pytest.raises(MoveRefused):
        withdraw(_now(application), by=cast.alice(), at=LATER)
    assert Message.objects.filter(kind="calls-withdrawn").count() == 1


def test_journal_holds_no_text(application: Application) -> None:
    write(application)
    send(application)
    for entry in Entry.objects.all():
        assert "atlas" not in f"{entry.before}{entry.after}{entry.verb}".lower()


def test_application_cannot_be_submitted_without_an_intake(application: Application) -> None:
    with pytest.raises(IntegrityError):
        Application.objects.filter(pk=application.pk).update(state="submitted")


@pytest.mark.concurrency
def test_two_submit_at_once_one_wins(race: Any) -> None:
    application = _ready(make_call())
    submissions.sign_charter(
        application, by=cast.alice(), text=application.call.legal_texts.get(kind="charter"), at=DAY
    )
    outcomes = race(*(lambda: submit(_now(application), by=cast.alice(), at=DAY) for _ in range(2)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "Submission"]
    assert (Submission.objects.count(), Message.objects.filter(kind="calls-receipt").count()) == (1, 1)


@pytest.mark.concurrency
def test_what_is_saved_while_somebody_submits_is_never_submitted_unread(race: Any) -> None:
    application = _ready(make_call())
    join(application.initiative, cast.bob())
    submissions.sign_charter(
        application, by=cast.alice(), text=application.call.legal_texts.get(kind="charter"), at=DAY
    )
    outcomes = race(
        lambda: submit(_now(application), by=cast.alice(), at=DAY),
        lambda: write(application, {("summary", 0): "de Bob"}, by=cast.bob()),
    )
    names = [type(outcome).__name__ for outcome in outcomes]
    frozen = [one.frozen["sections"][0]["answers"][0]["text"] for one in Submission.objects.all()]
    text = content_of(application).answers[("summary", 0)]
    # whichever came first, what stands frozen is what stands written
    assert (names, frozen, text) in (
        (["Submission", "PermissionDenied"], ["Un atlas des haies."], "Un atlas des haies."),
        (["MoveRefused", "Saved"], [], "de Bob"),
        (["Submission", "Saved"], ["de Bob"], "de Bob"),
    ), outcomes
