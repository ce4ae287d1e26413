"""Somebody writes to the team from a narrow phone, without JavaScript; an agent answers from the inbox."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.browser.fixtures import PHONE
from tests.journeys.test_site import sign_in
from tremplin.community.models import Enquiry
from tremplin.core.models import Message
from tremplin.programme.models import Programme

Axe = Callable[[Page], None]
WORDS = "Hello,\n\nMay six volunteers without a registered association apply?"


def test_a_message_is_written_on_a_phone_and_answered_by_the_team(
    site: str,
    new_context: Callable[..., BrowserContext],
    phone: Page,
    page: Page,
    axe: Axe,
    run_worker: Callable[[], None],
) -> None:
    ada = cast.ada()
    Programme.objects.update(contact_email="equipe@example.org")
    phone.goto("/en/evenements/")
    phone.get_by_role("contentinfo").get_by_role("link", name="Write to us").click()
    expect(phone).to_have_url(f"{site}/en/ecrire/")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)

    bare = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    bare.goto("/en/ecrire/")
    expect(bare.get_by_label("Please leave this field empty")).to_be_hidden()
    message = bare.get_by_role("textbox", name=re.compile("^Your message"))
    bare.get_by_label("E-mail address").fill("lina@example.org")
    message.fill(WORDS)
    bare.get_by_role("button", name="Send").click()
    expect(message).to_have_value(WORDS)  # no subject was chosen: nothing is lost
    bare.get_by_label("Subject").select_option("apply")
    bare.get_by_role("button", name="Send").click()
    expect(bare.locator("h1")).to_have_text("Your message is received")
    written = Enquiry.objects.get()

    sign_in(page, ada, run_worker)
    expect(page).to_have_url(f"{site}/espace/")
    page.goto("/en/espace/")
    page.get_by_role("link", name="1 message waits for an answer").click()
    expect(page).to_have_url(f"{site}/en/gestion/messages/?state=received")
    axe(page)
    page.get_by_role("link", name="lina@example.org").click()
    expect(page).to_have_url(f"{site}/en/gestion/messages/{written.ref}/")
    expect(page.locator("main")).to_contain_text("May six volunteers without a registered association apply?")
    axe(page)
    page.get_by_label("Your answer").fill("Yes: one of you applies in their own name.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer leaves by mail.")
    axe(page)
    sent = Message.objects.get(kind="community-enquiry-answer")
    assert (sent.recipient, sent.reply_to) == ("lina@example.org", "equipe@example.org")

    page.set_viewport_size(PHONE)
    for address in ("/en/gestion/messages/", f"/en/gestion/messages/{written.ref}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        axe(page)
