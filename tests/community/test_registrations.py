"""Coming to an event: without an account, once an address, while there is room; and leaving it by the link alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.community.factories import EventFactory, RegistrationFactory
from tests.community.story import address_in, mails
from tests.factories import ProgrammeFactory
from tremplin.community import pace
from tremplin.community.actions.registrations import MOST_IN_AN_HOUR, cancel_registration, erase_old, register
from tremplin.community.models import Event, Registration
from tremplin.community.tokens import registration_of, registration_token
from tremplin.core import clock, freshness
from tremplin.core.moves import MoveRefused

pytestmark = pytest.mark.django_db
FULL = "All the places are taken. One is free again when somebody cancels: please look again later."


def _page(event: Event) -> str:
    return reverse("community:register", args=[event.ref])


def _said(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ", strip=True)  # type: ignore[union-attr]


def _come(event: Event, name: str = "Alice", email: str = "alice@example.org") -> Registration:
    return register(event, name=name, email=email, language="fr", at=clock.now())


def test_anybody_registers_and_cancels_by_the_link_of_the_mail(client: Client) -> None:
    event = EventFactory.create(published=True)
    answer = client.post(_page(event), {"name": "Alice", "email": "Alice@Example.org"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("community:registered", args=[event.ref]))
    assert client.get(answer["Location"]).status_code == 200
    kept = Registration.objects.get()
    assert (kept.name, kept.email, kept.cancelled_at) == ("Alice", "alice@example.org", None)
    assert [recipient for recipient, _subject in mails("community-registered")] == ["alice@example.org"]
    link = address_in("community-registered", "alice@example.org")
    assert client.get(link).status_code == 200
    kept.refresh_from_db()
    assert kept.cancelled_at is None
    assert client.post(link)["Location"] == link
    kept.refresh_from_db()
    assert kept.cancelled_at is not None
    assert client.get(link).context["may_cancel"] is False


def test_same_address_twice_is_once_and_answered_the_same(client: Client) -> None:
    event = EventFactory.create(published=True)
    answers = [
        client.post(_page(event), {"name": name, "email": email})
        for name, email in (("Alice", "alice@example.org"), ("Aline", "ALICE@example.org"), ("Bob", "bob@example.org"))
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("community:registered", args=[event.ref]))
    }
    assert sorted(Registration.objects.values_list("name", "email")) == [
        ("Alice", "alice@example.org"),
        ("Bob", "bob@example.org"),
    ]
    assert len(mails("community-registered")) == 2


def test_form_sent_twice_for_the_last_place_is_answered_once(client: Client) -> None:
    event = EventFactory.create(published=True, capacity=1)
    typed = {"name": "Alice", "email": "alice@example.org", "once": "0" * 32}
    first, second = client.post(_page(event), typed), client.post(_page(event), typed)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])


def test_what_is_missing_is_said_and_what_is_typed_is_kept(client: Client) -> None:
    answer = client.post(_page(EventFactory.create(published=True)), {"name": "Alice", "email": "alice"})
    assert (answer.status_code, answer.context["form"]["name"].value()) == (200, "Alice")
    assert list(answer.context["form"].errors) == ["email"]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"cancelled": True}, "This event is cancelled."),
        ({"over": True}, "This event is over."),
        (
            {"capacity": 1},
            "All the places are taken. One is free again when somebody cancels: please look again later.",
        ),
    ],
)
def test_refusal_is_a_sentence_on_both_pages_and_known_to_nobody(
    client: Client, traits: dict[str, Any], sentence: str
) -> None:
    event = EventFactory.create(published=True, **traits)
    RegistrationFactory.create(event=event, email="alice@example.org")
    page, form = f"/en{reverse('community:event', args=[event.ref])}", f"/en{_page(event)}"
    assert [sentence in _said(client.get(address)) for address in (page, form)] == [True, True]
    for email in ("alice@example.org", "bob@example.org"):
        answer = client.post(form, {"name": "Alice", "email": email})
        assert (answer.status_code, sentence in _said(answer)) == (200, True)
    assert Registration.objects.count() == 1
    assert mails("community-registered") == []


def test_place_given_back_may_be_taken_until_it_begins() -> None:
    event = EventFactory.create(published=True, capacity=1)
    alice = _come(event)
    with pytest.raises(MoveRefused):
        _come(event, "Bob", "bob@example.org")
    cancel_registration(alice, at=clock.now())
    assert _come(event, "Bob", "bob@example.org").pk != alice.pk
    with clock.at(event.starts_at), pytest.raises(MoveRefused):
        _come(event, "Charlie", "charlie@example.org")


def test_link_cancels_nothing_once_it_has_begun(client: Client) -> None:
    registration = RegistrationFactory.create()
    link = reverse("community:registration-cancel", args=[registration_token(registration)])
    with clock.at(registration.event.starts_at):
        assert client.get(link).context["may_cancel"] is False
        client.post(link)
    registration.refresh_from_db()
    assert registration.cancelled_at is None


def test_forged_link_leads_nowhere_and_cancels_nothing(client: Client) -> None:
    registration, other = RegistrationFactory.create(), RegistrationFactory.create()
    good = registration_token(registration)
    stolen = f"{registration.ref}.{registration_token(other).partition('.')[2]}"
    found = registration_of(good)
    assert found is not None
    assert found.pk == registration.pk
    for token in (stolen, good[:-1], f"{registration.ref}.", "nothing", f"{'0' * 10}.{good}"):
        link = reverse("community:registration-cancel", args=[token])
        assert (client.get(link).status_code, client.post(link).status_code) == (404, 404)
    assert Registration.objects.exclude(cancelled_at=None).count() == 0


def test_one_mailbox_is_not_flooded_and_the_hour_passes() -> None:
    for _turn in range(MOST_IN_AN_HOUR):
        _come(EventFactory.create(published=True))
    another = EventFactory.create(published=True)
    with pytest.raises(MoveRefused):
        _come(another)
    with clock.at(clock.now() + timedelta(hours=1)):
        assert _come(another).event_id == another.pk


def test_one_network_address_registers_a_few_times_an_hour(client: Client) -> None:
    event = EventFactory.create(published=True)
    with clock.at(clock.now().replace(minute=5)):
        for turn in range(pace.MOST_IN_AN_HOUR + 1):
            answer = client.post(_page(event), {"name": "X", "email": f"x{turn}@example.org"})
        assert (answer.status_code, answer.context["form"]["name"].value()) == (200, "X")
        assert Registration.objects.count() == pace.MOST_IN_AN_HOUR
    with clock.at(clock.now().replace(minute=5) + timedelta(hours=1)):
        assert client.post(_page(event), {"name": "X", "email": "again@example.org"}).status_code == 302


def test_registrations_are_erased_twelve_months_after_the_event() -> None:
    registration = RegistrationFactory.create()
    year_after = registration.event.ends_at + timedelta(days=365)
    assert (erase_old(year_after), Registration.objects.count()) == (0, 1)
    assert (erase_old(year_after + timedelta(seconds=1)), Registration.objects.count()) == (1, 0)
    assert Event.objects.count() == 1


@pytest.mark.concurrency
def test_two_for_the_last_place_at_once_one_gets_it(race: Any) -> None:
    for _turn in range(3):
        event = EventFactory.create(published=True, capacity=1)
        outcomes = race(lambda e=event: _come(e), lambda e=event: _come(e, "Bob", "bob@example.org"))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "Registration"]
        assert Registration.objects.filter(event=event, cancelled_at=None).count() == 1
        Registration.objects.all().delete()


def test_public_pages_are_kept_until_something_changes_and_hold_nothing_of_a_visitor(client: Client) -> None:
    event = EventFactory.create(published=True, capacity=4)
    EventFactory.create()  # a draft
    EventFactory.create(over=True)
    changes = str(int(event.starts_at.timestamp()))
    for address in (reverse("community:event-list"), reverse("community:event", args=[event.ref])):
        answer = client.get(address)
        assert (answer.headers[freshness.HEADER], len(answer.cookies), b'<form method="post"' in answer.content) == (
            changes,
            0,
            False,
        )
    assert [one.pk for one in client.get(reverse("community:event-list")).context["events"]] == [event.pk]
    assert freshness.HEADER not in client.get(_page(event)).headers


def test_draft_is_nowhere(client: Client) -> None:
    draft = EventFactory.create()
    for name in ("event", "event-calendar", "register", "registered"):
        assert client.get(reverse(f"community:{name}", args=[draft.ref])).status_code == 404


def test_calendar_file_holds_the_event_and_says_when_it_is_cancelled(client: Client) -> None:
    event = EventFactory.create(published=True, title_fr="Rencontre; des communs")
    answer = client.get(reverse("community:event-calendar", args=[event.ref]))
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {
        "SUMMARY:Rencontre\\; des communs",
        f"DTSTART:{event.starts_at:%Y%m%dT%H%M%SZ}",
        f"UID:{event.ref}@testserver",
        "STATUS:CONFIRMED",
    } <= set(lines)
    Event.objects.update(cancelled_at=clock.now())
    cancelled = client.get(reverse("community:event-calendar", args=[event.ref])).content.decode()
    assert "STATUS:CANCELLED" in cancelled.splitlines()


def test_an_event_of_one_day_says_its_day_once(client: Client) -> None:
    begins = datetime(2026, 12, 10, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    programme = ProgrammeFactory.create(time_zone="Europe/Paris")
    given = {"programme": programme, "published": True, "starts_at": begins}
    short, long = (EventFactory.create(**given, ends_at=begins + timedelta(minutes=more)) for more in (20, 60))
    with clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        said = [_said(client.get(reverse("community:event", args=[one.ref]))) for one in (short, long)]
    assert "Le 10 décembre 2026 à 23 h 30, jusqu’à 23 h 50" in said[0]
    assert "Du 10 décembre 2026 à 23 h 30 au 11 décembre 2026 à 0 h 30" in said[1]
