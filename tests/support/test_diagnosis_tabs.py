"""A diagnosis in a browser: it saves itself, two tabs keep both texts, and the pages of the end hold on a phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import cast
from tests.support.factories import CarriedFactory, DutyFactory, RelationFactory
from tests.support.story import compared, supported
from tests.support.test_year_phone import _sign_in
from tremplin.core import clock
from tremplin.support.actions import diagnoses, reports
from tremplin.support.models import Diagnosis, Reply
from tremplin.support.states import Occasion

SAVED = "#save-state"


@pytest.fixture
def opened(site: str) -> Diagnosis:
    return diagnoses.open_diagnosis(supported(), occasion=Occasion.START, by=cast.sam(), at=clock.now())


def _wait_kept(page: Page, words: str) -> None:
    """Until the server holds these words: the script sends them by itself."""
    for _try in range(100):
        if Reply.objects.filter(key="legal", words=words).exists():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never kept: {words}")


def test_two_tabs_save_themselves_and_choose_between_two_texts(
    page: Page, opened: Diagnosis, site: str, axe: Callable[[Page], None]
) -> None:
    _sign_in(page, site, cast.alice())
    address = f"{site}/en{reverse('support:diagnosis', args=[opened.ref])}"
    other = page.context.new_page()
    for one in (page, other):
        one.goto(address)
    page.locator("label[for=id_level_legal_2]").click()
    expect(page.locator("#draft-progress")).to_have_text("1 of 18 answered.")
    page.locator("#id_words_legal").fill("D’un onglet.")
    _wait_kept(page, "D’un onglet.")
    other.locator("#id_words_legal").fill("De l’autre.")
    choice = other.locator(".tremplin-rival")
    expect(choice.locator("blockquote")).to_have_text("D’un onglet.")
    axe(other)
    choice.locator("[data-choose=mine]").click()
    expect(choice).to_have_count(0)
    _wait_kept(other, "De l’autre.")
    other.reload()
    expect(other.locator("#id_words_legal")).to_have_value("De l’autre.")
    assert (Reply.objects.get(key="legal").level, Reply.objects.get(key="legal").words) == (3, "De l’autre.")


def test_text_typed_without_network_waits_on_the_device(page: Page, opened: Diagnosis, site: str) -> None:
    _sign_in(page, site, cast.alice())
    page.goto(f"{site}/en{reverse('support:diagnosis', args=[opened.ref])}")
    page.context.set_offline(True)
    page.locator("#id_words_legal").fill("Dans le train.")
    expect(page.locator(SAVED)).to_contain_text("no network")
    page.context.set_offline(False)
    _wait_kept(page, "Dans le train.")
    expect(page.locator(SAVED)).to_contain_text("Saved at")


def test_pages_of_a_diagnosis_and_of_the_end_hold_on_a_phone(
    phone: Page, opened: Diagnosis, site: str, axe: Callable[[Page], None]
) -> None:
    made = opened.accompaniment
    carried = CarriedFactory.create(accompaniment=made)
    DutyFactory.create(accompaniment=made)
    RelationFactory.create(initiative=made.initiative)
    agreed = compared(supported(name="Semences paysannes"), team=1, programme=4)
    report = reports.draft_report(made, audience="public", language="fr", by=cast.sam(), at=clock.now())
    addresses = [
        reverse("support:diagnosis", args=[opened.ref]),
        reverse("support:diagnosis-told", args=[opened.ref]),
        reverse("support:carried-list", args=[made.ref]),
        reverse("support:carried", args=[carried.ref]),
        reverse("support:comparison", args=[agreed.ref]),
        reverse("support:diagnosis-changes", args=[agreed.accompaniment.ref]),
        reverse("support:exit", args=[made.ref]),
        reverse("support:exit-duties", args=[made.ref]),
        reverse("support:exit-relations", args=[made.ref]),
        reverse("support:report-list", args=[made.ref]),
        reverse("support:report", args=[report.ref]),
    ]
    _sign_in(phone, site, cast.sam())
    for address in addresses:
        response = phone.goto(site + address)
        assert response is not None
        assert response.status == 200, address
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, address
        axe(phone)
