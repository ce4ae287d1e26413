"""The last stage of the demonstration: what comes after, told once even when told twice."""

import pytest

from tests import factories
from tremplin.community.models import CheckIn, Event, Registration
from tremplin.community.queries import events_to_come, initiatives_after, ties_of
from tremplin.community.states import CheckInState
from tremplin.core import clock
from tremplin.core.models import Entry, Message
from tremplin.desk.demo import after_stage
from tremplin.desk.demo import build as demo
from tremplin.support.models import Accompaniment

pytestmark = pytest.mark.django_db


def test_after_stage_has_news_ties_and_events_and_nothing_twice() -> None:
    for turn in range(2):
        factories.DoorFactory.create(published=True, email=f"porte-{turn}@example.org")
    programme = demo._programme()
    season = demo._season(programme)
    demo._people(programme)
    first = after_stage.build(season, demo._member)
    counts = [model.objects.count() for model in (Entry, Message, CheckIn, Event, Registration, Accompaniment)]
    assert after_stage.build(season, demo._member) == first
    assert [model.objects.count() for model in (Entry, Message, CheckIn, Event, Registration, Accompaniment)] == counts
    assert counts[2:] == [2, 2, 7, 2]
    assert CheckIn.objects.filter(state=CheckInState.ANSWERED).count() == 1
    sam = demo._member("Sam")
    assert [row.last_sign is None for row in initiatives_after(sam)] == [False, False]
    assert [tie.last_sign is None for tie in ties_of(sam)] == [False, False]
    assert [event.coming for event in events_to_come(clock.now())] == [4]
