"""The site in a real browser: what only a browser can tell of any page."""

import pytest
from playwright.sync_api import Page, expect


def test_stylesheet_reaches_the_page(page: Page) -> None:
    """A wrong hash or policy leaves every page unstyled with status 200."""
    page.goto("/")
    assert "Marianne" in page.locator("body").evaluate("element => getComputedStyle(element).fontFamily")


def test_home_is_accessible_on_a_phone(phone: Page, axe) -> None:
    phone.goto("/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    axe(phone)


def test_axe_sees_a_fault(page: Page, axe) -> None:
    page.goto("/")
    page.locator("main").evaluate("element => element.innerHTML = '<img src=\"data:,\">'")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_home_is_kept_until_something_is_published(page: Page) -> None:
    page.goto("/")
    again = page.goto("/")
    assert again is not None
    assert again.header_value("x-page-cache") == "kept"
    expect(page.locator("h1")).to_have_count(1)
