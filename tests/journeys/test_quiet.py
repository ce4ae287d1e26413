"""Before an election: the team falls silent, an editor's page waits, everybody reads it once the team resumes."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.journeys.test_site import sign_in
from tremplin.content.models import HeldPublication
from tremplin.content.pages import ProgramPage
from tremplin.core.models import ChoreRun

BEFORE, AFTER = "Un programme pour faire grandir les communs", "Un programme pour les communs de demain"


def test_page_published_by_hand_waits_for_the_end_of_the_silence(
    demo_site: str,
    page: Page,
    second_page: Page,
    phone: Page,
    axe: Callable[[Page], None],
    run_worker: Callable[[], None],
) -> None:
    phone.goto("/programme/")
    expect(phone.locator("h1")).to_have_text(BEFORE)

    # Ada opens a quiet period, as the form stands: now, without an end
    sign_in(page, cast.ada(), run_worker, "/gestion/pause/")
    expect(page).to_have_url(f"{demo_site}/gestion/pause/")
    axe(page)
    page.locator("main a.fr-btn").click()
    page.wait_for_url("**/pause/ouvrir/")
    axe(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/gestion/pause/")
    expect(page.locator("main .fr-badge")).to_have_count(1)

    # Eve publishes by hand: she is asked, and holds
    sign_in(second_page, cast.eve(), run_worker, "/cms/")
    second_page.wait_for_url("**/cms/")
    programme = ProgramPage.objects.get(locale__language_code="fr", slug="programme")
    second_page.goto(f"/cms/pages/{programme.pk}/edit/")
    second_page.locator("#id_title").fill(AFTER)
    second_page.locator("footer .w-dropdown__toggle").first.click()
    second_page.get_by_role("button", name="Publier").click()
    second_page.wait_for_url("**/cms/quiet/**")
    axe(second_page)
    second_page.locator("button[name=hold]").click()
    second_page.wait_for_url(f"**/cms/pages/{programme.get_parent().pk}/**")
    assert HeldPublication.objects.get().page_id == programme.pk

    # the clock passes: nothing leaves, and everybody still reads the words of before
    let_the_clock_work(run_worker)
    phone.goto("/programme/")
    expect(phone.locator("h1")).to_have_text(BEFORE)

    # Ada reads what waits, and resumes
    page.goto("/gestion/pause/")
    expect(page.locator("main tbody tr td").first).to_have_text(AFTER)
    axe(page)
    page.locator("main a.fr-btn").first.click()
    page.wait_for_url("**/reprendre/")
    expect(page.locator("main tbody tr td").first).to_have_text(AFTER)
    axe(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/gestion/pause/")
    expect(page.locator("main tbody tr")).to_have_count(0)

    let_the_clock_work(run_worker)
    phone.goto("/programme/")
    expect(phone.locator("h1")).to_have_text(AFTER)
    assert HeldPublication.objects.count() == 0


def let_the_clock_work(run_worker: Callable[[], None]) -> None:
    """A minute later: the chore that publishes is due again."""
    ChoreRun.objects.filter(name="pages-publish").update(started_at=None)
    run_worker()


def test_pages_of_a_quiet_period_hold_on_a_phone_without_scripts(
    demo_site: str,
    page: Page,
    run_worker: Callable[[], None],
    new_context: Callable[..., BrowserContext],
) -> None:
    sign_in(page, cast.max_(), run_worker, "/gestion/pause/")
    expect(page).to_have_url(f"{demo_site}/gestion/pause/")
    context = new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{demo_site}/gestion/pause/ouvrir/")
    plain.locator("main [name=words_fr]").fill("Période de réserve avant le scrutin.")
    plain.locator("main form button[type=submit]").click()
    expect(plain).to_have_url(f"{demo_site}/gestion/pause/")
    addresses = [
        "/gestion/pause/",
        "/gestion/pause/ouvrir/",
        plain.locator("main a.fr-btn").first.get_attribute("href"),
    ]
    page.set_viewport_size({"width": 320, "height": 640})
    for address in addresses:
        page.goto(str(address))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
