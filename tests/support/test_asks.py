"""What the programme asks of an initiative: in its hours, under its ceiling, answered without signing in."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.factories import QuietPeriodFactory
from tests.support.factories import HoursFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.ask_answers import answer_ask
from tremplin.support.actions.asks import tell_next
from tremplin.support.actions.roadmaps import close_action, plan_action
from tremplin.support.actions.working import say_hours
from tremplin.support.models import Accompaniment, Action, Comment
from tremplin.support.queries.asks import asked_states
from tremplin.support.tokens.asks import VALID, ask_token

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=ZoneInfo("Europe/Paris"))


def _ask(made: Accompaniment, title: str, days: int, at: datetime, by: Any = None) -> Action:
    due_on = at.date() + timedelta(days=days)
    return plan_action(made, step="consolidate", title=title, owner="team", due_on=due_on, by=by or cast.sam(), at=at)


def _told() -> list[str]:
    return sorted(
        Message.objects.filter(kind="support-ask", recipient="alice@example.org").values_list("subject", flat=True)
    )


def test_above_the_ceiling_requests_wait_in_line_the_nearest_day_first() -> None:
    at = _at(1, 10)
    with clock.at(at):
        made = supported()
        HoursFactory.create(accompaniment=made, ceiling=1)
        first = _ask(made, "Un", 30, at)
        later, sooner = _ask(made, "Trois", 20, at), _ask(made, "Deux", 10, at)
        states = asked_states([first, later, sooner])
        assert [(states[one.pk].standing, states[one.pk].before) for one in (first, sooner, later)] == [
            ("told", 0),
            ("line", 0),
            ("line", 1),
        ]
        assert len(_told()) == 1
        close_action(first, "finish", result="", by=cast.alice(), at=at)
        sooner.refresh_from_db()
        later.refresh_from_db()
        assert (sooner.told_at, later.told_at, len(_told())) == (at, None, 2)


def test_nothing_is_told_outside_of_the_hours_nor_twice() -> None:
    night, morning = _at(1, 23), _at(2, 8)
    with clock.at(night):
        made = supported()
        say_hours(
            made,
            days=[2],
            from_time=morning.time(),
            until_time=_at(2, 9).time(),
            ceiling=3,
            by=cast.alice(),
            at=night,
        )
        _ask(made, "Un", 10, night)
        assert (_told(), tell_next(night)) == ([], 0)
    with clock.at(morning):
        assert (tell_next(morning), tell_next(morning), len(_told())) == (1, 0, 1)


def test_a_quiet_period_and_a_pause_hold_requests_back() -> None:
    at = _at(1, 10)
    with clock.at(at):
        made = supported()
        quiet = QuietPeriodFactory.create(programme=cast.programme(), starts_at=at - timedelta(hours=1))
        _ask(made, "Un", 10, at)
        assert tell_next(at) == 0
        quiet.delete()
        Accompaniment.objects.update(state="paused")
        assert tell_next(at) == 0
        Accompaniment.objects.update(state="running")
        assert tell_next(at) == 1


def test_what_the_initiative_plans_itself_is_not_asked_of_it() -> None:
    at = _at(1, 10)
    with clock.at(at):
        assert (_ask(supported(), "Un", 10, at, by=cast.alice()).asked, _told()) == (False, [])


def test_not_yet_keeps_its_place_and_is_asked_again_on_its_day() -> None:
    at = _at(1, 10)
    with clock.at(at):
        made = supported()
        HoursFactory.create(accompaniment=made, ceiling=1)
        one, other = _ask(made, "Un", 10, at), _ask(made, "Deux", 12, at)
        for _twice in range(2):
            answer_ask(
                one, "later", until=MONDAY + timedelta(days=3), words="Après l’assemblée.", by=cast.alice(), at=at
            )
        assert Comment.objects.filter(action=one).count() == 1
        assert ([comment.words for comment in one.comments.all()], tell_next(at)) == (["Après l’assemblée."], 0)
        other.refresh_from_db()
        assert other.told_at is None
    again = _at(4, 10)
    with clock.at(again):
        assert tell_next(again) == 1
        one.refresh_from_db()
        assert (one.told_at, one.later_until) == (again, None)


def test_link_answers_without_signing_in_and_reading_does_nothing(client: Any) -> None:
    at = _at(1, 10)
    with clock.at(at):
        one = _ask(supported(), "Envoyer les statuts", 10, at)
        address = reverse("support:ask-answer", args=[ask_token(one, cast.alice(), at)])
        assert "Envoyer les statuts" in client.get(address).content.decode()
        one.refresh_from_db()
        assert one.state == "planned"
        assert client.post(address, {"answer": "no"}).status_code == 200
        assert client.post(address, {"answer": "done", "words": "Envoyés hier."}).status_code == 302
        one.refresh_from_db()
        assert (one.state, one.result) == ("done", "Envoyés hier.")
        with translation.override("en"):
            english = reverse("support:ask-answer", args=[ask_token(one, cast.alice(), at)])
        assert "This was already said to be done." in client.get(english).content.decode()


def test_link_that_is_wrong_old_or_of_somebody_who_left_says_so(client: Any) -> None:
    at = _at(1, 10)
    with clock.at(at):
        made = supported()
        one = _ask(made, "Envoyer les statuts", 10, at)
        token = ask_token(one, cast.alice(), at)
        address = reverse("support:ask-answer", args=[token])
        assert client.get(reverse("support:ask-answer", args=[token[:-2] + "zz"])).status_code == 404
        assert client.get(reverse("support:ask-answer", args=["x"])).status_code == 404
        reader = reverse("support:ask-answer", args=[ask_token(one, cast.bob(), at)])
        assert 'name="answer"' not in client.get(reader).content.decode()
    with clock.at(at + VALID + timedelta(days=1)):
        assert client.post(address, {"answer": "done"}).status_code == 410
    one.refresh_from_db()
    assert one.state == "planned"


def test_day_that_has_passed_is_refused() -> None:
    at = _at(1, 10)
    with clock.at(at), translation.override("en"):
        one = _ask(supported(), "Un", 10, at)
        with pytest.raises(MoveRefused) as refused:
            answer_ask(one, "later", until=MONDAY, by=cast.alice(), at=at)
        assert str(refused.value.reason) == "Please give a day to come: until then nobody asks again."
