"""The first page is light, nothing moves while it comes, and pictures are no larger than where they stand.

Bytes and places, never durations.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

HEAVIEST = 150_000  # bytes of a first page without its images
PATHS = ["/", "/programme/", "/laureats/", "/actualites/"]
MOVED = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
    .observe({type: 'layout-shift', buffered: true})
  requestAnimationFrame(() => setTimeout(() => done(sum), 100))
})"""
# a picture without its own size (a drawing) weighs the same at any size
TOO_LARGE = """() => [...document.images].filter(image => image.currentSrc && !image.currentSrc.endsWith('.svg'))
  .map(image => [image.currentSrc.split('/').pop(), image.naturalWidth, image.getBoundingClientRect().width])
  .filter(([name, own, slot]) => own > 2 * slot)"""
WITHOUT_SIZE = """() => [...document.images]
  .filter(image => !image.getAttribute('width') || !image.getAttribute('height'))
  .map(image => image.outerHTML)"""


@pytest.fixture(params=[1280, 375])
def reader(request: pytest.FixtureRequest, demo_site: str, new_context: Callable[..., BrowserContext]) -> Page:
    """Somebody who was never here, at a desk or with a phone."""
    return new_context(viewport={"width": request.param, "height": 800}).new_page()


def test_first_page_is_light(reader: Page) -> None:
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}
    network = reader.context.new_cdp_session(reader)
    network.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["response"]["mimeType"]}))
    network.on("Network.loadingFinished", lambda told: weights.update({told["requestId"]: told["encodedDataLength"]}))
    network.send("Network.enable")
    reader.goto("/programme/", wait_until="networkidle")
    heavy = {one: weight for one, weight in weights.items() if not kinds[one].startswith("image/")}
    # the page, the look, its script and its two typefaces are all there: the sum is not of a page half come
    assert sorted(kinds[one].rpartition("/")[2] for one in heavy if heavy[one] > 15_000) == sorted(
        ["css", "javascript", "woff2", "woff2"]
    )
    assert sum(heavy.values()) <= HEAVIEST


@pytest.mark.parametrize("path", [*PATHS, "a laureate"])
def test_nothing_moves_and_no_picture_is_too_large(reader: Page, path: str) -> None:
    if path == "a laureate":
        reader.goto("/laureats/")
        path = reader.locator(".fr-card__title a").first.get_attribute("href") or ""
    reader.goto(path, wait_until="networkidle")
    _read_to_the_end(reader)
    assert reader.evaluate(WITHOUT_SIZE) == []
    assert reader.evaluate(TOO_LARGE) == []
    assert reader.evaluate(MOVED) == 0


def _read_to_the_end(reader: Page) -> None:
    """Down to the footer, so that pictures that wait to be seen have come."""
    for image in reader.locator("main img").all():
        image.scroll_into_view_if_needed()
    reader.wait_for_function("[...document.images].every(image => image.complete)")


def _styles(page: Page) -> Any:
    """What decides of the look of each element that is shown, menus opened."""
    names = [
        "display",
        "position",
        "width",
        "height",
        "margin",
        "padding",
        "color",
        "background-color",
        "border",
        "font",
    ]
    return page.evaluate(
        """names => [...document.querySelectorAll('body, body *')].flatMap(element => [null, '::before', '::after'].map(
          part => { const style = getComputedStyle(element, part)
            return [element.tagName, element.className, part, ...names.map(name => style[name])] }))""",
        [*names, "mask-image", "background-image", "content", "visibility", "text-decoration", "box-shadow"],
    )


@pytest.mark.parametrize("path", ["/programme/", "/laureats/", "/compte/connexion/"])
def test_page_looks_as_under_the_whole_design_system(reader: Page, path: str) -> None:
    from tremplin.core import skin

    def look() -> Any:
        reader.goto(path, wait_until="networkidle")
        reader.evaluate("document.fonts.ready")
        if (menu := reader.locator("#header-menu-button")).is_visible():
            menu.press("Enter")  # no pointer: what it would hover on depends on the moment
            reader.locator("#header-menu").wait_for(state="visible")
        return _styles(reader)

    served = look()
    whole = "".join(skin._placed(name) for name in skin.STYLESHEETS)
    reader.route("**/skin/etat.css", lambda route: route.fulfill(body=whole, content_type="text/css"))
    assert len(whole) > 700_000
    assert look() == served
