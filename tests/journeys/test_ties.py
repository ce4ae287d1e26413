"""What ties an initiative to the administration, over the demonstration: a reminder, an answer, help, a resource."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_apply import sign_in
from tremplin.core.models import Entry, Message
from tremplin.directory.models import Resource
from tremplin.support.models import Asking, Introduction, Relation

Axe = Callable[[Page], None]
MONDAY = date(2026, 3, 2)  # reminders leave on a working day
LINK = re.compile(r"https?://[^/\s]+(/reponses/\S+)")


@pytest.fixture
def tied_site(site: str, settings: Any, prepared: Callable[[str, Callable[[], object]], None]) -> str:
    """The address of the running site, on a Monday, at the stage `support` of the demonstration without its content."""
    from tremplin.desk.demo import build, mails, support_stage

    def tie() -> None:
        programme = build._programme()
        season = build._season(programme)
        build._people(programme)
        support_stage.build(season, build._member)
        mails.leave()

    settings.TODAY = MONDAY
    prepared("ties", tie)
    return site


def _member(name: str) -> Any:
    from tremplin.desk.demo import build

    return build._member(name)


def _link_in(message: Message) -> str:
    found = LINK.search(message.text)
    assert found is not None
    return found[1]


def test_a_reminder_is_sent_and_the_contact_answers_from_its_link(
    tied_site: str, page: Page, phone: Page, axe: Axe, run_worker: Callable[[], None]
) -> None:
    one = Introduction.objects.get(state="sent")
    sign_in(page, _member("Sam"), tied_site)
    page.goto("/espace/mises-en-relation/")
    page.locator(f"main a[href$='/espace/mises-en-relation/{one.ref}/relance/']").click()
    expect(page).to_have_url(f"{tied_site}/espace/mises-en-relation/{one.ref}/relance/")
    axe(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main .tremplin-letter")).to_contain_text("lien-personnel")
    axe(page)
    assert one.nudges.count() == 0
    page.locator("main button[name=confirmed]").click()
    expect(page).to_have_url(f"{tied_site}/espace/mises-en-relation/{one.ref}/")
    axe(page)

    run_worker()
    mail = Message.objects.get(kind="support-nudge")
    assert (mail.recipient, mail.state) == (one.contact_email, "sent")
    link = f"{tied_site}{_link_in(mail)}"
    # what a mail scanner does: every address is fetched, and nothing is written
    written = Entry.objects.count()
    for _turn in range(2):
        assert phone.request.get(link).status == 200
        assert phone.request.head(link).status == 200
    one.refresh_from_db()
    assert (one.state, one.answered_at, Entry.objects.count()) == ("sent", None, written)

    phone.goto(link)
    assert phone.locator("main input[name=verb]:checked").count() == 0
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
    phone.locator("main input[name=verb][value=take_up]").check(force=True)
    phone.locator("main [name=words]").fill("Avec plaisir, mardi prochain.")
    phone.locator("main [name=email]").fill("quelqu-un-d-autre@example.org")
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator("#errors")).to_be_visible()
    expect(phone.locator("main [name=words]")).to_have_value("Avec plaisir, mardi prochain.")
    phone.locator("main [name=email]").fill(one.contact_email)
    phone.locator("main form button[type=submit]").click()
    expect(phone).to_have_url(re.compile(r"\?recu="))
    axe(phone)
    one.refresh_from_db()
    assert (one.state, one.answer) == ("taken_up", "Avec plaisir, mardi prochain.")


def test_a_supporter_accepts_on_a_phone_and_a_visitor_finds_a_resource(
    tied_site: str, page: Page, phone: Page, axe: Axe
) -> None:
    asking = Asking.objects.get(state="asked")
    sign_in(phone, _member("Sonia"), tied_site)
    phone.goto("/espace/mes-offres/")
    phone.locator(f"main a[href$='/espace/mes-offres/demandes/{asking.ref}/']").click()
    expect(phone).to_have_url(f"{tied_site}/espace/mes-offres/demandes/{asking.ref}/")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    axe(phone)
    phone.locator("main input[name=verb][value=accept]").check(force=True)
    phone.locator("main button[name=gesture][value=answer]").click()
    expect(phone.locator("main button[name=gesture][value=done]")).to_be_visible()
    expect(phone.locator("main .fr-alert--success")).to_be_visible()
    asking.refresh_from_db()
    assert asking.state == "accepted"

    premises = Resource.objects.get(kind="premises")
    page.goto("/portes/")
    page.locator("main [name=q]").fill("une salle de réunion pour vingt personnes")
    page.locator("main form[role=search] button[type=submit]").click()
    page.locator(f"main #resources ~ ul a[href$='/portes/ressources/{premises.ref}/']").click()
    expect(page.locator("h1")).to_have_text(premises.name)
    assert page.context.cookies() == []
    axe(page)


def test_pages_of_ties_are_accessible_and_fit_a_narrow_phone(tied_site: str, page: Page, phone: Page, axe: Axe) -> None:
    met = Introduction.objects.get(state="met")
    made, body = met.accompaniment, met.door.body
    relation = Relation.objects.get(initiative=made.initiative, body=body)
    for name, addresses in {
        "Sam": (
            "/espace/mises-en-relation/",
            f"/espace/relations/{relation.ref}/",
            f"/espace/mises-en-relation/{met.ref}/",
            f"/espace/mises-en-relation/{met.ref}/fiche/",
            f"/espace/accompagnements/{made.ref}/ressources/",
            "/gestion/soutiens/",
        ),
        "Lina": (f"/espace/accompagnements/{made.ref}/mises-en-relation/",),
        "Sonia": ("/espace/mes-offres/",),
        "Ada": (
            "/gestion/mises-en-relation/",
            f"/gestion/relations/organismes/{body.ref}/",
            "/gestion/portes/a-verifier/",
            "/gestion/portes/import/",
            "/gestion/portes/synonymes/",
            f"/gestion/portes/organismes/{body.ref}/cles/",
            "/gestion/portes/ressources/",
        ),
        "": ("/portes/", "/portes/?q=carte+des+communes"),
    }.items():
        for one in (page, phone):
            one.context.clear_cookies()
            if name:
                sign_in(one, _member(name), tied_site)
            for address in addresses:
                answer = one.goto(address)
                assert answer is not None
                assert (address, answer.status) == (address, 200)
                axe(one)
                if one is phone:
                    assert (address, phone.evaluate("document.documentElement.scrollWidth")) == (address, 320)
