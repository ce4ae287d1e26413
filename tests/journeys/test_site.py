"""A citizen reads the programme page on a phone; an editor changes it; a person comes in with the code of a mail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tremplin.core.models import Message
from tremplin.people.models import Person
from tremplin.programme.models import Mandate

Axe = Callable[[Page], None]


def sign_in(page: Page, person: Person, run_worker: Callable[[], None], start: str = "/compte/connexion/") -> None:
    """As anybody does: the address, the mail, the code."""
    page.goto(start)
    page.get_by_label("Votre adresse électronique").fill(str(person.email))
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/code/**")
    run_worker()
    message = Message.objects.filter(recipient=person.email).latest("created_at")
    page.get_by_label("Code reçu par courriel").fill(message.subject.split()[0].lower())
    page.get_by_role("button", name="Se connecter").click()


def test_reading_the_programme_on_a_phone(demo_site: str, phone: Page, axe: Axe) -> None:
    phone.goto("/")
    axe(phone)
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("link", name="Programme", exact=True).click()
    expect(phone).to_have_url(f"{demo_site}/programme/")
    expect(phone.locator("h1")).to_have_text("Un programme pour faire grandir les communs")
    expect(phone.locator("main h3")).to_have_text(
        ["Étape 1\xa0: Consolider", "Étape 2\xa0: Intégrer", "Étape 3\xa0: Déployer"]
    )
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
    assert phone.context.cookies() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_reading_the_programme_in_english_without_scripts(
    demo_site: str, new_context: Callable[..., object], width: int
) -> None:
    context = new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()  # type: ignore[attr-defined]
    page.goto("/")
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Programme").click()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{demo_site}/en/programme/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main h3")).to_have_text(["Step 1: Consolidate", "Step 2: Integrate", "Step 3: Deploy"])


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/programme/",
        "/laureats/",
        "/actualites/",
        "/faq/",
        "/declaration-accessibilite/",
        "/en/",
        "/en/programme/",
        "/compte/connexion/",
    ],
)
def test_page_is_accessible(demo_site: str, page: Page, axe: Axe, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    axe(page)


def test_signing_in_with_the_code_of_a_mail(
    demo_site: str, phone: Page, axe: Axe, run_worker: Callable[[], None]
) -> None:
    alice = cast.alice()
    sign_in(phone, alice, run_worker, "/espace/")
    expect(phone).to_have_url(f"{demo_site}/espace/")
    expect(phone.locator("h1")).to_have_text("Bonjour Alice")
    axe(phone)


def test_an_editor_changes_the_programme_page(
    demo_site: str, page: Page, second_page: Page, run_worker: Callable[[], None]
) -> None:
    second_page.goto("/programme/")
    sign_in(page, cast.eve(), run_worker, "/cms/")
    page.goto("/cms/pages/")
    from tremplin.content.pages import ProgramPage

    programme = ProgramPage.objects.get(locale__language_code="fr", slug="programme")
    page.goto(f"/cms/pages/{programme.pk}/edit/")
    page.locator("#id_title").fill("Un programme pour les communs de demain")
    page.locator("footer .w-dropdown__toggle").first.click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url(f"**/cms/pages/{programme.get_parent().pk}/**")
    second_page.goto("/programme/")
    expect(second_page.locator("h1")).to_have_text("Un programme pour les communs de demain")


def test_an_administrator_gives_a_mandate(demo_site: str, page: Page, axe: Axe, run_worker: Callable[[], None]) -> None:
    sign_in(page, cast.max_(), run_worker, "/gestion/mandats/")
    axe(page)
    page.get_by_role("link", name="Donner un mandat").click()
    page.get_by_role("button", name="Donner le mandat").click()
    expect(page.get_by_role("alert")).to_contain_text("1 point à corriger")
    axe(page)
    page.get_by_label("Adresse électronique de la personne").fill("nouvelle@example.org")
    page.get_by_label("Rôle").select_option("editor")
    page.get_by_role("button", name="Donner le mandat").click()
    expect(page.get_by_role("status")).to_contain_text("Le mandat est donné")
    assert Mandate.objects.get(person__email="nouvelle@example.org").role == "editor"


@pytest.mark.parametrize(
    "address",
    [
        "/espace/",
        "/compte/moi/",
        "/compte/mes-donnees/",
        "/gestion/saisons/",
        "/gestion/saisons/ouvrir/",
        "/espace/exploitation/",
    ],
)
def test_signed_in_page_is_accessible_on_a_phone(
    site: str, phone: Page, axe: Axe, run_worker: Callable[[], None], address: str
) -> None:
    sign_in(phone, cast.max_(), run_worker, address)
    expect(phone).to_have_url(f"{site}{address}")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
