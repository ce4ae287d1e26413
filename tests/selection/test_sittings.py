"""Sittings: a quorum for each file without those in conflict, one proposal a file, and a close that is whole or not."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests import cast
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.selection.actions import rounds, seats, sittings
from tremplin.selection.engine.quorum import Quorum
from tremplin.selection.models import Round, RoundFile, Seat, Sitting, SittingItem
from tremplin.selection.queries import items_visible_to, quorum_of
from tremplin.selection.queries.sittings import quorums_of
from tremplin.selection.states import Outcome

pytestmark = pytest.mark.django_db


def _files(found: Round) -> list[RoundFile]:
    return list(RoundFile.objects.filter(round=found).order_by("application__pk"))


def _round(count: int = 3, *, passing: int = 2) -> tuple[Round, list[Seat]]:
    found = story.prepared_round(story.screened(story.received(count)), passing=passing)
    return found, story.seated(found)


def _plan(found: Round, files: Sequence[RoundFile]) -> Sitting:
    return sittings.plan_sitting(
        found, starts_at=clock.now(), place="Salle 2", files=files, by=cast.ada(), at=clock.now()
    )


def _under_way(found: Round, present: Sequence[Seat]) -> list[SittingItem]:
    sitting = _plan(found, _files(found))
    sittings.mark_present(sitting, present, by=cast.ada(), at=clock.now())
    sittings.open_sitting(sitting, by=cast.ada(), at=clock.now())
    return list(sitting.items.all())


def _propose(item: SittingItem, outcome: str, *, by: Person | None = None, **more: Any) -> None:
    said = {"words": "Discuté.", "by": by or cast.ada(), "at": clock.now(), **more}
    sittings.propose(item, outcome=outcome, **said)


def _close(item: SittingItem, *, by: Person | None = None) -> None:
    sittings.close_sitting(item.sitting, remarks="Sans réserve.", by=by or cast.ada(), at=clock.now())


def _states(found: Round) -> list[str]:
    return [file.state for file in _files(found)]


def test_sitting_opens_with_something_to_discuss() -> None:
    found, _seats = _round(1)
    sitting = _plan(found, [])
    with refused("No file is on the running order yet."):
        sittings.open_sitting(sitting, by=cast.ada(), at=clock.now())
    with refused("The selection is run by the programme team."):
        sittings.set_order(sitting, _files(found), by=cast.rose(), at=clock.now())
    sittings.set_order(sitting, _files(found), by=cast.ada(), at=clock.now())
    item = sitting.items.get()
    with refused("The sitting is not open yet."):
        _propose(item, Outcome.SELECTED)
    with refused("The sitting is not open yet."):
        _close(item)
    sittings.open_sitting(sitting, by=cast.ada(), at=clock.now())
    assert sitting.state == "open"


def test_running_order_holds_files_of_the_round_and_those_discussed() -> None:
    found, held = _round(3)
    elsewhere = story.prepared_round(story.screened(story.received(1)))
    with refused("This file belongs to another round."):
        _plan(found, _files(elsewhere))
    assert Sitting.objects.count() == 0
    first, second, third = _under_way(found, held)
    _propose(second, Outcome.SELECTED)
    with refused("A file that was discussed stays on the running order."):
        sittings.set_order(first.sitting, [first.file], by=cast.ada(), at=clock.now())
    sittings.set_order(first.sitting, [second.file, first.file], by=cast.ada(), at=clock.now())
    assert [item.file for item in first.sitting.items.all()] == [second.file, first.file]
    with refused("This file is no longer on the running order."):
        _propose(third, Outcome.SELECTED)


def test_running_order_keeps_the_files_hidden_from_who_sets_it() -> None:
    found, held = _round(2)
    hidden, seen = _under_way(found, held)
    declare_conflict(hidden.file.application, cast.aldo(), source="Voisins.", by=cast.ada(), at=clock.now())
    assert list(items_visible_to(cast.aldo())) == [seen]
    sittings.set_order(seen.sitting, [seen.file], by=cast.aldo(), at=clock.now())
    assert set(seen.sitting.items.all()) == {hidden, seen}
    _propose(hidden, Outcome.SELECTED)
    sittings.set_order(seen.sitting, [seen.file], by=cast.aldo(), at=clock.now())
    assert set(seen.sitting.items.all()) == {hidden, seen}
    with refused("You have a conflict with this file."):
        sittings.discuss_again(hidden, by=cast.aldo(), at=clock.now())


def test_quorum_leaves_out_those_in_conflict() -> None:
    found, (rose, second, third) = _round(2)
    conflicted, other = _under_way(found, [rose])
    declare_conflict(conflicted.file.application, cast.rose(), source="Voisins.", by=cast.ada(), at=clock.now())
    # three members: two are needed; on the file of the conflict two may sit, one is needed, and Rose does not count
    assert quorum_of(other) == Quorum(members=3, able=3, present=1, needed=2)
    assert quorum_of(conflicted) == Quorum(members=3, able=2, present=0, needed=1)
    sentence = "The quorum is not met for this file: those in conflict with it do not count."
    for item in (conflicted, other):
        with refused(sentence):
            _propose(item, Outcome.SELECTED)
    sittings.mark_present(conflicted.sitting, [rose, second, second], by=cast.ada(), at=clock.now())
    _propose(conflicted, Outcome.SELECTED)
    _propose(other, Outcome.SELECTED)
    assert [(item.present, item.needed) for item in (conflicted, other)] == [(1, 1), (2, 2)]
    assert third.state == "accepted"


def test_quorum_counts_who_holds_a_seat() -> None:
    found, (rose, second, third) = _round(1)
    (item,) = _under_way(found, [rose, second])
    for seat in (second, third):
        seats.end(seat, by=cast.ada(), at=clock.now())
    assert quorums_of(item.sitting, [item]) == {item.pk: Quorum(members=1, able=1, present=1, needed=1)}
    with refused("This reader belongs to another round."):
        elsewhere = story.seated(story.prepared_round(story.screened(story.received(1))), [cast.rose()])
        sittings.mark_present(item.sitting, elsewhere, by=cast.ada(), at=clock.now())
    assert list(item.sitting.presences.values_list("seat", flat=True)) == [rose.pk, second.pk]


def test_file_gets_one_proposal_until_it_is_taken_back() -> None:
    found, held = _round(1)
    (item,) = _under_way(found, held)
    _propose(item, Outcome.RESERVE, rank=1)
    with refused("A proposal is already written for this file."):
        _propose(item, Outcome.SELECTED, by=cast.aldo())
    sittings.discuss_again(item, by=cast.aldo(), at=clock.now())
    assert (item.state, item.outcome, item.rank, item.present, item.proposed_by) == ("waiting", "", None, None, None)
    with refused("This is not possible now: the state is “to be discussed”."):
        sittings.discuss_again(item, by=cast.aldo(), at=clock.now())
    _propose(item, Outcome.SELECTED, by=cast.aldo())
    assert (item.outcome, item.proposed_by) == ("selected", cast.aldo())


def test_proposal_that_says_nothing_sensible_is_refused() -> None:
    found, held = _round(1)
    (item,) = _under_way(found, held)
    with refused("A sitting proposes to select, to put on the complementary list, or not to select."):
        _propose(item, Outcome.NOT_ADMISSIBLE)
    with refused("A file on the complementary list has a rank; the others have none."):
        _propose(item, Outcome.RESERVE)
    with refused("A file on the complementary list has a rank; the others have none."):
        _propose(item, Outcome.SELECTED, rank=1)
    with refused("Ranks start at 1."):
        _propose(item, Outcome.RESERVE, rank=0)
    with refused("Please say why: the reason stays with the file."):
        _propose(item, Outcome.DECLINED, words=" ")
    assert SittingItem.objects.get().state == "waiting"


def test_closing_settles_the_files_as_they_were_discussed() -> None:
    found, held = _round(4)
    selected, reserve, declined, _not_discussed = items = _under_way(found, held)
    _propose(selected, Outcome.SELECTED, words="")
    _propose(reserve, Outcome.RESERVE, rank=1, words="Première suppléante.")
    _propose(declined, Outcome.DECLINED, words="Trop tôt.")
    _close(selected)
    assert [(file.state, file.reason) for file in _files(found)] == [
        ("passed", ""),
        ("kept", "Première suppléante."),
        ("stopped", "Trop tôt."),
        ("waiting", ""),
    ]
    sitting = Sitting.objects.get()
    assert (sitting.state, sitting.remarks, sitting.closed_by) == ("closed", "Sans réserve.", cast.ada())
    for gesture in (lambda: _close(items[0]), lambda: sittings.discuss_again(items[0], by=cast.ada(), at=clock.now())):
        with refused("This sitting is closed: its minutes no longer change."):
            gesture()


def test_closing_with_too_many_selected_closes_nothing() -> None:
    found, held = _round(3, passing=1)
    first, second, third = _under_way(found, held)
    _propose(first, Outcome.DECLINED)
    _propose(second, Outcome.SELECTED)
    _propose(third, Outcome.SELECTED)
    with refused("1 file has passed already: this round lets no more through."):
        _close(first)
    assert (_states(found), Sitting.objects.get().state) == (["waiting"] * 3, "open")
    sittings.discuss_again(third, by=cast.ada(), at=clock.now())
    _close(first)
    assert _states(found) == ["stopped", "passed", "waiting"]


def test_files_settled_before_the_close_stay_as_they_were() -> None:
    found, held = _round(2)
    passed, stopped = _under_way(found, held)
    _propose(passed, Outcome.DECLINED)
    _propose(stopped, Outcome.SELECTED)
    rounds.let_pass(passed.file, by=cast.ada(), at=clock.now(), reason="Avant la séance.")
    rounds.stop(stopped.file, reason="Avant la séance.", by=cast.ada(), at=clock.now())
    _close(passed)
    assert [(file.state, file.reason) for file in _files(found)] == [
        ("passed", "Avant la séance."),
        ("stopped", "Avant la séance."),
    ]


def test_file_withdrawn_during_the_sitting_does_not_prevent_its_close() -> None:
    found, held = _round(3, passing=1)
    discussed, to_discuss, other = _under_way(found, held)
    for item in (discussed, other):
        _propose(item, Outcome.SELECTED)
    for item in (discussed, to_discuss):
        withdraw(item.file.application, by=item.file.application.started_by, at=clock.now())
    with refused("This application is withdrawn."):
        _propose(to_discuss, Outcome.SELECTED)
    _close(other)
    assert _states(found) == ["waiting", "waiting", "passed"]


def test_agent_in_conflict_proposes_nothing_and_may_close_the_whole() -> None:
    found, held = _round(1)
    (item,) = _under_way(found, held)
    declare_conflict(item.file.application, cast.ada(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        _propose(item, Outcome.SELECTED)
    _propose(item, Outcome.SELECTED, by=cast.aldo())
    _close(item, by=cast.ada())
    assert _states(found) == ["passed"]


def test_closed_round_plans_no_sitting() -> None:
    found, _held = _round(1)
    story.settled(found, passed=1)
    with refused("This round is closed."):
        _plan(found, _files(found))
