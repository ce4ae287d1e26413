"""Two connections at once, on both databases: one wins, the other is told, and nothing happens twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from django.db import models, transaction

from tests import cast
from tests.factories import MandateFactory
from tests.selection import story
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Conflict
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import hold
from tremplin.selection.actions import assignments, decisions, releases, reviews, rounds, screening, sittings
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Approval, Decision, Review, Round, RoundFile, Score, Screening, Seat, SittingItem
from tremplin.selection.queries import digest_of, signatory_of
from tremplin.selection.states import Outcome, WaveKind

M = TypeVar("M", bound=models.Model)

pytestmark = pytest.mark.concurrency


def _now(row: M) -> M:
    """The row as another process reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def _names(results: Sequence[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def _screened(count: int, *, passing: int = 2) -> tuple[story.Story, Round]:
    told = story.screened(story.received(count))
    return told, story.prepared_round(told, passing=passing)


def _files(found: Round) -> list[RoundFile]:
    return list(RoundFile.objects.filter(round=found).order_by("application__pk"))


def test_two_agents_screen_at_once(race: Any) -> None:
    (application,) = story.received(1).applications
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: screening.admit(_now(application), by=ada, at=clock.now()),
        lambda: screening.refuse(_now(application), reason="Hors sujet.", by=aldo, at=clock.now()),
    )
    assert _names(results) == ["MoveRefused", "Screening"]
    winner = ("admissible", "", ada) if isinstance(results[0], Screening) else ("refused", "Hors sujet.", aldo)
    assert [(one.state, one.reason, one.screened_by) for one in Screening.objects.all()] == [winner]


def test_two_people_settle_one_file(race: Any) -> None:
    _told, found = _screened(1)
    (file,) = _files(found)
    ada, aldo = cast.ada(), cast.aldo()
    first, second = _now(file), _now(file)  # both read it while it waits
    results = race(
        lambda: rounds.let_pass(first, by=ada, at=clock.now()),
        lambda: rounds.keep(second, reason="Si une place se libère.", by=aldo, at=clock.now()),
    )
    assert _names(results) == ["MoveRefused", "NoneType"]
    kept = _now(file)
    assert (kept.state, kept.left_by) == (("passed", ada) if results[0] is None else ("kept", aldo))
    assert [entry.verb for entry in journal.of(file)][-1] == ("let_pass" if results[0] is None else "keep")


def test_two_people_let_the_last_place_pass(race: Any) -> None:
    _told, found = _screened(3, passing=2)
    already, first, second = _files(found)
    rounds.let_pass(already, by=cast.ada(), at=clock.now())
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: rounds.let_pass(_now(first), by=ada, at=clock.now()),
        lambda: rounds.let_pass(_now(second), by=aldo, at=clock.now()),
    )
    assert _names(results) == ["MoveRefused", "NoneType"]
    assert Counter(file.state for file in _files(found)) == {"passed": 2, "waiting": 1}


def test_file_is_not_stopped_while_the_next_round_takes_it_in(race: Any) -> None:
    told, first = _screened(1)
    (file,) = _files(first)
    rounds.let_pass(file, by=cast.ada(), at=clock.now())
    second = story.prepared_round(told, opened=False)
    second.files.all().delete()
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: rounds.take_in(_now(second), by=ada, at=clock.now()),
        lambda: rounds.reconsider(_now(file), by=aldo, at=clock.now()),
    )
    outcome = (_now(file).state, second.files.count(), type(results[1]).__name__)
    assert outcome in (("passed", 1, "MoveRefused"), ("waiting", 0, "NoneType"))


def test_round_does_not_open_again_while_the_next_one_opens(race: Any) -> None:
    told, first = _screened(1)
    story.settled(first, passed=1)
    second = story.prepared_round(told, opened=False)
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: rounds.open_round(_now(second), by=ada, at=clock.now()),
        lambda: rounds.open_again(_now(first), by=aldo, at=clock.now()),
    )
    assert _names(results) == ["MoveRefused", "NoneType"]
    assert Counter(one.state for one in Round.objects.all()) in (
        {"closed": 1, "open": 1},
        {"open": 1, "prepared": 1},
    )


def test_decision_is_not_prepared_while_a_round_takes_the_file_in(race: Any) -> None:
    told, first = _screened(1)
    story.settled(first, passed=1)
    second = story.prepared_round(told, opened=False)
    second.files.all().delete()
    (application,) = told.applications
    ada = cast.ada()
    results = race(
        lambda: rounds.take_in(_now(second), by=ada, at=clock.now()),
        lambda: story.prepared(_now(application), Outcome.SELECTED),
    )
    outcome = (results[0], type(results[1]).__name__, Decision.objects.count())
    assert outcome in ((1, "MoveRefused", 0), (0, "Decision", 1))


def test_one_file_of_a_load_is_given_once(race: Any) -> None:
    _told, found = _screened(2)
    seat = story.seated(found, [cast.rose()], files=1)[0]
    first, second = _files(found)
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: assignments.assign(_now(first), _now(seat), by=ada, at=clock.now()),
        lambda: assignments.assign(_now(second), _now(seat), by=aldo, at=clock.now()),
    )
    assert (_names(results), Review.objects.count()) == (["MoveRefused", "Review"], 1)


def test_one_pair_is_made_once(race: Any) -> None:
    _told, found = _screened(1)
    seat = story.seated(found, [cast.rose()])[0]
    (file,) = _files(found)
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        *(lambda by=by: assignments.assign(_now(file), _now(seat), by=by, at=clock.now()) for by in (ada, aldo))
    )
    assert (_names(results), Review.objects.count()) == (["MoveRefused", "Review"], 1)


def test_two_people_write_the_proposal_of_one_file(race: Any) -> None:
    _told, found = _screened(1)
    sitting = _sitting(found, story.seated(found))
    item = sitting.items.get()
    ada, aldo = cast.ada(), cast.aldo()
    results = race(
        lambda: sittings.propose(_now(item), outcome="selected", words="Oui.", by=ada, at=clock.now()),
        lambda: sittings.propose(_now(item), outcome="declined", words="Non.", by=aldo, at=clock.now()),
    )
    assert _names(results) == ["MoveRefused", "NoneType"]
    winner = ("selected", "Oui.", ada) if results[0] is None else ("declined", "Non.", aldo)
    assert [(one.outcome, one.words, one.proposed_by) for one in SittingItem.objects.all()] == [winner]


def _sitting(found: Round, held: Sequence[Seat]) -> Any:
    now = clock.now()
    sitting = sittings.plan_sitting(found, starts_at=now, place="", files=_files(found), by=cast.ada(), at=now)
    sittings.mark_present(sitting, held, by=cast.ada(), at=now)
    sittings.open_sitting(sitting, by=cast.ada(), at=now)
    return sitting


def test_sitting_is_closed_once(race: Any) -> None:
    _told, found = _screened(1)
    sitting = _sitting(found, story.seated(found))
    item = sitting.items.get()
    sittings.propose(item, outcome="selected", words="Oui.", by=cast.ada(), at=clock.now())
    ada, aldo = cast.ada(), cast.aldo()
    results = race(*(
        lambda by=by: sittings.close_sitting(_now(sitting), remarks=by.full_name, by=by, at=clock.now())
        for by in (ada, aldo)
    ))  # fmt: skip
    assert _names(results) == ["MoveRefused", "NoneType"]
    assert [entry.verb for entry in journal.of(item.file)].count("let_pass") == 1


def _prepared() -> tuple[story.Story, Decision, str]:
    told, found = _screened(1)
    story.settled(found, passed=1)
    story.name_authority(told)
    decision = story.prepared(told.applications[0], Outcome.SELECTED)
    return told, decision, _read(decision)


def _read(decision: Decision) -> str:
    signatory = signatory_of(decision.application.call)
    assert signatory is not None
    return digest(decisions.text_of(_now(decision), signatory))


def test_authority_signs_twice_at_once(race: Any) -> None:
    _told, decision, read = _prepared()
    sylvie = cast.sylvie()
    results = race(*(lambda: decisions.sign(_now(decision), read=read, by=sylvie, at=clock.now()) for _ in range(2)))
    assert _names(results) == ["MoveRefused", "NoneType"]
    assert [entry.verb for entry in journal.of(decision)].count("sign") == 1


def test_what_is_prepared_while_it_is_signed_is_never_signed_unread(race: Any) -> None:
    _told, decision, read = _prepared()
    sylvie = cast.sylvie()
    results = race(
        lambda: decisions.sign(_now(decision), read=read, by=sylvie, at=clock.now()),
        lambda: story.prepared(_now(decision).application, Outcome.RESERVE, rank=1),
    )
    kept = _now(decision)
    names = [type(result).__name__ for result in results]
    assert (names, kept.state, kept.outcome) in (
        (["NoneType", "MoveRefused"], "signed", "selected"),
        (["MoveRefused", "Decision"], "prepared", "reserve"),
    )
    assert kept.sha256 == (read if kept.state == "signed" else "")


def test_authority_is_not_changed_while_it_signs(race: Any) -> None:
    told, decision, read = _prepared()
    sylvie, other, ada = cast.sylvie(), cast.max_(), cast.ada()
    MandateFactory.create(person=other, role="authority", programme=cast.programme())
    results = race(
        lambda: decisions.sign(_now(decision), read=read, by=sylvie, at=clock.now()),
        lambda: decisions.name_signatory(_now(told.call), other, quality_fr="Préfet", by=ada, at=clock.now()),
    )
    named = signatory_of(told.call)
    assert named is not None
    assert _names(results) in (["MoveRefused", "NoneType"], ["MoveRefused", "Signatory"])
    assert (_now(decision).state, named.person) in (("signed", sylvie), ("prepared", other))


def test_application_is_not_withdrawn_while_its_decision_is_signed(race: Any) -> None:
    """Withdrawn first, it is not signed; signed first, it is withdrawn all the same, and told to nobody."""
    _told, decision, read = _prepared()
    alice, sylvie = cast.alice(), cast.sylvie()
    results = race(
        lambda: decisions.sign(_now(decision), read=read, by=sylvie, at=clock.now()),
        lambda: withdraw(_now(decision).application, by=alice, at=clock.now()),
    )
    assert results[1] is None
    assert (_names(results[:1]), _now(decision).state) in ((["NoneType"], "signed"), (["MoveRefused"], "prepared"))


def _reading(*, started: bool = True) -> Review:
    _told, found = _screened(1)
    review = story.assigned(found, story.seated(found, [cast.rose()]))[0]
    if started:
        reviews.confirm_no_link(review, by=cast.rose(), at=clock.now())
        grid = {one.pk: reviews.Given(value=3) for one in found.criteria.all()}
        reviews.save(review, revision=0, given=grid, by=cast.rose(), at=clock.now())
    return review


def test_two_tabs_save_one_review(race: Any) -> None:
    review, rose = _reading(), cast.rose()
    results = race(*(
        lambda words=words: reviews.save(_now(review), revision=1, given={}, for_team=words, by=rose, at=clock.now())
        for words in ("Premier onglet.", "Second onglet.")
    ))  # fmt: skip
    assert _names(results) == ["NoneType", "Overtaken"]
    kept = _now(review)
    winner = "Premier onglet." if results[0] is None else "Second onglet."
    assert (kept.revision, kept.for_team) == (2, winner)


def test_reader_recuses_while_handing_in(race: Any) -> None:
    review, rose = _reading(), cast.rose()
    results = race(
        lambda: reviews.hand_in(_now(review), by=rose, at=clock.now()),
        lambda: reviews.recuse(_now(review), source="Voisins.", by=rose, at=clock.now()),
    )
    assert results[1] is None
    assert type(results[0]).__name__ in ("NoneType", "MoveRefused")
    assert (_now(review).state, Score.objects.count(), Conflict.objects.count()) == ("recused", 0, 1)


def test_review_is_taken_back_while_its_reader_begins(race: Any) -> None:
    review, rose, ada = _reading(started=False), cast.rose(), cast.ada()
    results = race(
        lambda: assignments.unassign(_now(review), by=ada, at=clock.now()),
        lambda: reviews.confirm_no_link(_now(review), by=rose, at=clock.now()),
    )
    assert results[0] is None
    assert (type(results[1]).__name__, Review.objects.count()) in (
        ("NoneType", 0),
        ("MoveRefused", 0),
        ("DoesNotExist", 0),  # it was gone before the test itself read it
    )


def test_conflicts_are_applied_while_the_reader_saves(race: Any) -> None:
    review, rose = _reading(), cast.rose()
    declare_conflict(review.file.application, rose, source="Voisins.", by=cast.ada(), at=clock.now())
    results = race(
        lambda: reviews.recuse_conflicted(clock.now()),
        lambda: reviews.recuse_conflicted(clock.now()),
        lambda: reviews.save(_now(review), revision=1, given={}, for_team="Encore.", by=rose, at=clock.now()),
    )
    assert sorted(results[:2]) == [0, 1]
    assert (type(results[2]).__name__, _now(review).for_team, Score.objects.count()) == ("MoveRefused", "", 0)


def test_one_person_approves_twice_at_once(race: Any) -> None:
    told = story.ready(2, selected=1)
    wave, ada = told.call.release.waves.get(kind=WaveKind.NOTICE), cast.ada()
    read = digest_of(wave)
    results = race(*(lambda: releases.approve(_now(wave), read=read, by=ada, at=clock.now()) for _ in range(2)))
    assert (_names(results), Approval.objects.count()) == (["Approval", "MoveRefused"], 1)


def _ready_to_leave() -> story.Story:
    now = clock.now()
    told = story.through_rounds(story.received(4), passed=2)
    story.signed(story.decided(told, selected=2))
    story.planned(told, first=now - timedelta(minutes=1))
    for kind in (WaveKind.NOTICE, WaveKind.REFUSALS):
        story.approved(told, kind)
    return told


def test_two_workers_run_the_waves_at_once(race: Any) -> None:
    told = _ready_to_leave()
    tomorrow = clock.now() + timedelta(days=1)
    results = race(*(lambda: releases.run_waves(tomorrow) for _ in range(2)))
    releases.run_waves(tomorrow)  # what one left to the other
    assert [result for result in results if isinstance(result, BaseException)] == []
    letters = Counter(
        Message.objects.filter(kind__in=["selection-selected", "selection-declined"]).values_list("kind", "recipient")
    )
    teams = {(one.decision.outcome, str(one.started_by.email)) for one in told.applications}
    assert letters == {(f"selection-{outcome}", email): 1 for outcome, email in teams}
    verbs = [entry.verb for one in told.applications for entry in journal.of(one.decision)]
    assert (verbs.count("release"), Decision.objects.filter(state="released").count()) == (4, 4)
    waves = told.call.release.waves.all()
    assert [wave.state for wave in waves] == ["done", "done", "planned"]
    assert [[entry.verb for entry in journal.of(wave)].count("finish") for wave in waves] == [1, 1, 0]


def test_signature_is_taken_back_while_the_wave_leaves(race: Any) -> None:
    told = _ready_to_leave()
    decision = told.applications[0].decision
    sylvie = cast.sylvie()
    tomorrow = clock.now() + timedelta(days=1)
    results = race(
        lambda: releases.run_waves(tomorrow),
        lambda: decisions.take_back(_now(decision), reason="Erreur.", by=sylvie, at=tomorrow),
    )
    kept = _now(decision)
    letters = Message.objects.filter(kind="selection-selected", recipient=cast.alice().email).count()
    outcome = (type(results[1]).__name__, kept.state, letters)
    assert outcome in (("MoveRefused", "released", 1), ("NoneType", "prepared", 0))
    assert not isinstance(results[0], BaseException)


def _waits(second_connection: Callable[..., Any], parent: models.Model, action: Callable[[], Any]) -> Any:
    """Somebody holds the parent: the action waits for them, and is made afterwards."""
    with transaction.atomic():
        hold(parent)
        other = second_connection(action)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.4)
    return other.result(timeout=30)


def test_settling_waits_for_whoever_holds_the_round(second_connection: Any) -> None:
    _told, found = _screened(1)
    (file,) = _files(found)
    ada = cast.ada()
    _waits(second_connection, found, lambda: rounds.let_pass(_now(file), by=ada, at=clock.now()))
    assert _now(file).state == "passed"


def test_preparing_waits_for_whoever_signs(second_connection: Any) -> None:
    _told, decision, _read_text = _prepared()
    application = decision.application
    _waits(second_connection, application, lambda: story.prepared(_now(application), Outcome.RESERVE, rank=1))
    assert _now(decision).outcome == "reserve"
