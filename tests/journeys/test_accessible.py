"""Every type of page in a real browser: axe finds nothing, nothing overflows, on a desk, on a phone, zoomed twice.

The pages are found by following links, as the audit kit does. What other journeys check with axe while they walk
(selection, support, applications) is left to them.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe as Engine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.calls.factories import CallFactory
from tests.community.factories import CheckInFactory, EnquiryFactory, EventFactory
from tests.directory.factories import BodyFactory, DoorFactory
from tests.factories import AccessibilityAuditFactory, AccessibilityFaultFactory, MandateFactory
from tests.support.story import supported
from tremplin.content import editors
from tremplin.content.importer import import_tree
from tremplin.core import clock, mail, offers
from tremplin.desk.audit_kit import sample
from tremplin.desk.audit_kit.criteria import themes
from tremplin.people.models import Person
from tremplin.programme.states import Role
from tremplin.support.actions.accompaniments import show_proof

Axe = Callable[[Page], None]

# gone through with axe, signed in, by tests/journeys/test_apply.py, test_choose.py, test_review.py and
# tests/support/test_year_phone.py
_ELSEWHERE = ("calls:", "selection:", "support:")


def _build() -> None:
    """The site of the demonstration, and one row at least of what each room lists."""
    import_tree(settings.BASE_DIR / "demo" / "content-site")
    editors.on_sign_in(sender=None, user=_everything())
    made = supported()
    show_proof(made, words="", by=cast.sam(), at=clock.now())
    CallFactory.create(season=made.season, published=True)
    EventFactory.create(programme=made.season.programme, published=True)
    CheckInFactory.create(accompaniment__season=made.season)
    EnquiryFactory.create(programme=made.season.programme)
    DoorFactory.create(body=BodyFactory.create())
    AccessibilityAuditFactory.create()
    AccessibilityFaultFactory.create()


def _everything() -> Person:
    """Ada with every mandate of the team: one session sees every page of the team."""
    ada = cast.ada()
    for role in (Role.ADMINISTRATOR, Role.EDITOR):
        if not ada.mandates.filter(role=role).exists():
            MandateFactory.create(
                person=ada, programme=cast.programme(), role=role, from_day=clock.today() - timedelta(days=1)
            )
    return ada


@pytest.fixture
def furnished(site: str, prepared: Callable[[str, Callable[[], object]], None]) -> str:
    """The address of the running site, with one row at least of what each room lists."""
    prepared("accessible", _build)
    return site


@pytest.fixture
def desk(site: str, new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a screen of high density, where half the width is what a zoom of 200 % leaves."""
    return new_context(viewport={"width": 1280, "height": 900}, device_scale_factor=2).new_page()


def _sign_in(page: Page, site: str, person: Person) -> None:
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def _overflows(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 900})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_every_type_of_page_in_the_browser(furnished: str, desk: Page, axe: Axe) -> None:
    """On a desk and on a phone for axe; between them, half a desk: what a zoom of 200 % leaves."""
    found = sample.gather([_everything()])
    assert len(found.pages) > 60
    faults: list[str] = []
    titles = Counter[tuple[str, str]]()
    for who in ("", cast.ada().full_name):
        if who:
            _sign_in(desk, furnished, _everything())
        for one in found.pages:
            if one.who != who or (who and one.kind.startswith(_ELSEWHERE)):
                continue
            desk.goto(f"{furnished}{one.address}")
            titles[who, desk.title()] += 1
            if desk.evaluate("document.compatMode") != "CSS1Compat":
                faults.append(f"{one.address}: no doctype")
            faults += _violations(desk, axe) if not who else []
            faults += [f"{one.address}: overflows at {width}" for width in (640, 320) if _overflows(desk, width)]
            faults += _violations(desk, axe)
            desk.set_viewport_size({"width": 1280, "height": 900})
    # two types of page with one title could not be told apart among the tabs of somebody's browser
    faults += [f"{count} types of page called {title}" for (_who, title), count in titles.items() if count > 1]
    assert faults == [], "\n".join(faults)


def _violations(page: Page, axe: Axe) -> list[str]:
    try:
        axe(page)
    except AssertionError as found:
        return [str(found)]
    return []


def test_screens_of_the_editor(furnished: str, desk: Page, axe: Axe) -> None:
    """Where Wagtail's editing screens are ours: the fields. Wagtail's own frame around them is not."""
    _sign_in(desk, furnished, _everything())
    screens = sample.editing_screens(_everything())
    assert len(screens) > 12
    faults: list[str] = []
    for screen in screens:
        desk.goto(f"{furnished}{screen.address}")
        faults += _violations(desk, axe)
    assert faults == [], "\n".join(faults)


def test_every_mail(site: str, desk: Page) -> None:
    """A mail is shown inside another page: it has no landmark and no title of its own."""
    desk.set_viewport_size({"width": 320, "height": 900})
    options = {"rules": {rule: {"enabled": False} for rule in ("landmark-one-main", "page-has-heading-one", "region")}}
    faults: list[str] = []
    for kind in offers.mails:
        desk.set_content(mail.render(kind.name, kind.sample(), "fr")[2])
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{kind.name}: overflows")
        violations = Engine().run(desk, options=options).response["violations"]
        faults += [f"{kind.name}: {violation['id']}" for violation in violations]
    assert faults == []


def test_rules_the_kit_names_are_run(demo_site: str, page: Page) -> None:
    """A rule that axe leaves out by default covers nothing."""
    page.goto(f"{demo_site}/faq/")
    answer = Engine().run(page).response
    run = {rule["id"] for kind in ("passes", "violations", "incomplete", "inapplicable") for rule in answer[kind]}
    named = {
        test.removeprefix("axe:")
        for theme in themes()
        for criterion in theme.criteria
        for test in criterion.tests
        if test.startswith("axe:")
    }
    assert sorted(named - run) == []


# the keyboard alone


@pytest.mark.parametrize(
    ("link", "target"), [("Contenu", "content"), ("Menu", "navigation"), ("Pied de page", "footer")]
)
def test_skip_links_lead_where_they_say(demo_site: str, page: Page, link: str, target: str) -> None:
    page.goto(f"{demo_site}/programme/")
    for _step in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == link:
            break
    skip = page.get_by_role("link", name=link, exact=True).first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_site}/programme/#{target}")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.getElementById('{target}').contains(document.activeElement)")


def test_main_menu_of_a_phone_with_the_keyboard(demo_site: str, phone: Page) -> None:
    phone.goto(f"{demo_site}/")
    button = phone.get_by_role("button", name="Menu")
    button.focus()
    phone.keyboard.press("Enter")
    menu = phone.locator("#navigation, .fr-header__menu.fr-modal--opened").first
    link = phone.get_by_role("link", name="Programme", exact=True)
    expect(link).to_be_visible()
    for _step in range(12):
        phone.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    expect(link).to_be_focused()
    expect(menu).to_be_visible()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_filters_of_laureates_with_the_keyboard(demo_site: str, page: Page) -> None:
    """The filters are opened, one is put on, then taken off from its own link; it says that it is on."""
    page.goto(f"{demo_site}/laureats/")
    page.locator("main summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .content-filter a").first).to_be_visible()
    page.locator("main .content-filter a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/laureats/?*")
    chosen = page.locator("main .content-filter a[aria-current=true]")
    expect(chosen).to_have_count(1)
    chosen.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_site}/laureats/")
    expect(chosen).to_have_count(0)


def test_disclosure_with_the_keyboard(demo_site: str, page: Page) -> None:
    page.goto(f"{demo_site}/faq/")
    summary = page.locator("main summary").first
    answer = page.locator("main details > div").first
    expect(answer).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    page.keyboard.press("Space")
    expect(answer).to_be_hidden()


def test_display_setting_with_the_keyboard(demo_site: str, page: Page) -> None:
    page.goto(f"{demo_site}/")
    button = page.locator("footer [aria-controls='fr-theme-modal']")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#fr-theme-modal")
    expect(dialog).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('fr-theme-modal').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("address", ["/", "/compte/connexion/", reverse("content:accessibility")])
def test_focus_is_seen_all_along_a_page(demo_site: str, page: Page, address: str) -> None:
    """From the first Tab to the last: each stop is another place, down the page, drawn round; none holds the focus."""
    page.goto(f"{demo_site}{address}")
    stops: list[str] = []
    unseen: list[str] = []
    for _step in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            break
        if stop["again"]:
            pytest.fail(f"the focus stays on {stop['name']}")
        stops.append(stop["name"])
        if not stop["drawn"]:
            unseen.append(stop["name"])
    else:
        pytest.fail("the end of the page was never reached")
    assert len(stops) > 10
    assert unseen == []


_STOP = """() => {
    const one = document.activeElement;
    if (one === null || one === document.body || one === document.documentElement) return null;
    const again = one.dataset.stop === "seen";
    one.dataset.stop = "seen";
    // the skin draws round the element, round what it makes before or after it, or round the label of a hidden box
    const label = one.labels && one.labels[0];
    const drawn = [one, label].filter(Boolean).some((drawing) => ["", "::before", "::after"].some((part) => {
        const style = getComputedStyle(drawing, part || null);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    }));
    const box = (label || one).getBoundingClientRect();
    return {name: one.outerHTML.slice(0, 80), again, drawn: drawn && box.width > 0 && box.height > 0};
}"""
