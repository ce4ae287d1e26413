"""The maps of the site: for robots and for people, and what robots are told to leave alone."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tremplin.core import offers, segments, sitemaps
from tremplin.core.offers import Link, MappedPage
from tremplin.core.sitemaps import Branch

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def page(url: str, english: str = "", title: str = "") -> MappedPage:
    urls = {"fr": url, **({"en": english} if english else {})}
    return MappedPage(urls, {language: title or address for language, address in urls.items()})


def test_map_tells_each_address_with_its_other_language_and_its_date() -> None:
    told = MappedPage({"fr": "/a/", "en": "/en/a/"}, {"fr": "A", "en": "A"}, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    xml = sitemaps.url_set(sitemaps.sheets([told])[0], lambda url: f"https://a.example{url}?x=1&y=\x0b<")
    entries = ET.fromstring(xml).findall(f"{MAP}url")
    assert [entry.findtext(f"{MAP}loc") for entry in entries] == [
        "https://a.example/a/?x=1&y=<",
        "https://a.example/en/a/?x=1&y=<",
    ]
    assert {entry.findtext(f"{MAP}lastmod") for entry in entries} == {"2026-03-02T09:30:00+00:00"}
    others = [[(link.get("hreflang"), link.get("href")) for link in entry.findall(f"{XHTML}link")] for entry in entries]
    assert [[code for code, _url in links] for links in others] == [["fr", "en"]] * 2
    assert others[0] == others[1]


def test_more_addresses_than_a_sheet_holds_make_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 2)
    sheets = sitemaps.sheets([page("/a/", "/en/a/"), page("/b/")])
    assert [[url for url, _page in sheet] for sheet in sheets] == [["/a/", "/en/a/"], ["/b/"]]


def test_tree_follows_the_menu_and_the_addresses() -> None:
    found = [page(url) for url in ("/", "/b/", "/b/one/", "/b/one/deep/", "/a/", "/lost/", "/list/", "/list/?x=1")]
    menu = [Link("A of the menu", "/a/"), Link("Elsewhere", "https://b.example/"), Link("B of the menu", "/b/")]
    deep = Branch("/b/one/", "/b/one/", [Branch("/b/one/deep/", "/b/one/deep/")])
    assert sitemaps.tree(found, "fr", menu, "Others") == [
        Branch("/", "/"),
        Branch("A of the menu", "/a/"),
        Branch("B of the menu", "/b/", [deep]),
        Branch("/list/", "/list/", [Branch("/list/?x=1", "/list/?x=1")]),
        Branch("Others", "", [Branch("/lost/", "/lost/")]),
    ]


def test_tree_holds_the_pages_of_its_language() -> None:
    found = [page("/", "/en/"), page("/a/", "/en/a/"), page("/b/")]
    assert sitemaps.tree(found, "en", [], "Others") == [
        Branch("/en/", "/en/"),
        Branch("Others", "", [Branch("/en/a/", "/en/a/")]),
    ]


@pytest.mark.django_db
def test_map_of_maps_leads_to_every_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _locations(client, "/sitemap.xml", "url")
    monkeypatch.setattr(sitemaps, "LARGEST", 3)
    parts = _locations(client, "/sitemap.xml", "sitemap")
    assert parts[0] == "http://testserver/sitemap-1.xml"
    addresses = [address for part in parts for address in _locations(client, part, "url")]
    assert (addresses, len(parts)) == (whole, -(-len(whole) // 3))
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def _locations(client: Client, address: str, kind: str) -> list[str]:
    root = ET.fromstring(client.get(address).content)
    return [str(entry.findtext(f"{MAP}loc")) for entry in root.findall(f"{MAP}{kind}")]


@pytest.mark.django_db
def test_every_public_page_of_a_room_is_in_both_maps(client: Client) -> None:
    addresses = _locations(client, "/sitemap.xml", "url")
    people = client.get("/en/plan-des-pages/").content.decode()
    told = [sitemaps.of_view(offer.url_name, title="").urls for offer in offers.public_pages]
    assert len(told) > 3
    assert [urls for urls in told if f"http://testserver{urls['fr']}" not in addresses] == []
    assert [urls for urls in told if f'<a href="{urls["en"]}">' not in people] == []


@pytest.mark.django_db
def test_robots_of_the_public_site_are_kept_off_what_is_somebodys(client: Client) -> None:
    with override_settings(INDEXED=True):
        lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    refused = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    assert refused == {f"{start}{name}/" for name in segments.NOT_FOR_ROBOTS for start in ("/", "/en/")}
    assert refused.isdisjoint({"/appels/", "/evenements/", "/media/", "/static/", "/"})
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.django_db
def test_robots_read_nothing_of_a_site_that_is_not_the_public_one(client: Client) -> None:
    assert settings.INDEXED is False
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_icon_is_found_where_browsers_look_for_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/dsfr/dist/favicon/favicon.ico"
