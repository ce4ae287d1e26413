"""The pages of a year of support on a narrow phone: nothing overflows, and each is accessible."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import cast
from tests.support.factories import ActionFactory, NeedFactory
from tests.support.story import compared, supported
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.support.actions import accompaniments, diagnoses
from tremplin.support.states import Owner


def _sign_in(page: Page, site: str, person: Person) -> None:
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def _addresses() -> list[str]:
    with clock.at(clock.now() - timedelta(days=34)):
        made = supported(name="Atlas des haies et des chemins creux du Massif armoricain")
        accompaniments.write_point(
            made, on=clock.today(), words="Le budget est voté.", private=False, by=cast.sam(), at=clock.now()
        )
    diagnosis = compared(made, team=1, programme=4)
    diagnoses.write_version(
        diagnosis,
        words={"answers": {"legal": {"level": 2, "words": "À revoir."}}, "words": "Commencer par là."},
        by=cast.sam(),
        at=clock.now(),
    )
    second = diagnoses.open_diagnosis(made, occasion="middle", by=cast.sam(), at=clock.now())
    need = NeedFactory.create(accompaniment=made, words="Avant l’été.")
    late = clock.today() - timedelta(days=4)
    action = ActionFactory.create(accompaniment=made, need=need, due_on=late, owner=Owner.OFFICER)
    ActionFactory.create(accompaniment=made, owner=Owner.EXPERT, owner_name="Noé")
    ActionFactory.create(accompaniment=made, done=True)
    one, two = [made.ref], [diagnosis.ref]
    return [
        reverse("support:list"),
        reverse("support:accompaniment", args=one),
        reverse("support:parts", args=one),
        reverse("support:steer", args=one),
        reverse("support:working", args=one),
        reverse("support:proof-edit", args=one),
        reverse("support:diagnosis-list", args=one),
        reverse("support:diagnosis", args=[second.ref]),
        reverse("support:diagnosis", args=two),
        reverse("support:comparison", args=two),
        reverse("support:version-write", args=two),
        reverse("support:version", args=[diagnosis.ref, 1]),
        reverse("support:roadmap", args=one),
        f"{reverse('support:roadmap', args=one)}?vue=dates",
        f"{reverse('support:roadmap', args=one)}?vue=moi",
        f"{reverse('support:roadmap', args=one)}?vue=retard",
        reverse("support:my-actions"),
        reverse("support:after-call", args=one),
        reverse("support:point-kept", args=[made.points.get().ref]),
        reverse("support:moved", args=one),
        reverse("support:need-write", args=one),
        reverse("support:action-plan", args=one),
        reverse("support:need", args=[need.ref]),
        reverse("support:action", args=[action.ref]),
        reverse("support:action-change", args=[action.ref]),
        reverse("support:open-list"),
        reverse("support:open-by-act"),
        reverse("support:import"),
    ]


def test_pages_fit_a_phone_and_are_accessible(site: str, phone: Page, axe: Callable[[Page], None]) -> None:
    addresses = _addresses()
    _sign_in(phone, site, cast.ada())
    wide = []
    for address in addresses:
        phone.goto(f"{site}{address}")
        if phone.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)
        axe(phone)
    assert wide == []
