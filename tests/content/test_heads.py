"""What pages are elsewhere: their one address, the card others show, what machines are told, their place in maps."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from tests.content.trees import at, page, png, tree
from tests.core.test_structured import HOSTILE
from tests.factories import CallFactory, EventFactory
from tremplin.content import pages
from tremplin.content.importer import import_tree
from tremplin.content.models import Picture
from tremplin.core import clock, sitemaps

pytestmark = pytest.mark.django_db

FILES = {
    "config.toml": 'title = "Le programme"\n',
    "content/_index.md": page(title="Accueil"),
    "content/_index.en.md": page(title="Home"),
    "content/faq/_index.md": page(title="FAQ", questions="[{title: Pourquoi, desc: '**Parce** que'}]"),
    "content/faq/_index.en.md": page(title="Questions"),
    "content/laureats/_index.md": page(title="Tous"),
    "content/laureats/a.md": page("Mots", title="A", desc="Une carte", city="Brumeval", image="img/a.png"),
    "content/plain.md": page("Mots", title="Page", layout="page"),
    "static/img/a.png": png(size=(600, 300)),
}


@pytest.fixture
def site(tmp_path: Path) -> None:
    import_tree(tree(tmp_path, FILES))


def told(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """What a page says to machines, by kind."""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    blocks = [json.loads(block.get_text()) for block in html.find_all("script", type="application/ld+json")]
    return {block["@type"]: block for block in blocks}


def card(client: Client, address: str) -> dict[str, str]:
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return {meta["property"]: meta["content"] for meta in html.find_all("meta", property=True)}


def test_page_tells_its_card_in_its_language(site: None, client: Client) -> None:
    assert card(client, "/en/faq/") == {
        "og:type": "website",
        "og:site_name": "Le programme",
        "og:title": "Questions",
        "og:description": "",
        "og:url": "http://testserver/en/faq/",
        "og:locale": "en_GB",
        "og:locale:alternate": "fr_FR",
    }
    html = BeautifulSoup(client.get("/en/faq/?x=1").content, "html.parser")
    assert [link["href"] for link in html.find_all("link", rel="canonical")] == ["http://testserver/en/faq/"]
    assert {link["hreflang"]: link["href"] for link in html.find_all("link", hreflang=True)} == {
        "fr": "http://testserver/faq/",
        "en": "http://testserver/en/faq/",
    }


def test_picture_of_the_card_says_its_size_and_its_alternative(site: None, client: Client) -> None:
    Picture.objects.update(title="Une carte dessinée")
    found = card(client, "/laureats/a/")
    assert found["og:image"].startswith("http://testserver/media/")
    assert found["og:image"].endswith(".jpg")
    assert (found["og:image:width"], found["og:image:height"]) == ("600", "300")
    assert "og:image:alt" in found


def test_home_page_is_a_service_of_its_authority(site: None, client: Client) -> None:
    home = pages.HomePage.objects.get(locale__language_code="fr")
    home.site_authority = HOSTILE[0]
    home.save()
    service = told(client, "/")["GovernmentOrganization"]
    assert (service["name"], service["url"]) == ("Le programme", "http://testserver/")
    assert service["parentOrganization"]["name"] == HOSTILE[0]


def test_questions_are_told_with_their_answers_and_place(site: None, client: Client) -> None:
    found = told(client, "/faq/")
    [question] = found["FAQPage"]["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Pourquoi", "Parce que")
    items = found["BreadcrumbList"]["itemListElement"]
    assert [(item["name"], item["item"]) for item in items] == [
        ("Accueil", "http://testserver/"),
        ("FAQ", "http://testserver/faq/"),
    ]


def test_laureate_is_a_project_whatever_its_name(site: None, client: Client) -> None:
    laureate = at("/laureats/a")
    laureate.title = HOSTILE[0]
    laureate.save()
    project = told(client, "/laureats/a/")["Project"]
    assert (project["name"], project["url"]) == (HOSTILE[0], "http://testserver/laureats/a/")
    assert set(project) <= {"@context", "@type", "name", "url", "description", "location", "image"}


def test_event_says_when_and_where(client: Client) -> None:
    event = EventFactory.create(published=True, title_fr=HOSTILE[1])
    found = told(client, f"/evenements/{event.ref}/")
    assert (found["Event"]["name"], found["Event"]["location"]["name"]) == (HOSTILE[1], event.place)
    assert [item["name"] for item in found["BreadcrumbList"]["itemListElement"]][-1] == HOSTILE[1]


def test_map_holds_every_published_page_with_its_date(site: None) -> None:
    at("/plain").unpublish()
    found, _changes_at = sitemaps.pages(clock.now())
    addresses = {url for told_page in found for url in told_page.urls.values()}
    live = {page.url for page in Page.objects.live() if page.url}
    assert len(live) > 4
    assert live - addresses == set()
    assert "/plain/" not in addresses
    faq = next(told_page for told_page in found if "/faq/" in told_page.urls.values())
    assert (faq.urls, faq.titles) == ({"fr": "/faq/", "en": "/en/faq/"}, {"fr": "FAQ", "en": "Questions"})
    assert [told_page.urls for told_page in found if told_page.changed_at is None and "/faq/" in told_page.urls] == []


def test_map_holds_what_rooms_published_and_changes_when_they_do() -> None:
    event, draft = EventFactory.create(published=True), EventFactory.create()
    over = EventFactory.create(over=True)
    call, planned = CallFactory.create(published=True), CallFactory.create(published_at=event.starts_at)
    hidden = CallFactory.create()
    found, changes_at = sitemaps.pages(clock.now())
    addresses = {told_page.urls["fr"]: told_page for told_page in found}
    assert addresses[f"/evenements/{event.ref}/"].changed_at == event.published_at
    assert f"/en/appels/{call.slug}/" in {told_page.urls.get("en") for told_page in found}
    absent = [f"/evenements/{row.ref}/" for row in (draft, over)] + [
        f"/appels/{row.slug}/" for row in (planned, hidden)
    ]
    assert [address for address in absent if address in addresses] == []
    assert changes_at == planned.published_at
