"""From an open call to a submitted application: with and without the script, on a phone, together, cut off."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.browser.fixtures import PHONE, _watched
from tests.calls.story import ANSWERS, FORM, join, write
from tests.factories import SeasonFactory
from tremplin.calls.actions.calls import load_form, prepare_call, publish_call, set_legal_text
from tremplin.calls.actions.drafts import start
from tremplin.calls.engine.reading import read_form
from tremplin.calls.models import Application, Call, Rival
from tremplin.calls.queries import content_of
from tremplin.core import clock
from tremplin.people.models import Person

SAVED = "#save-state"


@pytest.fixture
def call(site: str) -> Call:
    """Open now, with a second closing."""
    now = clock.now()
    call = prepare_call(
        SeasonFactory.create(programme=cast.programme()),
        form=load_form(read_form(FORM), at=now),
        slug="communs",
        words={
            "title_fr": "Les communs",
            "summary_fr": "Ce qui est cherché.",
            "asks_fr": "Deux jours par mois.",
            "prepare_fr": "Vos comptes",
        },
        tracks=[("numerique", "Numérique", "Digital"), ("autre", "Autre", "Other")],
        intakes=[
            (now - timedelta(days=1), now + timedelta(hours=20)),
            (now - timedelta(days=1), now + timedelta(days=60)),
        ],
        by=cast.ada(),
        at=now,
    )
    for kind, words in (("charter", "Nous partageons."), ("receipt", "Le service répond sous quatre mois.")):
        set_legal_text(call, kind=kind, words_fr=words, words_en="", valid_from=now, by=cast.ada(), at=now)
    publish_call(call, by=cast.ada(), at=now)
    return call


@pytest.fixture
def draft(call: Call) -> Application:
    return start(call, name="Atlas des haies", bearers=[("association", "Les Haies")], by=cast.alice(), at=clock.now())


@pytest.fixture
def bare(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A narrow phone whose browser runs no script."""
    yield from _watched(new_context(viewport=PHONE, java_script_enabled=False))


def sign_in(page: Page, person: Person, site: str) -> None:
    """The cookie of a session of this person: the code by mail has its own journey."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": site,
            }
        ]
    )


def go(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}{path}")


def _section(draft: Application, key: str = "projet") -> str:
    return f"/espace/candidatures/{draft.ref}/sections/{key}/"


def _text(draft: Application, key: str = "summary", entry: int = 0) -> str:
    return content_of(draft).answers.get((key, entry), "")


def _field(page: Page, name: str) -> Any:
    return page.locator(f"[name='answer.{name}']")


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def _wait_saved(page: Page, draft: Application, text: str, key: str = "summary") -> None:
    for _turn in range(100):
        if _text(draft, key) == text:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not saved: {page.locator(SAVED).inner_text()}")


def test_apply_without_a_script_on_a_phone(bare: Page, call: Call, site: str) -> None:
    page = bare
    go(page, site, "/appels/communs/")
    page.locator("main .fr-btn").click()
    assert "/compte/connexion/" in page.url
    sign_in(page, cast.alice(), site)
    go(page, site, "/espace/candidatures/commencer/communs/")
    page.locator("[name=name]").fill("Atlas des haies")
    page.locator("[name=kind_0]").select_option("association")
    page.locator("[name=bearer_0]").fill("Les Haies")
    page.locator("main form button[type=submit]:visible").last.click()
    page.locator(".calls-list a", has_text="Le projet").click()
    _field(page, "summary").fill("Un atlas\ndes haies.")
    page.locator("label", has_text="Numérique").click()
    _field(page, "licence").fill("ODbL")
    page.locator("button[value=next]").click()
    _field(page, "referent.1.name").fill("Zoé")
    _field(page, "referent.1.email").fill("zoe@")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "statuts.txt", "mimeType": "text/plain", "buffer": b"Nos statuts."}
    )
    page.locator("button[value=next]").click()
    # what is wrong is said once, beside its field
    expect(page.locator("#errors")).to_have_count(1)
    expect(page.locator(".calls-attachment")).to_have_count(1)
    _field(page, "referent.1.email").fill("zoe@example.org")
    page.locator("button[value=next]").click()
    page.wait_for_url("**/relire/")
    page.locator("label[for=id_signs]").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/recepisse/")
    application = Application.objects.get()
    assert (application.state, _text(application)) == ("submitted", "Un atlas\ndes haies.")
    expect(page.locator("h1")).to_contain_text(application.number)


def test_apply_with_the_script_and_every_page_is_accessible(
    page: Page, call: Call, site: str, axe: Callable[[Page], None]
) -> None:
    go(page, site, "/appels/communs/")
    axe(page)
    sign_in(page, cast.alice(), site)
    go(page, site, "/espace/candidatures/commencer/communs/")
    axe(page)
    page.locator("[name=name]").fill("Atlas des haies")
    page.locator("[name=kind_0]").select_option("association")
    page.locator("main form button[type=submit]:visible").last.click()
    axe(page)
    draft = Application.objects.get()
    go(page, site, _section(draft))
    expect(_field(page, "licence")).to_be_hidden()
    page.locator("label", has_text="Numérique").click()
    expect(_field(page, "licence")).to_be_visible()
    _field(page, "summary").fill("🌳 Un atlas.")
    expect(page.locator("[id='q-summary-count']")).to_contain_text("10")
    _field(page, "licence").fill("ODbL")
    _field(page, "site").fill("pas une adresse")
    _wait_saved(page, draft, "pas une adresse", "site")
    expect(page.locator("[id='q-site-fault']")).to_be_visible()
    axe(page)
    _field(page, "site").fill("")
    page.locator("button[value=next]").click()
    page.wait_for_url("**/equipe/")
    axe(page)
    _field(page, "referent.1.name").fill("Zoé")
    _field(page, "referent.1.email").fill("zoe@example.org")
    page.locator("button[value=next]").click()
    page.wait_for_url("**/relire/")
    axe(page)
    page.locator("label[for=id_signs]").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/recepisse/")
    axe(page)
    for address in ("equipe/", "retirer/", ""):
        go(page, site, f"/espace/candidatures/{draft.ref}/{address}")
        axe(page)
    draft.refresh_from_db()
    assert (draft.state, _text(draft)) == ("submitted", "🌳 Un atlas.")


def test_every_page_fits_a_phone_and_is_accessible(
    phone: Page, draft: Application, site: str, axe: Callable[[Page], None]
) -> None:
    write(draft, ANSWERS, at=clock.now())
    sign_in(phone, cast.alice(), site)
    own = f"/espace/candidatures/{draft.ref}/"
    pages = [
        "/appels/",
        "/appels/communs/",
        "/espace/candidatures/",
        "/espace/candidatures/commencer/communs/",
        own,
        f"{own}relire/",
    ]
    pages += [f"{own}equipe/", f"{own}retirer/", _section(draft), _section(draft, "equipe")]
    for address in pages:
        go(phone, site, address)
        _fits(phone)
        axe(phone)
    go(phone, site, _section(draft))
    _field(phone, "summary").fill("Écrit du pouce.")
    expect(phone.locator(SAVED)).to_be_in_viewport()
    _wait_saved(phone, draft, "Écrit du pouce.")


def test_network_cut_in_the_middle_loses_nothing(phone: Page, draft: Application, site: str) -> None:
    page = phone
    sign_in(page, cast.alice(), site)
    go(page, site, _section(draft))
    _field(page, "summary").fill("Avant la coupure.")
    _wait_saved(page, draft, "Avant la coupure.")
    page.context.set_offline(True)
    _field(page, "summary").fill("Pendant la coupure.")
    offline = page.locator(SAVED).get_attribute("data-offline")
    expect(page.locator(SAVED)).to_have_text(offline or "")
    # a button does not lead to an error page: the text stays where it is
    page.locator("button[value=next]").click()
    page.wait_for_timeout(300)
    expect(_field(page, "summary")).to_have_value("Pendant la coupure.")
    assert _text(draft) == "Avant la coupure."
    page.context.set_offline(False)
    _wait_saved(page, draft, "Pendant la coupure.")


def test_closed_tab_is_found_again_with_a_notice(page: Page, draft: Application, site: str) -> None:
    sign_in(page, cast.alice(), site)
    go(page, site, _section(draft))
    page.context.set_offline(True)
    _field(page, "summary").fill("Dans le train.")
    page.wait_for_timeout(100)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    go(again, site, _section(draft))
    expect(_field(again, "summary")).to_have_value("Dans le train.")
    expect(again.locator("form#draft > .fr-alert--info")).to_be_visible()
    _wait_saved(again, draft, "Dans le train.")
    again.reload()
    expect(again.locator("form#draft > .fr-alert--info")).to_have_count(0)


def test_session_that_ended_loses_nothing(page: Page, draft: Application, site: str) -> None:
    sign_in(page, cast.alice(), site)
    go(page, site, _section(draft))
    page.context.clear_cookies()
    _field(page, "summary").fill("Après la fin de session.")
    link = page.locator(f"{SAVED} a")
    expect(link).to_be_visible()
    assert "/compte/connexion/" in (link.get_attribute("href") or "")
    assert _text(draft) == ""
    # signed in again, in another tab: the token of the forms has changed too
    sign_in(page, cast.alice(), site)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    _wait_saved(page, draft, "Après la fin de session.")
    page.locator("button[value=next]").click()
    page.wait_for_url("**/equipe/")


def test_session_that_ended_without_a_script_offers_the_text_again(bare: Page, draft: Application, site: str) -> None:
    sign_in(bare, cast.alice(), site)
    go(bare, site, _section(draft))
    _field(bare, "summary").fill("Premier\nparagraphe.")
    _field(bare, "site").fill("https://example.org")
    bare.context.clear_cookies()
    bare.locator("button[value=next]").click()
    expect(bare.locator("textarea", has_text="Premier")).to_have_count(1)
    sign_in(bare, cast.alice(), site)
    # the form's token belongs to the session that ended: one more page says so, and keeps the text too
    for _turn in range(2):
        if (
            bare.locator("main form button[type=submit]").count()
            and "sections" in bare.url
            and bare.locator("#draft").count() == 0
        ):
            bare.locator("main form button[type=submit]").click()
    assert (_text(draft), _text(draft, "site")) == ("Premier\nparagraphe.", "https://example.org")


def test_two_teammates_at_once_choose_between_two_texts(
    page: Page, second_page: Page, draft: Application, site: str, axe: Callable[[Page], None]
) -> None:
    join(draft.initiative, cast.bob())
    write(draft, {("summary", 0): "Départ."}, at=clock.now())
    sign_in(page, cast.alice(), site)
    sign_in(second_page, cast.bob(), site)
    for one in (page, second_page):
        go(one, site, _section(draft))
    _field(second_page, "summary").fill("De Bob.")
    _wait_saved(second_page, draft, "De Bob.")
    _field(page, "summary").fill("D’Alice.")
    choice = page.locator(".tremplin-rival")
    expect(choice.locator("blockquote")).to_have_text("De Bob.")
    expect(choice).to_contain_text("Bob")
    axe(page)
    # what is typed meanwhile does not write over Bob's text
    _field(page, "summary").fill("D’Alice, encore.")
    page.wait_for_timeout(2000)
    assert _text(draft) == "De Bob."
    choice.locator("[data-choose=mine]").click()
    _wait_saved(page, draft, "D’Alice, encore.")
    expect(choice).to_have_count(0)
    assert set(Rival.objects.values_list("text", flat=True)) >= {"D’Alice."}
    # Bob, in turn, takes the other text
    _field(second_page, "summary").fill("De Bob, bis.")
    second_page.locator("[data-choose=theirs]").click()
    expect(_field(second_page, "summary")).to_have_value("D’Alice, encore.")
    expect(second_page.locator(SAVED)).to_contain_text(":")


def test_two_teammates_without_a_script_choose_too(
    bare: Page, draft: Application, site: str, axe: Callable[[Page], None]
) -> None:
    write(draft, {("summary", 0): "Départ."}, at=clock.now())
    sign_in(bare, cast.alice(), site)
    go(bare, site, _section(draft))
    _field(bare, "summary").fill("D’Alice.")
    write(draft, {("summary", 0): "De Bob."}, at=clock.now())
    bare.locator("button[value=next]").click()
    expect(bare.locator(".tremplin-rival blockquote")).to_have_text("D’Alice.")
    expect(_field(bare, "summary")).to_have_value("De Bob.")
    bare.locator(".tremplin-rival button").first.click()
    assert _text(draft) == "D’Alice."
    expect(bare.locator("form .tremplin-rival")).to_have_count(0)


def test_ten_megabytes_pasted_are_kept_and_told(page: Page, draft: Application, site: str) -> None:
    sign_in(page, cast.alice(), site)
    go(page, site, _section(draft))
    page.evaluate(
        """() => { const field = document.getElementById("q-summary"); field.value = "x".repeat(10_000_000);
                   field.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    expect(page.locator("[id='q-summary-fault']")).to_be_visible(timeout=30_000)
    assert len(_text(draft)) == 10_000_000
    assert page.evaluate("document.getElementById('q-summary').value.length") == 10_000_000


def test_invited_teammate_joins_and_writes(
    page: Page, draft: Application, site: str, axe: Callable[[Page], None]
) -> None:
    from tremplin.calls.actions.teams import invite

    member = invite(draft.initiative, email=cast.bob().email or "", right="write", by=cast.alice(), at=clock.now())
    sign_in(page, cast.bob(), site)
    go(page, site, f"/espace/invitations/{member.ref}/")
    axe(page)
    expect(page.locator("main input:checked")).to_have_count(0)
    page.locator("label[for=id_answer_0]").click()
    page.locator("main form button[type=submit]").click()
    go(page, site, _section(draft))
    _field(page, "summary").fill("De Bob.")
    _wait_saved(page, draft, "De Bob.")
