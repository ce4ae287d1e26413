"""One season from a to z, in Chromium, in French then in English: read, apply, choose, announce, support, and after."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.directory.factories import DoorFactory
from tests.factories import SeasonFactory
from tests.journeys.test_apply import sign_in
from tests.selection import story
from tests.selection.story import Story
from tremplin.calls.actions.calls import load_form, prepare_call, publish_call
from tremplin.calls.engine.reading import read_form
from tremplin.calls.models import Application, Call
from tremplin.community.actions.events import add_event, publish_event
from tremplin.community.models import Registration
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.selection.actions import releases
from tremplin.selection.models import Decision, Review
from tremplin.support.actions import sessions
from tremplin.support.models import Accompaniment, Booking, Diagnosis, Introduction

FORM = {
    "title": "Formulaire d’essai",
    "sections": [
        {
            "key": "projet",
            "name": "Le projet",
            "name_en": "The project",
            "fields": [{"id": "objectives", "type": "textarea", "label": "Objectifs", "label_en": "Goals"}],
        }
    ],
}
LINK = re.compile(r"https?://\S+?(/\S*/reponses/\S+|/reponses/\S+)")


class Walk:
    """One browser, several people, one language; every page that is opened is checked."""

    def __init__(self, page: Page, site: str, axe: Callable[[Page], None], prefix: str) -> None:
        self.page, self.site, self.axe, self.prefix = page, site, axe, prefix

    def come_in(self, person: Person | None, path: str) -> None:
        self.page.context.clear_cookies()
        if person is not None:
            person.language = "en" if self.prefix else "fr"
            person.save(update_fields=["language"])
            sign_in(self.page, person, self.site)
        self.go(path)

    def go(self, path: str) -> None:
        answer = self.page.goto(f"{self.site}{self.prefix}{path}")
        assert answer is not None
        assert answer.status == 200, path
        self.axe(self.page)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def send(self, button: str = "main form button[type=submit]:visible") -> None:
        with self.page.expect_navigation():
            self.page.locator(button).last.click()
        expect(self.page.locator("#errors, .fr-alert--warning")).to_have_count(0)


def _call() -> Call:
    now, ada = clock.now(), cast.ada()
    today = clock.today()
    season = SeasonFactory.create(
        programme=cast.programme(), starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=400)
    )
    call = prepare_call(
        season,
        form=load_form(read_form(FORM), at=now),
        slug="communs",
        words={
            "title_fr": "Les communs",
            "title_en": "The commons",
            "summary_fr": "Ce qui est cherché.",
            "asks_fr": "Deux jours par mois.",
            "prepare_fr": "Vos objectifs",
        },
        tracks=[],
        intakes=[(now - timedelta(days=1), now + timedelta(days=1))],
        by=ada,
        at=now,
    )
    publish_call(call, by=ada, at=now)
    return call


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_season_from_the_call_to_the_ties(
    demo_site: str, page: Page, axe: Callable[[Page], None], prefix: str
) -> None:
    for member in cast.EVERYBODY:
        member()
    call = _call()
    walk = Walk(page, demo_site, axe, prefix)
    application = _apply(walk, call)
    _choose(walk, Story(call, [application]))
    made = _begin_support(walk, application)
    _diagnose(walk, made)
    _introduce(walk, made)
    _book(walk, made)
    _afterwards(walk, made)


def _apply(walk: Walk, call: Call) -> Application:
    walk.go("/programme/")
    walk.go("/appels/communs/")
    walk.come_in(cast.alice(), "/espace/candidatures/commencer/communs/")
    walk.fill(name="Atlas des haies")
    walk.page.locator("[name=kind_0]").select_option("association")
    walk.fill(bearer_0="Les Haies")
    walk.send()
    application = Application.objects.get(call=call)
    walk.go(f"/espace/candidatures/{application.ref}/sections/projet/")
    walk.page.locator("[name='answer.objectives']").fill("Ouvrir trois lieux.")
    walk.page.locator("button[value=next]").click()
    walk.page.wait_for_url("**/relire/")
    walk.go(f"/espace/candidatures/{application.ref}/relire/")
    walk.send()
    application.refresh_from_db()
    assert application.state == "submitted"
    return application


def _choose(walk: Walk, told: Story) -> None:
    [application] = told.applications
    call, page = told.call, walk.page
    walk.come_in(cast.ada(), f"/gestion/recevabilite/{application.ref}/")
    page.locator("input[type=radio][value=admit]").check(force=True)
    walk.send()
    found = story.prepared_round(told, per_file=1, passing=1)
    [review] = story.assigned(found, story.seated(found, [cast.rose()]))
    walk.come_in(cast.rose(), f"/espace/lectures/invitations/{review.seat.ref}/liens/")
    page.locator("main input[type=radio]").first.check(force=True)
    walk.send()
    walk.go(f"/espace/lectures/{review.ref}/")
    for criterion in found.criteria.all():
        page.locator(f"label[for=id_level_{criterion.position}_4]").click()
    walk.send("[name=hand_in]")
    assert Review.objects.get(pk=review.pk).state == "submitted"
    story.settled(found, passed=1)
    story.decided(told, selected=1)
    decision = Decision.objects.get(application=application)
    walk.come_in(cast.sylvie(), f"/espace/signatures/{decision.ref}/")
    walk.send("main form .fr-btn[type=submit]:not(.fr-btn--secondary)")
    walk.come_in(cast.ada(), f"/gestion/selection/{call.ref}/annonce/")
    walk.send()
    for wave in call.release.waves.order_by("position"):
        if wave.kind == "refusals":
            continue  # there is nobody else to tell
        for person in (cast.ada(), cast.aldo()):
            walk.come_in(person, f"/gestion/annonces/{wave.ref}/")
            page.locator("form:has([name=read]) button[type=submit]").click()
        _leave(wave.ref)
        if wave.kind == "notice":
            walk.come_in(cast.alice(), f"/espace/candidatures/{application.ref}/decision/")
            walk.fill(public_words="Nous dessinons les haies.")
            page.locator("main input[type=checkbox]").check(force=True)
            walk.send()
    walk.come_in(None, "/laureats/atlas-des-haies/")


def _leave(ref: str) -> None:
    """The hour of the wave has come: the worker does the rest."""
    from tremplin.selection.models import Wave

    wave = Wave.objects.get(ref=ref)
    with clock.at(wave.due_at + timedelta(seconds=1)):
        releases.run_waves(clock.now())
    wave.refresh_from_db()
    assert wave.state == "done", wave.kind


def _begin_support(walk: Walk, application: Application) -> Accompaniment:
    walk.come_in(cast.ada(), "/gestion/accompagnements/")
    walk.go(f"/gestion/accompagnements/ouvrir/{application.decision.ref}/")
    walk.send("main form button[type=submit]:not([name=preview]):visible")
    made = Accompaniment.objects.get()
    walk.go(f"/espace/accompagnements/{made.ref}/equipe/")
    walk.page.locator("[name=kind]").select_option("officer")
    walk.page.locator("[name=person]").select_option(cast.sam().ref)
    walk.send()
    walk.come_in(cast.sam(), f"/espace/accompagnements/{made.ref}/")
    walk.fill(words="Premier appel : ils sont prêts.")
    walk.send()
    walk.go(f"/espace/accompagnements/{made.ref}/page-publique/")
    walk.send()
    walk.come_in(None, f"/attestations/{made.ref}/")
    return made


def _diagnose(walk: Walk, made: Accompaniment) -> None:
    walk.come_in(cast.sam(), f"/espace/accompagnements/{made.ref}/diagnostics/")
    walk.page.locator("[name=occasion]").select_option("start")
    walk.send()
    diagnosis = Diagnosis.objects.get()
    for person, level in ((cast.sam(), "3"), (cast.alice(), "2")):
        walk.come_in(person, f"/espace/diagnostics/{diagnosis.ref}/")
        for choice in walk.page.locator(f"main input[type=radio][value='{level}']").all():
            choice.check(force=True)
        walk.send("[name=hand-in]")
    walk.go(f"/espace/diagnostics/{diagnosis.ref}/ensemble/")
    walk.go(f"/espace/diagnostics/{diagnosis.ref}/version/")
    for choice in walk.page.locator("main input[type=radio][value='3']").all():
        choice.check(force=True)
    walk.send()
    for person in (cast.alice(), cast.sam()):
        walk.come_in(person, f"/espace/diagnostics/{diagnosis.ref}/versions/1/")
        walk.send()
    diagnosis.refresh_from_db()
    assert diagnosis.state == "agreed"


def _introduce(walk: Walk, made: Accompaniment) -> None:
    door: Door = DoorFactory.create(name="Bureau des paysages", email="bureau@example.org", published=True)
    walk.come_in(None, "/portes/?q=paysages")
    expect(walk.page.locator("main")).to_contain_text("Bureau des paysages")
    walk.come_in(cast.alice(), f"/espace/accompagnements/{made.ref}/besoins/nouveau/")
    walk.fill(title="Rencontrer le bureau des paysages")
    walk.send()
    need = made.needs.get()
    walk.come_in(cast.sam(), f"/espace/accompagnements/{made.ref}/mises-en-relation/nouvelle/?besoin={need.ref}")
    expect(walk.page.locator("main")).to_contain_text("Bureau des paysages")
    walk.go(f"/espace/accompagnements/{made.ref}/mises-en-relation/nouvelle/?besoin={need.ref}&porte={door.ref}")
    walk.fill(contact_name="la cheffe du bureau", contact_email="bureau@example.org")
    walk.fill(who="Je vous écris pour l’Atlas des haies.", why="Vous connaissez les paysages.")
    walk.fill(request="Pourriez-vous recevoir l’équipe ?")
    walk.page.locator("main [name=time]").first.check(force=True)
    walk.send()
    walk.send("[name=confirmed]")
    one = Introduction.objects.get()
    walk.come_in(cast.alice(), f"/espace/mises-en-relation/{one.ref}/")
    walk.send("form:has([name=read]) button[type=submit]")
    walk.come_in(cast.sam(), f"/espace/mises-en-relation/{one.ref}/?geste=send")
    walk.send()
    mail = Message.objects.get(kind="support-introduction")
    assert (mail.recipient, mail.sender, mail.reply_to) == ("bureau@example.org", "Sam", cast.sam().email)
    found = LINK.search(mail.text)
    assert found is not None
    walk.page.context.clear_cookies()
    walk.page.goto(f"{walk.site}{found[1]}")
    walk.axe(walk.page)
    walk.page.locator("input[type=radio][value=take_up]").check(force=True)
    walk.fill(email="bureau@example.org")
    walk.send()
    one.refresh_from_db()
    assert one.state == "taken_up"
    walk.come_in(cast.alice(), f"/espace/accompagnements/{made.ref}/relations/")
    walk.go(f"/espace/relations/{made.initiative.relations.get().ref}/")


def _book(walk: Walk, made: Accompaniment) -> None:
    now = clock.now()
    slot = sessions.offer_slot(
        made.season.programme,
        starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=1),
        place="Visioconférence",
        by=cast.noe(),
        at=now,
    )
    walk.come_in(cast.alice(), f"/espace/accompagnements/{made.ref}/seances/")
    walk.go(f"/espace/accompagnements/{made.ref}/seances/{slot.ref}/")
    walk.fill(subject="Choisir une licence")
    walk.send()
    booking = Booking.objects.get()
    calendar = walk.page.request.get(f"{walk.site}{walk.prefix}/espace/seances/{booking.ref}/calendrier.ics")
    assert (calendar.status, calendar.headers["content-type"].partition(";")[0]) == (200, "text/calendar")
    walk.go(f"/espace/accompagnements/{made.ref}/feuille-de-route/")
    walk.go(f"/espace/accompagnements/{made.ref}/ce-qui-a-bouge/")


def _afterwards(walk: Walk, made: Accompaniment) -> None:
    now = clock.now()
    event = add_event(
        cast.programme(),
        words={
            "title_fr": "Retrouvailles",
            "title_en": "Reunion",
            "words_fr": "Pour se revoir.",
            "words_en": "To meet again.",
            "capacity": None,
            "starts_at": now + timedelta(days=20),
            "ends_at": now + timedelta(days=20, hours=2),
            "place": "La Halle",
        },
        by=cast.ada(),
        at=now,
    )
    publish_event(event, by=cast.ada(), at=now)
    walk.come_in(None, "/evenements/")
    walk.go(f"/evenements/{event.ref}/")
    walk.go(f"/evenements/{event.ref}/inscription/")
    walk.fill(name="Camille", email="camille@example.org")
    walk.send()
    assert Registration.objects.get().email == "camille@example.org"
    walk.go("/chiffres/")
    walk.come_in(cast.ada(), "/espace/semaine/")
    walk.go(f"/espace/dossiers/{made.initiative.ref}/")
    walk.go("/gestion/liens/")
