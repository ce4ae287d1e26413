"""An editor's day: a page is changed, seen before it is public, spoken of, read by somebody else, dated, renamed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import factories
from tests.content.editing import editor
from tests.content.trees import png
from tests.journeys.test_site import sign_in
from tremplin.content.models import Picture
from tremplin.content.pages import PlainPage
from tremplin.core.models import Message

Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def no_save_by_itself(settings: Any) -> None:
    """The editor saves drafts by itself: one still under way on a busy machine would come after the one looked at."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def written(demo_site: str) -> PlainPage:
    """A published page, and the rule that a second person publishes."""
    factories.SiteRuleFactory.create()
    made = factories.PlainPageFactory.create(title="Le calendrier", slug="calendrier", body="Trois étapes.")
    made.save_revision().publish()
    return PlainPage.objects.get(pk=made.pk)


def _press(page: Page, button_is: str) -> None:
    """A button of the bar at the foot of the screen, wherever the bar keeps it."""
    button = page.locator(f"footer {button_is}").first
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").first.click()
    button.click()


def test_an_editors_day(
    written: PlainPage,
    page: Page,
    second_page: Page,
    new_context: Callable[..., BrowserContext],
    axe: Axe,
    run_worker: Callable[[], None],
) -> None:
    eve, paul = editor(), editor("Paul")
    sign_in(page, eve, run_worker, "/cms/")
    edit = f"/cms/pages/{written.pk}/edit/"

    # a fault keeps it from leaving, and is told beside the text
    page.goto(edit)
    page.locator("#id_body").fill("## Les dates\n\n![](img/inconnue.png)")
    expect(page.locator("footer [name='action-publish']")).to_have_count(0)
    _press(page, "[name=action-submit]")
    expect(page.locator(".w-field:has(#id_body) [data-field-errors]")).to_contain_text("img/inconnue.png")

    # seen before it is public
    page.locator("#id_body").fill("## Les dates\n\nQuatre étapes.")
    _press(page, "[name=action-submit]")
    page.wait_for_url(re.compile(rf"/cms/pages/{written.get_parent().pk}/"))
    page.goto(f"/cms/pages/{written.pk}/view_draft/")
    expect(page.locator("main")).to_contain_text("Quatre étapes.")
    second_page.goto("/calendrier/")
    expect(second_page.locator("main")).to_contain_text("Trois étapes.")

    # somebody else is told, compares, approves
    run_worker()
    assert [message.recipient for message in Message.objects.filter(kind="page-to-read")] == [paul.email]
    sign_in(second_page, paul, run_worker, "/gestion/site/")
    axe(second_page)
    second_page.get_by_role("link", name="Le calendrier").first.click()
    expect(second_page).to_have_url(re.compile(edit))
    second_page.goto(f"/cms/pages/{written.pk}/revisions/compare/live...latest/")
    expect(second_page.locator("main")).to_contain_text("Quatre étapes.")
    second_page.goto(edit)
    _press(second_page, "[data-workflow-action-name=approve]")
    second_page.wait_for_url(re.compile(rf"/cms/pages/{written.get_parent().pk}/"))
    visitor = new_context().new_page()
    visitor.goto("/calendrier/")
    expect(visitor.locator("main")).to_contain_text("Quatre étapes.")


def test_an_editor_renames_translates_and_describes(
    demo_site: str, page: Page, second_page: Page, axe: Axe, run_worker: Callable[[], None], tmp_path: Path
) -> None:
    made = factories.PlainPageFactory.create(title="Le calendrier", slug="calendrier", body="Trois étapes.")
    made.save_revision().publish()
    sign_in(page, editor(), run_worker, "/cms/")

    # another address: the old one leads there
    page.goto(f"/cms/pages/{made.pk}/edit/")
    axe(page)
    page.get_by_role("tab", name="Promotion").click()
    page.locator("#id_slug").fill("les-dates")
    _press(page, "[name=action-publish]")
    page.wait_for_url(re.compile(rf"/cms/pages/{made.get_parent().pk}/"))
    second_page.goto("/calendrier/")
    expect(second_page).to_have_url(f"{demo_site}/les-dates/")

    # a draft in English, tied to it
    page.goto(f"/cms/translation/submit/page/{made.pk}/")
    page.get_by_label("Anglais").check()
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    english = PlainPage.objects.get(translation_key=made.translation_key, locale__language_code="en")
    assert (english.live, page.url) == (False, f"{demo_site}/cms/pages/{english.pk}/edit/")

    # a picture nobody could hear is refused, with a sentence
    file = tmp_path / "verger.png"
    file.write_bytes(png())
    page.goto("/cms/images/add/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".w-field:has([name=alternative_fr]) .error-message")).to_be_visible()
    assert not Picture.objects.filter(title__icontains="verger").exists()


def test_our_pages_and_the_editing_screen_are_accessible(
    written: PlainPage, page: Page, axe: Axe, run_worker: Callable[[], None]
) -> None:
    factories.PictureFactory.create(alternative_fr="")
    sign_in(page, editor(), run_worker, "/gestion/site/")
    for address in ("/gestion/site/", "/gestion/site/liens/", "/gestion/site/images/", "/gestion/site/traductions/"):
        page.goto(address)
        axe(page)
