"""The programme team's events: written, published, changed, cancelled; and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.community.factories import EventFactory, RegistrationFactory
from tests.community.story import mails
from tremplin.community.actions import events as actions
from tremplin.community.models import Event
from tremplin.core import clock
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db

TYPED = {
    "title_fr": "Rencontre des communs",
    "starts_at": "2030-05-14T10:00",
    "ends_at": "2030-05-14T12:00",
    "place": "Paris",
    "capacity": "30",
}


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


def _words(event: Event, **changed: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in actions.FIELDS} | changed


def _own(**traits: Any) -> Event:
    made: Event = EventFactory.create(programme=cast.programme(), **traits)
    return made


def _told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_event_is_written_published_and_found_by_anybody(ada: Client) -> None:
    answer = ada.post(reverse("community:event-add"), TYPED)
    event = Event.objects.get()
    assert answer["Location"] == reverse("community:managed", args=[event.ref])
    assert (event.programme, event.capacity, event.published_at) == (cast.programme(), 30, None)
    assert ada.get(answer["Location"]).status_code == 200
    assert Client().get(reverse("community:event", args=[event.ref])).status_code == 404
    assert ada.post(reverse("community:event-publish", args=[event.ref])).status_code == 302
    assert Client().get(reverse("community:event", args=[event.ref])).status_code == 200
    again = ada.post(reverse("community:event-publish", args=[event.ref]), headers={"accept-language": "en"})
    assert len(_told(again)) == 2


def test_event_that_ends_before_it_begins_is_said_so_and_kept_as_typed(ada: Client) -> None:
    answer = ada.post(reverse("community:event-add"), TYPED | {"ends_at": "2030-05-14T09:00"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["ends_at"])
    assert answer.context["form"]["place"].value() == "Paris"
    assert Event.objects.count() == 0


def test_those_who_come_are_told_of_another_place_and_not_of_another_sentence() -> None:
    event = _own(published=True)
    RegistrationFactory.create(event=event, email="alice@example.org")
    RegistrationFactory.create(event=event, email="bob@example.org", cancelled=True)
    actions.change_event(event, words=_words(event, words_fr="Avec un atelier."), by=cast.ada(), at=clock.now())
    assert mails("community-moved") == []
    actions.change_event(event, words=_words(event, place="Lyon"), by=cast.ada(), at=clock.now())
    assert [recipient for recipient, _subject in mails("community-moved")] == ["alice@example.org"]


def test_places_are_never_fewer_than_those_who_come(ada: Client) -> None:
    event = _own(published=True, capacity=5)
    for _turn in range(3):
        RegistrationFactory.create(event=event)
    page = reverse("community:event-change", args=[event.ref])
    assert ada.get(page).status_code == 200
    answer = ada.post(page, TYPED | {"capacity": "2"})
    assert (answer.status_code, answer.context["form"]["capacity"].value()) == (200, "2")
    event.refresh_from_db()
    assert event.capacity == 5
    assert ada.post(page, TYPED | {"capacity": "3"}).status_code == 302


def test_cancelling_says_to_how_many_then_tells_them(ada: Client) -> None:
    event = _own(published=True)
    RegistrationFactory.create(event=event, email="alice@example.org")
    RegistrationFactory.create(event=event, email="bob@example.org", cancelled=True)
    page = reverse("community:event-cancel", args=[event.ref])
    assert ada.get(page).context["count"] == 1
    event.refresh_from_db()
    assert event.cancelled_at is None
    ada.post(page)
    event.refresh_from_db()
    assert event.cancelled_at is not None
    assert [recipient for recipient, _subject in mails("community-cancelled")] == ["alice@example.org"]
    assert (ada.get(page).status_code, ada.post(page).status_code) == (403, 302)
    assert len(mails("community-cancelled")) == 1


def test_list_of_those_who_come_runs_nothing_in_a_spreadsheet(ada: Client) -> None:
    event = _own(published=True)
    RegistrationFactory.create(event=event, name="=1+1", email="alice@example.org")
    RegistrationFactory.create(event=event, name="Bob", email="bob@example.org", cancelled=True)
    answer: Any = ada.get(reverse("community:event-export", args=[event.ref]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(";")[:2]) == (2, ["'=1+1", "alice@example.org"])


@pytest.mark.parametrize("who", [cast.sam, cast.charlie, cast.max_])
def test_others_than_the_team_are_kept_out(client: Client, who: Callable[[], Person]) -> None:
    event = _own(published=True)
    client.force_login(who())
    assert client.get(reverse("community:managed-list")).status_code == 403
    assert client.get(reverse("community:event-add")).status_code == 403
    for name in ("managed", "event-change", "event-cancel", "event-export"):
        assert client.get(reverse(f"community:{name}", args=[event.ref])).status_code == 404
    for name in ("event-publish", "event-cancel"):
        assert client.post(reverse(f"community:{name}", args=[event.ref])).status_code == 404


def test_event_of_another_programme_does_not_exist(ada: Client) -> None:
    other = EventFactory.create(published=True)
    assert ada.get(reverse("community:managed", args=[other.ref])).status_code == 404
    assert list(ada.get(reverse("community:managed-list")).context["events"]) == []


@pytest.mark.parametrize("name", ["community:managed-list", "community:event-list"])
def test_list_costs_the_same_for_three_events_and_eight(ada: Client, name: str) -> None:
    costs = []
    for rows in (3, 5):
        for _row in range(rows):
            RegistrationFactory.create(event=_own(published=True, capacity=4))
        ada.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(reverse(name)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_over_nothing_changes_any_more(ada: Client) -> None:
    event = _own(published=True, starts_at=clock.now() - timedelta(days=3))
    page = ada.get(reverse("community:managed", args=[event.ref]))
    assert [page.context[name] for name in ("may_change", "may_publish", "may_cancel")] == [False, False, False]
    assert ada.get(reverse("community:event-change", args=[event.ref])).status_code == 403


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_event_outside_our_times_is_refused(ada: Client, moment: str) -> None:
    answer = ada.post(reverse("community:event-add"), TYPED | {"starts_at": moment})
    assert (answer.status_code, "starts_at" in answer.context["form"].errors) == (200, True)
