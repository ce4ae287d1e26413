"""The steps of a season, read from the call and its selection: each on its day, none before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.calls.factories import CallFactory, IntakeFactory
from tests.factories import SeasonFactory
from tests.selection.story import (
    Story,
    approved,
    assigned,
    decided,
    planned,
    prepared_round,
    read,
    received,
    screened,
    seated,
    settled,
    signed,
)
from tremplin.calls import season_facts as of_calls
from tremplin.calls.models import Call
from tremplin.core import clock
from tremplin.programme.models import Season
from tremplin.selection import season_facts as of_selection
from tremplin.selection.actions import releases
from tremplin.selection.states import College

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
FACTS = (*of_calls.OWN, *of_selection.OWN)
CALLS = {"calls-published", "calls-opened", "calls-closed"}


def _known(season: Any) -> set[str]:
    other = SeasonFactory.create(programme=season.programme)
    days = {fact.name: fact.read([season, other]) for fact in FACTS}
    assert not any(other.pk in found for found in days.values())
    return {name for name, found in days.items() if season.pk in found}


def _closed(count: int = 3) -> Story:
    """Its intakes, one an application, are over."""
    story, now = received(count), clock.now()
    Call.objects.filter(pk=story.call.pk).update(published_at=now - 70 * DAY)
    for place, intake in enumerate(story.call.intakes.all()):
        intake.opens_at, intake.closes_at = now - 60 * DAY, now - 20 * DAY - place * timedelta(seconds=1)
        intake.save()
    return story


def test_steps_of_a_call_are_known_when_their_instant_has_come() -> None:
    with clock.at(NOW):
        season: Season = SeasonFactory.create(programme=cast.programme())
    call = CallFactory.create(season=season, published_at=NOW + DAY)
    IntakeFactory.create(call=call, opens_at=NOW + 2 * DAY, closes_at=NOW + 4 * DAY, grace=timedelta(minutes=5))
    found = []
    for wait in (0 * DAY, DAY, 2 * DAY, 4 * DAY, 4 * DAY + timedelta(minutes=5)):
        with clock.at(NOW + wait):
            found.append(len(_known(season) & CALLS))
    assert found == [0, 1, 2, 2, 3]
    with clock.at(NOW + 5 * DAY):
        assert of_calls.closed([season]) == {season.pk: (NOW + 4 * DAY).date()}
        CallFactory.create(season=season)  # another call, in preparation
        assert _known(season) == set()


def test_steps_of_a_selection_are_known_once_done_and_not_before() -> None:
    story = _closed()
    season = story.call.season
    done = set(CALLS)
    assert _known(season) == done
    screened(story)
    done.add("selection-screened")
    assert _known(season) == done
    first = prepared_round(story)
    reviews = assigned(first, seated(first))
    assert _known(season) == done | {"selection-assigned"}
    for review in reviews[1:]:
        read(review)
    assert _known(season) == done | {"selection-assigned"}
    read(reviews[0])
    assert _known(season) == done | {"selection-assigned", "selection-reviews"}
    settled(first, passed=2)
    second = prepared_round(story, college=College.CITIZENS)
    assert _known(season) == done  # another round, with files nobody was given yet
    for review in assigned(second, seated(second)):
        read(review)
    settled(second, passed=2)
    done |= {"selection-jury", "selection-assigned", "selection-reviews"}
    assert _known(season) == done
    made = decided(story)
    signed(made[:-1])
    assert _known(season) == done
    signed(made[-1:])
    done.add("selection-signed")
    planned(story)
    assert _known(season) == done
    approved(story, "notice")
    with clock.at(clock.now() + DAY):
        releases.run_waves(clock.now())
        assert _known(season) == done | {"selection-notice"}
