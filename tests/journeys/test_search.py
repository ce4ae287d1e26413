"""A citizen looks for something, on a narrow phone and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tremplin.core import clock
from tremplin.core.search import keeping

Axe = Callable[[Page], None]


@pytest.fixture
def searched(demo_site: str) -> str:
    keeping.build(clock.now())
    return demo_site


def test_searching_on_a_phone_from_the_header(searched: str, phone: Page, axe: Axe) -> None:
    phone.goto("/programme/")
    phone.locator("#header-search-button").click()
    box = phone.locator("#header-search-words")
    expect(box).to_be_visible()
    axe(phone)
    box.fill("equipes publique")
    box.press("Enter")
    expect(phone).to_have_url(f"{searched}/recherche/?q=equipes+publique")
    expect(phone.locator("main ol.content-hits mark").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
    assert phone.context.cookies() == []
    first = phone.locator("main ol.content-hits h3 a").first
    title = first.inner_text()
    first.click()
    expect(phone.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("address", ["/recherche/", "/recherche/?q=zygomyc%C3%A8te", f"/recherche/?q={'a' * 201}"])
def test_page_of_the_search_is_accessible_whatever_it_says(searched: str, phone: Page, axe: Axe, address: str) -> None:
    phone.goto(address)
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_searching_without_scripts_with_the_keyboard(searched: str, new_context: Callable[..., object]) -> None:
    context = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()  # type: ignore[attr-defined]
    page.goto("/en/")
    page.locator("#header-search-words").press_sequentially("questions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{searched}/en/recherche/?q=questions")
    page.locator("main ol.content-hits h3 a").first.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(f"{searched}/en/recherche/?q=questions")
    expect(page.locator("html")).to_have_attribute("lang", "en")
