"""Supporters answer at night, on a phone: nothing overflows, each page is accessible, two touches are an answer."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import cast
from tests.directory.factories import BodyFactory, ResourceFactory
from tests.factories import TopicFactory
from tests.support.factories import AskingFactory, NeedFactory, OfferFactory, ResourceRequestFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.support.models import Asking


def _sign_in(page: Page, site: str, person: Person) -> None:
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def test_pages_fit_a_phone_and_an_answer_is_given(site: str, phone: Page, axe: Callable[[Page], None]) -> None:
    made, today = supported(name="Atlas des haies et des chemins creux du Massif armoricain"), clock.today()
    offer = OfferFactory.create(
        programme=cast.programme(), supporter=cast.sonia(), until_day=today + timedelta(days=9), words="Le soir."
    )
    offer.topics.add(TopicFactory.create())
    offer.bodies.add(BodyFactory.create(name="Direction départementale des territoires et de la mer"))
    need = NeedFactory.create(accompaniment=made)
    one = AskingFactory.create(offer=offer, accompaniment=made, need=need, asked_by=cast.sam())
    done = AskingFactory.create(offer=offer, accompaniment=made, done=True)
    request = ResourceRequestFactory.create(
        accompaniment=made, need=need, resource=ResourceFactory.create(closing=True, conditions="Une association.")
    )
    pages = {
        cast.sam(): [
            f"{reverse('support:supporter-list')}?besoin={need.ref}",
            f"{reverse('support:asking-write', args=[offer.ref])}?besoin={need.ref}",
            reverse("support:asking", args=[one.ref]),
            f"{reverse('support:asking', args=[done.ref])}?geste=thank",
            reverse("support:resource-list", args=[made.ref]),
            reverse("support:resource-request", args=[request.ref]),
        ],
        cast.sonia(): [
            reverse("support:offer-make"),
            reverse("support:offer-change", args=[offer.ref]),
            reverse("support:my-asking", args=[done.ref]),
            reverse("support:offer-list"),
            reverse("support:my-asking", args=[one.ref]),
        ],
    }
    wide = []
    for person, addresses in pages.items():
        _sign_in(phone, site, person)
        for address in addresses:
            phone.goto(f"{site}{address}")
            if phone.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(address)
            axe(phone)
    assert wide == []
    form = phone.locator("form", has=phone.locator("[name=verb]"))
    form.locator("label[for$=verb_0]").click()
    form.locator("button[value=answer]").click()
    # the page comes back with the answer, which may still be changed
    expect(phone.locator("details [name=verb]")).to_have_count(2)
    assert Asking.objects.get(pk=one.pk).state == "accepted"
