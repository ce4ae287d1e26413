"""An editor finds every block of a page on one page, on a narrow phone as at a desk."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import cast
from tests.community.factories import EventFactory
from tests.factories import LaureatePageFactory, PictureFactory
from tests.journeys.test_site import sign_in
from tremplin.content import pages
from tremplin.content.blocks import PartsBlock

ADDRESS = "/gestion/site/composants/"


def test_every_block_is_accessible_and_holds_in_320_pixels(
    site: str, phone: Page, axe: Callable[[Page], None], run_worker: Callable[[], None]
) -> None:
    home = pages.HomePage.objects.get()
    picture = PictureFactory.create()
    EventFactory.create(published=True)
    LaureatePageFactory.create(title="Un commun", cover=picture)
    home.add_child(
        instance=pages.PortraitPage(title="Une personne", job="Agente", role="agent-programme", cover=picture)
    )
    sign_in(phone, cast.eve(), run_worker, ADDRESS)
    expect(phone).to_have_url(f"{site}{ADDRESS}")
    expect(phone.locator(".content-component .content-part")).to_have_count(len(PartsBlock().child_blocks))
    for summary in phone.locator(".content-component summary").all():
        summary.click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
