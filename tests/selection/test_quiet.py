"""The public wave waits for the end of a quiet period; the letters owed to people do not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.signals import post_save
from django.test import Client

from tests import cast
from tests.factories import QuietPeriodFactory
from tests.selection import story
from tests.selection.story import Story
from tests.selection.test_release import leave, refusal, wave_of
from tremplin.content.pages import LaureatePage
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.programme.actions import open_quiet_period, resume
from tremplin.programme.models import QuietPeriod
from tremplin.programme.queries import held_back
from tremplin.programme.states import QuietReason
from tremplin.selection.actions import releases
from tremplin.selection.states import WaveKind, WaveState

SECOND = timedelta(seconds=1)


def told(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def titles() -> list[str]:
    return sorted(LaureatePage.objects.filter(locale__language_code="fr", live=True).values_list("title", flat=True))


def accepted(ready: Story) -> None:
    """Every team has its answer, the laureates have accepted; the public wave is approved."""
    leave(ready, WaveKind.NOTICE)
    with clock.at(leave(ready, WaveKind.REFUSALS)):
        story.accepted(ready)
        story.approved(ready, WaveKind.PUBLIC)


@pytest.fixture
def ready(db: None) -> Story:
    return story.ready()


def quiet(**dates: Any) -> QuietPeriod:
    return QuietPeriodFactory.create(programme=cast.programme(), opened_by=cast.ada(), **dates)


def test_notice_and_answers_leave_whatever_the_silence(ready: Story) -> None:
    quiet()
    leave(ready, WaveKind.NOTICE)
    leave(ready, WaveKind.REFUSALS)
    assert (told("selection-selected"), told("selection-declined")) == (2, 2)


def test_public_wave_does_not_leave_then_leaves_once(ready: Story, client: Client) -> None:
    accepted(ready)
    wave = wave_of(ready, WaveKind.PUBLIC)
    period = quiet()
    with clock.at(wave.due_at):
        assert releases.run_waves(wave.due_at) == 0
        assert (titles(), told("selection-public"), wave_of(ready, WaveKind.PUBLIC).state) == ([], 0, "planned")
        [(_kind, thing)] = held_back(cast.ada(), cast.programme(), wave.due_at + SECOND)
        assert (thing.due, thing.why, client.get("/").content.decode().count("Atlas des haies")) == (
            wave.due_at,
            "",
            0,
        )
        resume(period, by=cast.ada(), at=clock.now())
    later = wave.due_at + timedelta(minutes=1)
    with clock.at(later):
        assert (releases.run_waves(later), titles()) == (2, ["Atlas des haies", "Initiative 1"])
        assert (releases.run_waves(later), told("selection-public")) == (0, 2)
        assert held_back(cast.ada(), cast.programme(), later) == []


def test_public_wave_is_not_sent_by_hand_either(ready: Story) -> None:
    accepted(ready)
    wave = wave_of(ready, WaveKind.PUBLIC)
    quiet(ends_at=wave.due_at)
    said = refusal(lambda: releases.send_now(wave, by=cast.ada(), at=clock.now()))
    assert said == "A quiet period runs: the public announcement waits for its end."
    with clock.at(wave.due_at):
        assert releases.run_waves(wave.due_at) == 2


def test_silence_of_another_programme_holds_no_wave(ready: Story) -> None:
    accepted(ready)
    QuietPeriodFactory.create()
    due = wave_of(ready, WaveKind.PUBLIC).due_at
    with clock.at(due):
        assert releases.run_waves(due) == 2


def test_wave_that_lacks_something_else_says_so_and_has_a_link_for_who_may_open_it(ready: Story) -> None:
    until = wave_of(ready, WaveKind.PUBLIC).due_at + SECOND
    things = {who: held_back(who(), cast.programme(), until)[0][1] for who in (cast.ada, cast.max_)}
    assert [bool(thing.why) for thing in things.values()] == [True, True]
    assert [bool(thing.url) for thing in things.values()] == [True, False]


def test_wave_held_by_somebody_is_not_said_to_leave(ready: Story) -> None:
    accepted(ready)
    wave = wave_of(ready, WaveKind.PUBLIC)
    releases.hold_wave(wave, by=cast.ada(), at=clock.now())
    assert held_back(cast.ada(), cast.programme(), wave.due_at + SECOND) == []


@pytest.mark.concurrency
def test_period_opened_while_the_wave_leaves_stops_the_rest_which_leaves_later(
    fresh_database: None, second_connection: Callable[..., Any]
) -> None:
    ready = story.ready(5, selected=4)
    accepted(ready)
    wave, at, opened = wave_of(ready, WaveKind.PUBLIC), wave_of(ready, WaveKind.PUBLIC).due_at, list[Any]()

    def open_period() -> QuietPeriod:
        with clock.at(at):
            return open_quiet_period(cast.programme(), reason=QuietReason.MOURNING, by=cast.ada(), at=at)

    def pressed(sender: Any, instance: Any, **details: Any) -> None:
        """Somebody opens a period while the first laureate is being published: their gesture waits for its end."""
        if instance.kind == "selection-public" and not opened:
            opened.append(second_connection(open_period))

    post_save.connect(pressed, sender=Message)
    try:
        with clock.at(at):
            first = releases.run_waves(at)
    finally:
        post_save.disconnect(pressed, sender=Message)
    period = opened[0].result(timeout=30)
    assert (1 <= first < 4, len(titles()), wave_of(ready, WaveKind.PUBLIC).state) == (True, first, WaveState.RUNNING)
    with clock.at(at):
        assert (releases.run_waves(at), len(titles())) == (0, first)
        resume(period, by=cast.ada(), at=at + SECOND)
    with clock.at(at + SECOND):
        assert (releases.run_waves(at + SECOND), len(titles()), told("selection-public")) == (4 - first, 4, 4)
    assert wave_of(ready, WaveKind.PUBLIC).state == WaveState.DONE
    assert wave.due_at == at
