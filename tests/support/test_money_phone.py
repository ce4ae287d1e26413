"""The pages of the programme's money on a narrow phone: nothing overflows, and each is accessible."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import cast
from tests.support.money_story import proposed, signed, terms, tranche
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support.actions import signatures
from tremplin.support.queries.money import last_version


def _addresses() -> list[str]:
    made = supported(name="Atlas des haies et des chemins creux du Massif armoricain")
    convention = signed(made)
    proposed(made, terms("100000.50"))
    signatures.publish_data(convention, by=cast.ada(), at=clock.now())
    version = last_version(convention)
    one = [made.ref]
    return [
        reverse("support:money", args=one),
        reverse("support:republican-contract", args=[made.ref, convention.bearer.ref]),
        reverse("support:bearer-number", args=[made.ref, convention.bearer.ref]),
        reverse("support:convention-write", args=one),
        reverse("support:convention", args=[convention.ref]),
        reverse("support:convention-change", args=[convention.ref]),
        reverse("support:convention-version", args=[version.ref if version else ""]),
        reverse("support:convention-sign", args=[made.conventions.get(state="proposed").ref]),
        reverse("support:tranche", args=[tranche(convention, 2).ref]),
        f"{reverse('support:tranche', args=[tranche(convention, 1).ref])}?geste=open",
        reverse("support:financial-report", args=[tranche(convention, 2).report.ref]),
        reverse("support:advantage-note", args=one),
        reverse("support:advantage", args=[convention.advantages.get().ref]),
        reverse("support:subsidies"),
        reverse("support:published-conventions"),
    ]


def test_pages_of_money_fit_a_phone_and_are_accessible(site: str, phone: Page, axe: Callable[[Page], None]) -> None:
    client = Client()
    addresses = _addresses()
    client.force_login(cast.ada())
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    wide = []
    for address in addresses:
        answer = phone.goto(f"{site}{address}")
        assert answer is not None
        assert answer.status == 200, address
        if phone.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)
        axe(phone)
    assert wide == []
