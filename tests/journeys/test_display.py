"""A page as one wants to see it: in the dark, or on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

Axe = Callable[[Page], None]


def test_choosing_the_dark_theme_with_the_keyboard(demo_site: str, page: Page, axe: Axe) -> None:
    page.goto("/programme/")
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "light")
    opener = page.get_by_role("contentinfo").get_by_role("button", name="Paramètres d’affichage")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="Fermer")).to_be_focused()
    axe(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Système")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Thème sombre")).to_be_checked()
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
    page.keyboard.press("Escape")
    expect(page.locator("#fr-theme-modal")).to_be_hidden()
    expect(opener).to_be_focused()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
    axe(page)


@pytest.mark.parametrize("address", ["/", "/laureats/", "/compte/connexion/"])
def test_page_is_readable_in_the_dark(demo_site: str, page: Page, axe: Axe, address: str) -> None:
    page.add_init_script("localStorage.setItem('scheme', 'dark')")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
    axe(page)


def test_theme_follows_the_device_until_one_chooses(demo_site: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")


def test_setting_is_not_offered_without_scripts(demo_site: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.get_by_text("Paramètres d’affichage")).to_have_count(3)  # twice to open it, and its own title
    assert [one.is_visible() for one in page.get_by_text("Paramètres d’affichage").all()] == [False] * 3


def test_questions_are_printed_with_their_answers_and_nothing_around(demo_site: str, page: Page) -> None:
    page.goto("/faq/")
    answers = page.locator(".content-question__answer")
    assert answers.count() > 5
    assert not answers.first.is_visible()
    page.emulate_media(media="print")
    heights = answers.evaluate_all("all => all.map(one => one.checkVisibility() ? one.offsetHeight : 0)")
    assert min(heights) > 0
    around = [".fr-header__menu", ".fr-header__tools", ".fr-breadcrumb", ".fr-footer", ".fr-notice", ".fr-skiplinks"]
    assert [name for name in around if page.locator(name).is_visible()] == []
    assert page.locator("h1").is_visible()


def test_page_in_the_dark_is_printed_in_the_light(demo_site: str, page: Page) -> None:
    page.add_init_script("localStorage.setItem('scheme', 'dark')")
    page.goto("/faq/")
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
    page.evaluate(
        "window.addEventListener('beforeprint', () => { window.printed = document.documentElement.dataset.frTheme })"
    )
    page.pdf()
    assert page.evaluate("window.printed") == "light"
    expect(page.locator("html")).to_have_attribute("data-fr-theme", "dark")
