"""The pages of experts, sessions and workshops on a narrow phone: nothing overflows, and each is accessible."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import cast
from tests.support.factories import (
    BookingFactory,
    CalendarFeedFactory,
    ExpertiseFactory,
    FeedbackFactory,
    OrderFactory,
    SessionNoteFactory,
    SlotFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from tests.support.story import supported
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.support.actions import session_requests, sessions
from tremplin.support.models import Accompaniment
from tremplin.support.tokens.sessions import feedback_token, request_token

LONG = "Choisir entre la licence ouverte et la licence ODbL pour les relevés des haies du Massif armoricain"


def _sign_in(page: Page, site: str, person: Person) -> None:
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def _addresses(made: Accompaniment) -> list[tuple[Person, str]]:
    """Who opens what."""
    ada, alice, noe, now = cast.ada(), cast.alice(), cast.noe(), clock.now()
    coach = ExpertiseFactory.create(programme=cast.programme(), person=noe, coach=True, hours_a_month=12, words=LONG)
    OrderFactory.create(expertise=coach, number="BC-2026-000172-ACCOMPAGNEMENT", days=Decimal("2.5"))
    ExpertiseFactory.create(programme=cast.programme(), person=cast.remi(), words="Les licences ouvertes.")
    waits = session_requests.ask_session(made, words=LONG, by=alice, at=now)
    accepted = session_requests.ask_session(made, words=LONG, by=alice, at=now)
    for one in (waits, accepted):
        session_requests.propose_to(one, coach, by=ada, at=now)
    session_requests.accept(accepted, words="Volontiers, en fin de journée.", by=noe, at=now)
    free = SlotFactory.create(programme=cast.programme(), expert=noe, starts_at=now + timedelta(days=6))
    booked = sessions.book(
        SlotFactory.create(programme=cast.programme(), expert=noe), made, subject=LONG, by=alice, at=now
    )
    past = SlotFactory.create(programme=cast.programme(), expert=noe, starts_at=now - timedelta(days=2))
    held = BookingFactory.create(slot=past, accompaniment=made, held=True, hours=Decimal("1.25"), subject=LONG)
    SessionNoteFactory.create(booking=held, by=noe)
    FeedbackFactory.create(booking=held)
    workshop = WorkshopFactory.create(season=made.season, leader=noe, title=LONG, seats=8)
    WorkshopSeatFactory.create(workshop=workshop, accompaniment=made)
    CalendarFeedFactory.create(person=alice)
    one = [made.ref]
    return [
        (ada, reverse("support:expert-list")),
        (ada, reverse("support:expert-add")),
        (ada, reverse("support:expert", args=[coach.ref])),
        (ada, reverse("support:expert-end", args=[coach.ref])),
        (ada, reverse("support:order-place", args=[coach.ref])),
        (ada, reverse("support:workshop-list")),
        (ada, reverse("support:workshop-plan", args=[made.season.ref])),
        (ada, reverse("support:workshop", args=[workshop.ref])),
        (ada, reverse("support:workshop-cancel", args=[workshop.ref])),
        (noe, reverse("support:my-expertise")),
        (noe, reverse("support:session-request", args=[waits.ref])),
        (noe, reverse("support:booking-note", args=[held.ref])),
        (alice, reverse("support:session-list", args=one)),
        (alice, reverse("support:session-book", args=[made.ref, free.ref])),
        (alice, reverse("support:session-request-list", args=one)),
        (alice, reverse("support:session-ask", args=one)),
        (alice, reverse("support:session-request", args=[waits.ref])),
        (alice, reverse("support:session-request", args=[accepted.ref])),
        (alice, reverse("support:session-request-drop", args=[waits.ref])),
        (alice, reverse("support:booking", args=[held.ref])),
        (alice, reverse("support:booking-move", args=[booked.ref])),
        (alice, reverse("support:booking-plan", args=[held.ref])),
        (alice, reverse("support:support-workshops", args=one)),
        (alice, reverse("support:agenda")),
        (alice, reverse("support:session-answer", args=[request_token(waits)])),
        (alice, reverse("support:session-feedback", args=[feedback_token(held, "officer", noe)])),
    ]


def test_pages_fit_a_phone_and_are_accessible(site: str, phone: Page, axe: Callable[[Page], None]) -> None:
    wide, person = [], None
    for who, address in _addresses(supported(name="Atlas des haies et des chemins creux du Massif armoricain")):
        if who != person:
            _sign_in(phone, site, who)
            person = who
        answer = phone.goto(f"{site}{address}")
        assert (answer and answer.status, address) == (200, address)
        if phone.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)
        axe(phone)
    assert wide == []
