"""Reading and writing before a real browser: what is typed saves itself, survives a lost network and a second tab."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.browser.fixtures import PHONE, _watched
from tests.journeys.test_apply import sign_in
from tests.selection import story
from tremplin.core import clock
from tremplin.selection.actions import reviews
from tremplin.selection.models import Review
from tremplin.selection.states import College, ReviewState

SAVED = "#save-state"
_KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tremplin:'))"


@pytest.fixture
def bare(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A narrow phone whose browser runs no script."""
    yield from _watched(new_context(viewport=PHONE, java_script_enabled=False))


def _ready(college: str = College.EXPERTS) -> Review:
    found = story.prepared_round(story.screened(story.received(2)), college=college, per_file=3)
    held = story.seated(found)
    review, other = (one for one in story.assigned(found, held) if one.seat == held[0])
    for one in (review, other):
        reviews.confirm_no_link(one, by=one.seat.person, at=clock.now())
    return review


def _fits(page: Page) -> None:
    """The head and the foot of the site have their own tests."""
    assert page.locator("main").evaluate("main => main.scrollWidth") <= PHONE["width"]


def _words(review: Review) -> str:
    return next((score.words for score in review.scores.all()), "")


def _wait_saved(page: Page, review: Review, words: str) -> None:
    for _turn in range(100):
        if _words(review) == words:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not saved: {page.locator(SAVED).inner_text()}")


def test_a_review_saves_itself_and_is_handed_in(page: Page, site: str, axe: Callable[[Page], None]) -> None:
    review = _ready()
    sign_in(page, cast.rose(), site)
    page.goto(f"{site}/espace/lectures/")
    axe(page)
    page.locator("main .fr-btn").first.click()
    page.locator("label[for=id_level_1_2]").click()
    page.locator("[name=words_1]").fill("Utile à tous.")
    _wait_saved(page, review, "Utile à tous.")
    page.locator("[name=words_1]").fill("Utile à tous, vraiment.")
    _wait_saved(page, review, "Utile à tous, vraiment.")
    revision = str(Review.objects.get(pk=review.pk).revision)
    expect(page.locator("[name=revision]")).to_have_value(revision)
    axe(page)
    page.locator("[name=hand_in]").click()
    expect(page.locator("#errors a")).to_have_attribute("href", "#id_level_2")
    page.locator("label[for=id_level_2_4]").click()
    page.locator("[name=hand_in]").click()
    expect(page.locator("textarea")).to_have_count(0)
    axe(page)
    review.refresh_from_db()
    assert (review.state, page.evaluate(_KEPT)) == (ReviewState.SUBMITTED, [])


def test_a_lost_network_loses_nothing(page: Page, site: str) -> None:
    review = _ready()
    sign_in(page, cast.rose(), site)
    address = f"{site}/espace/lectures/{review.ref}/"
    page.goto(address)
    page.context.set_offline(True)
    page.locator("[name=words_1]").fill("Écrit dans le train.")
    page.locator("[name=hand_in]").click()
    expect(page.locator(SAVED)).to_have_text(page.locator(SAVED).get_attribute("data-offline") or "")
    assert _words(review) == ""
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("[name=words_1]")).to_have_value("Écrit dans le train.")
    _wait_saved(again, review, "Écrit dans le train.")


def test_a_second_tab_replaces_nothing_unseen(page: Page, site: str) -> None:
    review = _ready()
    sign_in(page, cast.rose(), site)
    address = f"{site}/espace/lectures/{review.ref}/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("[name=words_1]").fill("Second onglet.")
    _wait_saved(other, review, "Second onglet.")
    page.locator("[name=words_2]").fill("Premier onglet.")
    told = page.wait_for_event("response", lambda answer: answer.url.endswith("/auto/"))
    expect(page.locator(SAVED)).to_have_text(told.json()["error"])
    assert _words(review) == "Second onglet."
    page.locator("[name=draft]:visible").click()
    expect(page.locator("main [role=alert]")).to_contain_text("Second onglet.")
    expect(page.locator("[name=words_2]")).to_have_value("Premier onglet.")


def test_a_juror_on_a_phone_without_a_script(bare: Page, site: str) -> None:
    review = _ready(College.CITIZENS)
    sign_in(bare, cast.jules(), site)
    bare.goto(f"{site}/espace/lectures/")
    _fits(bare)
    bare.locator("main .fr-btn").first.click()
    _fits(bare)
    expect(bare.locator("[data-print]")).to_be_hidden()
    for place in (1, 2, 3):
        bare.locator(f"[name=words_{place}]").fill(f"Réponse {place}.")
    bare.locator("label[for=id_opinion_1]").click()
    bare.locator("[name=hand_in]").click()
    expect(bare.locator("textarea")).to_have_count(0)
    _fits(bare)
    review.refresh_from_db()
    assert (review.state, review.opinion) == (ReviewState.SUBMITTED, 3)
