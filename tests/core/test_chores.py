"""What the clock does: claimed once, caught up after a stop, told when it fails."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tests.factories import ChoreRunFactory
from tremplin.core import chores, offers
from tremplin.core.models import ChoreRun

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
Offer = Callable[[Callable[[datetime], str]], None]


@pytest.fixture
def offer() -> Iterator[Offer]:
    """Offers an hourly chore called `test-chore` for the time of the test."""

    def add(run: Callable[[datetime], str]) -> None:
        offers.chores.add(offers.Chore("test-chore", "Test", HOUR, run))

    yield add
    offers.chores.remove("test-chore")


def _ran_at(*instants: datetime) -> list[datetime]:
    return [instant for instant in instants if "test-chore" in chores.run_due(instant)]


@pytest.mark.django_db
def test_chore_runs_at_its_period(offer: Offer) -> None:
    offer(lambda at: "done")
    instants = [NOW, NOW + HOUR / 2, NOW + HOUR - timedelta(seconds=1), NOW + HOUR, NOW + HOUR * 3 / 2, NOW + HOUR * 2]
    assert _ran_at(*instants) == [NOW, NOW + HOUR, NOW + HOUR * 2]


@pytest.mark.django_db
def test_chore_is_caught_up_once_after_a_stop(offer: Offer) -> None:
    offer(lambda at: "done")
    later = NOW + timedelta(days=3)
    assert _ran_at(NOW, later, later + timedelta(seconds=1)) == [NOW, later]


@pytest.mark.django_db
def test_chore_runs_again_when_the_clock_moved_back(offer: Offer) -> None:
    offer(lambda at: "done")
    earlier = NOW - timedelta(days=200)
    assert _ran_at(NOW, earlier, earlier + timedelta(seconds=1)) == [NOW, earlier]


@pytest.mark.django_db
def test_chore_says_what_it_did_and_when(offer: Offer) -> None:
    offer(lambda at: "x" * 300)
    chores.run_due(NOW)
    run = ChoreRun.objects.get(name="test-chore")
    assert (run.started_at, run.finished_at, run.outcome, run.failed) == (NOW, NOW, "x" * 200, False)


@pytest.mark.django_db
def test_chore_that_fails_is_told_and_the_others_run(offer: Offer) -> None:
    def fail(at: datetime) -> str:
        raise ZeroDivisionError("alice@example.org")

    offer(fail)
    assert chores.run_due(NOW) == [chore.name for chore in offers.chores]
    run = ChoreRun.objects.get(name="test-chore")
    assert (run.outcome, run.failed) == ("ZeroDivisionError", True)
    assert set(ChoreRun.objects.exclude(name="test-chore").values_list("failed", flat=True)) == {False}


@pytest.mark.django_db
def test_chore_that_failed_and_then_works_is_no_longer_told(offer: Offer) -> None:
    ChoreRunFactory.create(name="test-chore", failed_once=True, started_at=NOW - HOUR)
    offer(lambda at: "done")
    chores.run_due(NOW)
    run = ChoreRun.objects.get(name="test-chore")
    assert (run.outcome, run.failed) == ("done", False)


@pytest.mark.django_db
def test_chore_left_by_a_stopped_worker_is_due_at_its_next_turn(offer: Offer) -> None:
    ChoreRunFactory.create(name="test-chore", started_at=NOW)
    offer(lambda at: "done")
    assert _ran_at(NOW + HOUR / 2, NOW + HOUR) == [NOW + HOUR]


@pytest.mark.django_db
def test_expired_sessions_are_forgotten() -> None:
    for days in (-1, 1):
        session = SessionStore()
        session.create()
        Session.objects.filter(pk=session.session_key).update(expire_date=NOW + timedelta(days=days))
    chores.run_due(NOW)
    assert ChoreRun.objects.get(name="sessions-forget").outcome == "1"
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_background_tasks_finished_for_a_week_are_forgotten() -> None:
    for status, days in (("SUCCESSFUL", 8), ("FAILED", 8), ("SUCCESSFUL", 6), ("READY", None)):
        finished = None if days is None else NOW - timedelta(days=days)
        DBTaskResult.objects.create(
            task_path="tests.core.test_work.add",
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            run_after=NOW,
            status=status,
            finished_at=finished,
        )
    chores.run_due(NOW)
    assert ChoreRun.objects.get(name="tasks-forget").outcome == "2"
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_each_chore_is_called_by_one_name() -> None:
    with pytest.raises(ValueError, match="'mail-stuck'"):
        offers.chores.add(offers.Chore("mail-stuck", "Another", HOUR, lambda at: ""))


@pytest.mark.concurrency
@pytest.mark.parametrize("started", [None, NOW - HOUR * 2])
def test_two_workers_at_once_run_a_chore_once(race: Any, offer: Offer, started: datetime | None) -> None:
    ran: list[datetime] = []
    offer(lambda at: ran.append(at) or "done")  # type: ignore[func-returns-value]
    if started:
        ChoreRunFactory.create(name="test-chore", started_at=started)
    results = race(lambda: chores.run_due(NOW), lambda: chores.run_due(NOW))
    assert ran == [NOW]
    assert sorted(results[0] + results[1]) == [chore.name for chore in offers.chores]
