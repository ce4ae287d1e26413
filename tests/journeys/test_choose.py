"""The end of a selection, in Chromium: a sitting, the decisions it leads to, their announcement in three waves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.journeys.test_apply import sign_in
from tests.selection import story
from tests.selection.story import Story
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.people.models import Person
from tremplin.selection.actions import releases
from tremplin.selection.models import Decision, RoundFile, Sitting
from tremplin.selection.states import College, SittingState

Axe = Callable[[Page], None]


class Walk:
    """One browser, several people: each comes in, does what is theirs, and every page is checked."""

    def __init__(self, page: Page, site: str, axe: Axe) -> None:
        self.page, self.site, self.axe = page, site, axe

    def come_in(self, person: Person, path: str) -> None:
        self.page.context.clear_cookies()
        sign_in(self.page, person, self.site)
        self.go(path)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")
        self.axe(self.page)

    def press(self, label: str) -> None:
        """The button or the link of this name, in the page itself."""
        name = re.compile(f"^{re.escape(label)}")
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.page.wait_for_load_state()


@pytest.fixture
def walk(page: Page, site: str, axe: Axe) -> Walk:
    return Walk(page, site, axe)


def _read_by_both() -> Story:
    """Three applications read by the experts, two by the jury: the jury's round is still open."""
    told = story.screened(story.received(3))
    first = story.prepared_round(told, passing=2)
    for review in story.assigned(first, story.seated(first)):
        story.read(review)
    story.settled(first, passed=2)
    second = story.prepared_round(told, college=College.CITIZENS, passing=1)
    for review in story.assigned(second, story.seated(second)):
        story.read(review)
    return told


def test_a_sitting(walk: Walk) -> None:
    told = _read_by_both()
    found = told.call.rounds.get(position=2)
    page = walk.page
    walk.come_in(cast.ada(), f"/gestion/tours/{found.ref}/seances/nouvelle/")
    page.locator("[name=starts_at]").fill("2027-03-02T14:00")
    page.locator("main form button[type=submit]:visible").last.click()
    sitting = Sitting.objects.get()
    walk.go(f"/gestion/seances/{sitting.ref}/presents/")
    for box in page.locator("main [name=seats]").all():
        box.check(force=True)
    page.locator("main form button[type=submit]:visible").last.click()
    walk.go(f"/gestion/seances/{sitting.ref}/")
    walk.press("Ouvrir la séance")
    for place, item in enumerate(sitting.items.order_by("position")):
        walk.go(f"/gestion/seances/{sitting.ref}/dossiers/{item.ref}/")
        expect(page.locator("main")).to_contain_text("Avis des citoyens")
        expect(page.locator("main")).not_to_contain_text("Jules")
        page.locator(f"label[for=id_outcome_{0 if place == 0 else 2}]").click()
        page.locator("[name=words]").fill("Dit et entendu.")
        page.locator("main form button[type=submit]:visible").last.click()
    walk.go(f"/gestion/seances/{sitting.ref}/?cloture=1")
    walk.press("Clore la séance")
    walk.go(f"/gestion/seances/{sitting.ref}/proces-verbal/")
    expect(page.locator("main")).to_contain_text("Dit et entendu.")
    sitting.refresh_from_db()
    states = sorted(RoundFile.objects.filter(round=found).values_list("state", flat=True))
    assert (sitting.state, states) == (SittingState.CLOSED, ["passed", "stopped"])


def test_decisions_are_signed_and_announced(walk: Walk, demo_site: str) -> None:
    told = story.through_rounds(story.received(3), passed=1)
    story.decided(told, selected=1)
    page, call = walk.page, told.call
    chosen = told.applications[0]
    walk.come_in(cast.sylvie(), "/espace/signatures/")
    walk.go("/espace/signatures/?tout=1")
    walk.press("Signer toutes les décisions")
    assert set(Decision.objects.values_list("state", flat=True)) == {"signed"}

    walk.come_in(cast.ada(), f"/gestion/selection/{call.ref}/annonce/")
    walk.press("Programmer l’annonce")
    notice, refusals, public = call.release.waves.order_by("position")
    for wave in (notice, refusals):
        _approve_and_send(walk, wave.ref)

    walk.come_in(cast.alice(), f"/espace/candidatures/{chosen.ref}/decision/")
    assert page.goto(f"{demo_site}/laureats/atlas-des-haies/").status == 404  # type: ignore[union-attr]
    walk.go(f"/espace/candidatures/{chosen.ref}/decision/")
    page.locator("[name=public_words]").fill("Nous dessinons les haies qui nous relient.")
    page.locator("main input[type=checkbox]").check(force=True)
    page.locator("main form button[type=submit]:visible").last.click()

    _approve_and_send(walk, public.ref)
    page.context.clear_cookies()
    walk.go("/laureats/atlas-des-haies/")
    expect(page.locator("main")).to_contain_text("Nous dessinons les haies qui nous relient.")
    kinds = Message.objects.filter(kind__startswith="selection-").exclude(kind="selection-invitation")
    assert set(kinds.values_list("kind", flat=True)) == {
        "selection-declined",
        "selection-public",
        "selection-selected",
        "selection-thanks",
    }


def _approve_and_send(walk: Walk, ref: str) -> None:
    for person in (cast.ada(), cast.aldo()):
        walk.come_in(person, f"/gestion/annonces/{ref}/")
        walk.press("J’ai lu")
    walk.go(f"/gestion/annonces/{ref}/?geste=maintenant")
    walk.page.locator("main form button[type=submit]:visible").last.click()
    releases.run_waves(clock.now())
