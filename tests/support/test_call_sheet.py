"""The sheet printed before a meeting: one page, the same for both sides, nothing that is the programme's own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests import cast
from tests.directory.factories import BodyFactory, DoorFactory, KeyCardFactory
from tests.support.factories import (
    ActionFactory,
    CommitmentFactory,
    ContactFactory,
    IntroductionFactory,
    NeedFactory,
    PointFactory,
    RelationFactory,
    TraceFactory,
)
from tests.support.story import supported
from tremplin.core import clock
from tremplin.directory.models import Belonging
from tremplin.support.models import Accompaniment, Introduction

pytestmark = pytest.mark.usefixtures("in_english")


def _sheet(one: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{one.ref}/fiche/"


def _story(made: Accompaniment) -> Introduction:
    """A message taken up, sent to a bureau of a direction that has keys."""
    ministry = BodyFactory.create(name="Ministère des paysages")
    body = BodyFactory.create(name="Direction des paysages")
    Belonging.objects.create(parent=ministry, child=body)
    KeyCardFactory.create(body=ministry, who_decides="La directrice, en mars.", budget="Vote en décembre.")
    need = NeedFactory.create(accompaniment=made, title="Ouvrir les données des haies", words="Avant la plantation.")
    NeedFactory.create(accompaniment=made, title="Trouver une salle")
    ActionFactory.create(accompaniment=made, need=need, title="Écrire la note")
    relation = RelationFactory.create(initiative=made.initiative, body=body)
    TraceFactory.create(relation=relation, words="Rencontre au salon des communs.", on=clock.today())
    ContactFactory.create(relation=relation, name="Mme Roux", function="cheffe du bureau")
    CommitmentFactory.create(
        initiative=made.initiative, body=body, programme=made.season.programme, what="Prêter un serveur"
    )
    PointFactory.create(accompaniment=made, words="Leur trésorerie inquiète.", private=True)
    return IntroductionFactory.create(
        accompaniment=made,
        need=need,
        door=DoorFactory.create(name="Bureau des haies", body=body, phone="01 02 03 04 05"),
        taken_up=True,
        answer="Volontiers, mardi.",
        asked_by=cast.sam(),
    )


@pytest.mark.django_db
def test_sheet_says_who_what_why_so_far_keys_and_next_steps(client: Any) -> None:
    made = supported()
    one = _story(made)
    client.force_login(cast.sam())
    page = client.get(_sheet(one))
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    expected = [
        "Atlas des haies meets Bureau des haies",
        "la cheffe du bureau",
        "01 02 03 04 05",
        "Mme Roux, cheffe du bureau",
        "Ouvrir les données des haies",
        "Avant la plantation.",
        one.text,
        "taken up – “Volontiers, mardi.”",
        "Rencontre au salon des communs.",
        "Prêter un serveur",
        "La directrice, en mars.",
        "Écrire la note",
        "Another need: Trouver une salle",
    ]
    assert [words for words in expected if words not in text] == []
    sheet = page.context["sheet"]
    assert ([event.what for event in sheet.events], sheet.earlier) == (["sent", "answered", "trace"], 0)


@pytest.mark.django_db
def test_sheet_is_the_same_for_both_sides_and_holds_nothing_private(client: Any) -> None:
    made = supported()
    one = _story(made)
    client.force_login(cast.sam())
    assert "Leur trésorerie inquiète." in client.get(f"/en/espace/accompagnements/{made.ref}/").content.decode()
    pages = []
    for person in (cast.sam(), cast.alice(), cast.bob()):
        client.force_login(person)
        found = re.search(r"<article.*</article>", client.get(_sheet(one)).content.decode(), re.DOTALL)
        assert found is not None
        pages.append(found[0])
    assert (pages[0] == pages[1] == pages[2], "trésorerie" in pages[0]) == (True, False)


@pytest.mark.django_db
def test_meeting_that_ended_at_once_names_no_next_step(client: Any) -> None:
    one = _story(supported())
    Introduction.objects.filter(pk=one.pk).update(
        state="ended", met_on=clock.today(), next_step="", ending="Bon échange"
    )
    client.force_login(cast.sam())
    words = " ".join(client.get(_sheet(one)).content.decode().split())
    assert (f"meeting with {one.door} – Bon échange" in words, "next step:" in words) == (True, False)


@pytest.mark.django_db
def test_sheet_is_for_those_around_the_initiative_once_the_message_has_left(client: Any) -> None:
    made = supported()
    one, waiting = _story(made), IntroductionFactory.create(accompaniment=made)
    for person in (cast.charlie(), cast.sonia(), cast.remi()):
        client.force_login(person)
        assert client.get(_sheet(one)).status_code == 404
    client.force_login(cast.alice())
    assert client.get(_sheet(waiting))["Location"] == f"/en/espace/mises-en-relation/{waiting.ref}/"


@pytest.mark.browser
def test_sheet_is_printed_on_one_page(page: Page, site: str) -> None:
    made = supported()
    one = _story(made)
    relation = made.initiative.relations.get()
    for day in range(10):
        TraceFactory.create(relation=relation, words="Échange avec le bureau. " * 6, on=clock.today() - timedelta(day))
    one.text = "Bonjour, pourriez-vous recevoir l’équipe une demi-heure pour parler des données ? " * 9
    one.save()
    client = Client()
    client.force_login(cast.alice())
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    page.goto(f"{site}{_sheet(one)}")
    page.get_by_role("button", name="Print this page").wait_for()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
