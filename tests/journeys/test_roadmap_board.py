"""The board of the roadmap in a browser: a card is dragged, moved with the keyboard, and goes back when it is refused;
after a call, three lines become what was shown.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.browser.fixtures import DESK
from tests.journeys.test_apply import sign_in
from tests.support.factories import ActionFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support.models import Accompaniment, Action, Point
from tremplin.support.queries.boards import in_order

Axe = Callable[[Page], None]


@pytest.fixture
def made(site: str) -> Accompaniment:
    one = supported()
    for place, (step, title) in enumerate(
        [("consolidate", "Relire"), ("consolidate", "Signer"), ("deploy", "Ouvrir")], 1
    ):
        due = clock.today() + timedelta(days=place)
        ActionFactory.create(accompaniment=one, step=step, title=title, due_on=due)
    return one


def _titles(page: Page, step: str) -> Any:
    return page.locator(f".support-cards[data-step={step}] .support-card > a")


def test_cards_move_by_mouse_and_keyboard_and_go_back_when_refused(
    site: str, made: Accompaniment, page: Page, axe: Axe
) -> None:
    sign_in(page, cast.alice(), site)
    page.goto(f"/en{reverse('support:roadmap', args=[made.ref])}")
    expect(_titles(page, "consolidate")).to_have_text(["Relire", "Signer"])
    axe(page)
    card = page.locator(".support-card", has_text="Signer")
    card.drag_to(page.locator(".support-card", has_text="Ouvrir"), target_position={"x": 10, "y": 5})
    expect(page.locator("#board-said")).to_have_text("“Signer” is in its new place.")
    expect(_titles(page, "deploy")).to_have_text(["Signer", "Ouvrir"])
    assert [one.title for one in in_order(made) if one.step == "deploy"] == ["Signer", "Ouvrir"]

    menu = card.locator("summary")
    menu.focus()
    page.keyboard.press("ArrowDown")
    expect(_titles(page, "deploy")).to_have_text(["Ouvrir", "Signer"])
    expect(menu).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(_titles(page, "integrate")).to_have_text(["Signer"])
    expect(menu).to_be_focused()
    expect(page.locator("#board-said")).to_have_text("“Signer” is in its new place.")

    Action.objects.filter(title="Relire").update(state="done", closed_at=clock.now())
    page.locator(".support-card", has_text="Relire").locator("summary").click()
    page.locator(".support-card", has_text="Relire").get_by_role("button", name="To “deploy”").click()
    expect(page.locator("#board-said")).to_have_text("This action is closed: it has no place among those to do.")
    expect(_titles(page, "consolidate")).to_have_text(["Relire"])
    page.reload()
    expect(_titles(page, "consolidate")).to_have_count(0)
    expect(_titles(page, "integrate")).to_have_text(["Signer"])


def test_menu_moves_a_card_without_a_script(
    site: str, made: Accompaniment, new_context: Callable[..., BrowserContext]
) -> None:
    bare = new_context(java_script_enabled=False, viewport=DESK).new_page()
    sign_in(bare, cast.alice(), site)
    bare.goto(f"/en{reverse('support:roadmap', args=[made.ref])}")
    bare.locator(".support-card", has_text="Signer").locator("summary").click()
    bare.locator(".support-card", has_text="Signer").get_by_role("button", name="Up").click()
    expect(_titles(bare, "consolidate")).to_have_text(["Signer", "Relire"])


def test_three_lines_after_a_call_become_what_was_shown(
    site: str, made: Accompaniment, page: Page, phone: Page, axe: Axe
) -> None:
    sign_in(page, cast.sam(), site)
    page.goto(f"/en{reverse('support:accompaniment', args=[made.ref])}")
    page.get_by_label("What was said").fill(
        "Alice envoie les statuts demain\nOn rappelle dans dix jours\nTout va bien."
    )
    page.get_by_role("button", name="See what follows").click()
    expect(page.get_by_role("heading", name="What follows from the call")).to_be_visible()
    axe(page)
    assert Point.objects.count() == 0
    first = page.get_by_role("group", name="“Alice envoie les statuts demain”")
    expect(first.get_by_label("In words")).to_have_value("Envoie les statuts")
    first.get_by_label("In words").fill("Envoyer les statuts")
    page.get_by_role("button", name="Keep the note and all this").click()
    expect(page.get_by_role("link", name="Envoyer les statuts")).to_be_visible()
    axe(page)
    point = Point.objects.get()
    assert (point.next_on, [one.title for one in point.actions.all()]) == (
        clock.today() + timedelta(days=10),
        ["Envoyer les statuts"],
    )

    sign_in(phone, cast.sam(), site)
    phone.goto(f"/en{reverse('support:after-call', args=[made.ref])}")
    phone.get_by_label("What was said").fill("écrire à la DINUM pour l’interface\nvoir Noé")
    phone.get_by_role("button", name="See what follows").click()
    expect(phone.get_by_role("heading", name="What follows from the call")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
