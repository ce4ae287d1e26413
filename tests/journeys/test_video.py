"""A video in a page: nothing reaches its provider before the reader has agreed, and the page works without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.factories import PlainPageFactory

FRAME = "https://geo.dailymotion.com/player.html?video=x8"
STORED = "JSON.stringify([localStorage, sessionStorage])"
PLAYER = '<!doctype html><html lang="fr"><title>Lecteur</title><main><h1>Lecteur</h1></main></html>'


@pytest.fixture
def address(site: str) -> str:
    """A page with a video as a block, and another as a shortcode in its words."""
    made = PlainPageFactory.create(
        title="Voir",
        slug="voir",
        body='Avant.\n\n{{< dailymotion x9 "Un autre film" >}}\n\nAprès.',
        parts=[("video", {"title": "Le film", "video": "x8", "transcript": "Ce qui est dit."})],
    )
    return str(made.url)


def _outside(page: Page) -> list[str]:
    """Every request that leaves our own site, as it is made; the provider's player is answered here."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PLAYER, content_type="text/html")

    page.route(lambda url: "127.0.0.1" not in url, answer)
    return asked


def test_the_provider_is_reached_only_once_the_button_is_pressed(
    address: str, page: Page, axe: Callable[[Page], None]
) -> None:
    asked = _outside(page)
    page.goto(address)
    expect(page.get_by_role("link", name="Le film")).to_have_attribute("href", "https://www.dailymotion.com/video/x8")
    buttons = page.locator("[data-video-offer] button")
    expect(buttons).to_have_count(2)
    axe(page)
    page.wait_for_load_state("networkidle")
    assert asked == []
    stored = page.evaluate(STORED)
    second = buttons.nth(1)
    second.focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_have_count(1)
    expect(frame).to_have_attribute("title", "Le film")
    expect(frame).to_have_attribute("src", FRAME)
    expect(frame).to_be_focused()
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Lecteur")
    expect(buttons).to_have_count(1)
    axe(page)
    assert asked == [FRAME]
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == stored
    page.reload()
    expect(buttons).to_have_count(2)
    assert asked == [FRAME]


def test_without_a_script_the_videos_are_links(
    address: str, site: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    page.goto(address)
    expect(page.locator("[data-video-frame] a")).to_have_text(["Vidéo : Un autre film", "Vidéo : Le film"])
    expect(page.locator("[data-video-offer]").first).to_be_hidden()
    expect(page.locator("[data-video-offer]").last).to_be_hidden()


def test_the_other_providers_are_refused_by_the_policy(
    address: str, new_context: Callable[..., BrowserContext]
) -> None:
    """What our own script would never ask, the page could not show either."""
    page = new_context().new_page()
    asked = _outside(page)
    page.goto(address)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text) as told:
        page.evaluate("""() => {
            const frame = document.createElement("iframe");
            frame.src = "https://example.org/player";
            document.body.append(frame);
        }""")
    refused = told.value
    assert "frame-src" in refused.text
    assert asked == []
