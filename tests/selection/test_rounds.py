"""Rounds: a grid that does not change under the readers, files that leave once, never one too many."""

from datetime import timedelta

import pytest

from tests import cast
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.core import clock
from tremplin.selection.actions import rounds
from tremplin.selection.models import Round, RoundFile
from tremplin.selection.queries import entering
from tremplin.selection.states import College, FileState, Outcome

pytestmark = pytest.mark.django_db


def _files(found: Round) -> list[RoundFile]:
    return list(RoundFile.objects.filter(round=found).order_by("application__pk"))


def _withdraw(file: RoundFile) -> None:
    withdraw(file.application, by=file.application.started_by, at=clock.now())


def _screened(count: int = 4, *, passing: int = 2) -> tuple[story.Story, Round]:
    told = story.screened(story.received(count))
    return told, story.prepared_round(told, passing=passing)


def test_criteria_do_not_change_once_the_round_is_open() -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, opened=False)
    rounds.set_criteria(found, [rounds.Asked("Utilité", levels=story.LEVELS)], by=cast.ada(), at=clock.now())
    assert [str(one) for one in found.criteria.all()] == ["Utilité"]
    rounds.open_round(found, by=cast.ada(), at=clock.now())
    with refused("This round is open: its criteria and its rules no longer change."):
        rounds.set_criteria(found, story.GRID, by=cast.ada(), at=clock.now())
    with refused("This round is open: its criteria and its rules no longer change."):
        rounds.change_round(found, passing=9, by=cast.ada(), at=clock.now())
    kept = Round.objects.get()
    assert ([str(one) for one in kept.criteria.all()], kept.passing) == (["Utilité"], 2)


def test_dates_stay_in_their_order() -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, opened=False)
    earlier = found.starts_at - timedelta(minutes=1)
    with refused("Reviews are due after the reading starts."):
        rounds.change_round(found, due_at=earlier, by=cast.ada(), at=clock.now())
    with refused("Reviews are due after the reading starts."):
        rounds.prolong(found, due_at=earlier, by=cast.ada(), at=clock.now())
    later = found.due_at + timedelta(days=3)
    rounds.open_round(found, by=cast.ada(), at=clock.now())
    rounds.prolong(found, due_at=later, by=cast.ada(), at=clock.now())
    assert Round.objects.get().due_at == later


def test_round_opens_when_nothing_is_missing() -> None:
    told = story.received(2)
    found = story.prepared_round(told, opened=False)
    with refused("No file has entered this round yet."):
        rounds.open_round(found, by=cast.ada(), at=clock.now())
    story.screened(told)
    assert rounds.take_in(found, by=cast.ada(), at=clock.now()) == 2
    rounds.set_criteria(found, [], by=cast.ada(), at=clock.now())
    with refused("This round has no criterion yet."):
        rounds.open_round(found, by=cast.ada(), at=clock.now())
    rounds.set_criteria(found, story.GRID, by=cast.ada(), at=clock.now())
    for person in (cast.rose(), cast.sylvie(), cast.alice()):
        with refused("The selection is run by the programme team."):
            rounds.open_round(found, by=person, at=clock.now())
    rounds.open_round(found, by=cast.ada(), at=clock.now())
    with refused("This round is open: its criteria and its rules no longer change."):
        rounds.open_round(found, by=cast.ada(), at=clock.now())
    assert found.state == "open"


def test_round_opens_after_the_one_before_is_closed() -> None:
    told, first = _screened(2)
    for file in _files(first):
        rounds.let_pass(file, by=cast.ada(), at=clock.now())
    second = story.prepared_round(told, opened=False)
    with refused("The round before this one is not closed yet."):
        rounds.open_round(second, by=cast.ada(), at=clock.now())
    rounds.close_round(first, by=cast.ada(), at=clock.now())
    rounds.open_round(second, by=cast.ada(), at=clock.now())
    assert second.state == "open"


def test_jury_round_opens_when_there_is_something_to_read() -> None:
    told = story.screened(story.received(3))
    found = story.prepared_round(told, college=College.CITIZENS, opened=False)
    read, blank, withdrawn = _files(found)
    for file in (blank, withdrawn):
        rounds.write_summary(file, words="", by=cast.ada(), at=clock.now())
    _withdraw(withdrawn)
    with refused("Some files have no summary in plain words yet: the jury would have nothing to read."):
        rounds.open_round(found, by=cast.ada(), at=clock.now())
    rounds.write_summary(blank, words="Un atlas.", by=cast.ada(), at=clock.now())
    rounds.open_round(found, by=cast.ada(), at=clock.now())  # nobody will read the withdrawn one
    with refused("This round is open: the jury needs a summary."):
        rounds.write_summary(read, words=" ", by=cast.ada(), at=clock.now())


def test_summary_does_not_change_under_the_jury() -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, college=College.CITIZENS)
    review = story.assigned(found, story.seated(found, [cast.jules()]))[0]
    rounds.write_summary(review.file, words="Plus clair.", by=cast.ada(), at=clock.now())
    story.reviews.confirm_no_link(review, by=cast.jules(), at=clock.now())
    with refused("The jury has begun to read this summary: it no longer changes."):
        rounds.write_summary(review.file, words="Autre chose.", by=cast.ada(), at=clock.now())
    assert RoundFile.objects.get().summary == "Plus clair."


def test_files_enter_once() -> None:
    told = story.screened(story.received(4), refused=1)
    found = story.prepared_round(told)  # takes in
    assert rounds.take_in(found, by=cast.ada(), at=clock.now()) == 0
    assert {file.application for file in _files(found)} == set(told.applications[:3])


def test_files_in_conflict_enter_without_being_counted_for_that_person() -> None:
    told = story.received(3)
    found = story.prepared_round(told, opened=False)
    story.screened(told)
    declare_conflict(told.applications[0], cast.aldo(), source="Voisins.", by=cast.aldo(), at=clock.now())
    assert rounds.take_in(found, by=cast.aldo(), at=clock.now()) == 2
    assert found.files.count() == 3


def test_closed_round_takes_nothing_in() -> None:
    _told, found = _screened(2)
    story.settled(found, passed=1)
    with refused("This round is closed."):
        rounds.take_in(found, by=cast.ada(), at=clock.now())


def test_later_round_takes_in_only_what_passed() -> None:
    told, first = _screened(4, passing=1)
    passed, kept, stopped, waiting = _files(first)
    rounds.let_pass(passed, by=cast.ada(), at=clock.now())
    rounds.keep(kept, reason="Si une place se libère.", by=cast.ada(), at=clock.now())
    rounds.stop(stopped, reason="Encore fragile.", by=cast.ada(), at=clock.now())
    second = story.prepared_round(told, opened=False)
    assert [file.application for file in _files(second)] == [passed.application]
    assert waiting.state == FileState.WAITING


def test_file_on_which_a_decision_is_prepared_enters_nothing_more() -> None:
    told, first = _screened(2)
    story.settled(first, passed=2)
    story.prepared(told.applications[0], Outcome.SELECTED)
    second = story.prepared_round(told, opened=False)
    assert [file.application for file in _files(second)] == [told.applications[1]]
    assert list(entering(second)) == []


def test_no_more_files_pass_than_the_round_says() -> None:
    _told, found = _screened(3, passing=1)
    first, second, third = _files(found)
    rounds.let_pass(first, by=cast.ada(), at=clock.now())
    with refused("1 file has passed already: this round lets no more through."):
        rounds.let_pass(second, by=cast.ada(), at=clock.now())
    rounds.keep(second, reason="Première de la liste.", by=cast.ada(), at=clock.now())
    rounds.reconsider(first, by=cast.ada(), at=clock.now())
    rounds.let_pass(second, by=cast.ada(), at=clock.now())
    assert [file.state for file in _files(found)] == ["waiting", "passed", "waiting"]
    assert third.state == "waiting"


def test_place_of_a_file_withdrawn_is_free_again() -> None:
    _told, found = _screened(2, passing=1)
    first, second = _files(found)
    rounds.let_pass(first, by=cast.ada(), at=clock.now())
    _withdraw(first)
    rounds.let_pass(second, by=cast.ada(), at=clock.now())
    assert [file.state for file in _files(found)] == ["passed", "passed"]
    with refused("This application is withdrawn."):
        rounds.reconsider(first, by=cast.ada(), at=clock.now())


@pytest.mark.parametrize("verb", [rounds.keep, rounds.stop])
def test_file_that_does_not_pass_is_told_why(verb: object) -> None:
    _told, found = _screened(1)
    with refused("Please say why: the reason stays with the file."):
        verb(_files(found)[0], reason=" ", by=cast.ada(), at=clock.now())  # type: ignore[operator]
    assert _files(found)[0].state == "waiting"


def test_file_settled_by_somebody_else_meanwhile_is_read_again() -> None:
    _told, found = _screened(1)
    read = _files(found)[0]
    rounds.keep(_files(found)[0], reason="Si une place se libère.", by=cast.aldo(), at=clock.now())
    with refused("Somebody changed this while you were reading it. Please look again."):
        rounds.let_pass(read, by=cast.ada(), at=clock.now())


def test_round_closes_when_every_file_left_has_an_answer() -> None:
    _told, found = _screened(3)
    passed, waiting, withdrawn = _files(found)
    rounds.let_pass(passed, by=cast.ada(), at=clock.now())
    _withdraw(withdrawn)
    with refused("Some files are still waiting: each one passes, is kept waiting or is stopped first."):
        rounds.close_round(found, by=cast.ada(), at=clock.now())
    rounds.stop(waiting, reason="Encore fragile.", by=cast.ada(), at=clock.now())
    rounds.close_round(found, by=cast.ada(), at=clock.now())
    assert found.state == "closed"
    with refused("This round is not open."):
        rounds.reconsider(waiting, by=cast.ada(), at=clock.now())
    with refused("This round is not open."):
        rounds.close_round(found, by=cast.ada(), at=clock.now())


def test_round_opens_again_until_the_next_one_has() -> None:
    told, first = _screened(2)
    story.settled(first, passed=2)
    rounds.open_again(first, by=cast.ada(), at=clock.now())
    rounds.close_round(first, by=cast.ada(), at=clock.now())
    second = story.prepared_round(told)
    with refused("The next round has opened: this one stays closed."):
        rounds.open_again(first, by=cast.ada(), at=clock.now())
    assert (Round.objects.get(pk=first.pk).state, second.state) == ("closed", "open")


def test_file_the_next_round_took_in_is_settled_there() -> None:
    told, first = _screened(2)
    story.settled(first, passed=2)
    story.prepared_round(told, opened=False)
    rounds.open_again(first, by=cast.ada(), at=clock.now())
    with refused("The next round has taken this file in: it is settled there."):
        rounds.stop(_files(first)[0], reason="Erreur.", by=cast.ada(), at=clock.now())
    assert _files(first)[0].state == "passed"


def test_file_on_which_a_decision_is_prepared_stays_as_it_is() -> None:
    told, first = _screened(2)
    story.settled(first, passed=1)
    story.prepared(told.applications[0], Outcome.SELECTED)
    rounds.open_again(first, by=cast.ada(), at=clock.now())
    with refused("A decision is prepared on this file."):
        rounds.reconsider(_files(first)[0], by=cast.ada(), at=clock.now())


def test_file_in_conflict_is_settled_by_others() -> None:
    told, found = _screened(1)
    declare_conflict(told.applications[0], cast.ada(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        rounds.let_pass(_files(found)[0], by=cast.ada(), at=clock.now())
    rounds.let_pass(_files(found)[0], by=cast.aldo(), at=clock.now())
    assert _files(found)[0].left_by == cast.aldo()
