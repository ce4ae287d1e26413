"""The feed of the news: what is published and nothing else, readable away from the site."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.content.trees import at, page, png, tree
from tremplin.content.engine import atom
from tremplin.content.importer import import_tree
from tremplin.core import freshness

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {
    "config.toml": 'title = "S"\n',
    "content/_index.md": page(title="Accueil"),
    "content/actualites/_index.md": page(title="Nouvelles", desc="Ce qui se passe"),
    "content/actualites/a.md": page(
        "Lire [la suite](/actualites/b) et ![Une image](/img/a.png)\n\n<script>x</script>",
        title="'A & <b>B</b>'", author="Moi", date="2022-01-01", categories="[Vie]",
    ),
    "content/actualites/b.md": page("Mots", title="B", date="2022-02-01"),
    "static/img/a.png": png(),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> None:
    import_tree(tree(tmp_path, FILES))


def feed_of(client: Client, address: str = "/actualites/atom.xml") -> ET.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml")
    assert freshness.HEADER in answer.headers
    return ET.fromstring(answer.content)


def test_feed_tells_the_news_latest_first(site: None, client: Client) -> None:
    feed = feed_of(client)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["B", "A & <b>B</b>"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/actualites/atom.xml",
        "alternate": "http://testserver/actualites/",
    }
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_entry_is_read_away_from_the_site(site: None, client: Client) -> None:
    news = at("/actualites/a")
    news.lead = "Un **début**"
    news.save()
    entry = feed_of(client).findall(f"{ATOM}entry")[1]
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/actualites/a/"
    assert entry.findtext(f"{ATOM}published") == "2021-12-31T23:00:00+00:00"
    assert [(found.get("term"), found.get("label")) for found in entry.findall(f"{ATOM}category")] == [("vie", "Vie")]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Moi"
    assert entry.findtext(f"{ATOM}summary") == "Un début"
    content = entry.find(f"{ATOM}content")
    words = BeautifulSoup(content.text, "html.parser")
    assert content.get("type") == "html"
    assert [link["href"] for link in words.find_all("a")] == ["http://testserver/actualites/b"]
    assert [image["src"].startswith("http://testserver/media/") for image in words.find_all("img")] == [True]
    assert words.find("script") is None


def test_withdrawn_and_scheduled_news_are_not_told(site: None, client: Client) -> None:
    at("/actualites/b").unpublish()
    draft = at("/actualites/a")
    draft.title = "Later"
    draft.go_live_at = datetime(2100, 1, 1, tzinfo=UTC)
    draft.save_revision().publish()
    titles = [entry.findtext(f"{ATOM}title") for entry in feed_of(client).findall(f"{ATOM}entry")]
    assert "B" not in titles
    assert "Later" not in titles


def test_entry_keeps_its_identifier_when_its_address_changes(site: None, client: Client) -> None:
    before = [entry.findtext(f"{ATOM}id") for entry in feed_of(client).findall(f"{ATOM}entry")]
    renamed = at("/actualites/a")
    renamed.slug = "autre"
    renamed.save_revision().publish()
    feed = feed_of(client)
    assert [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] == before
    assert len(set(before)) == 2
    assert feed.findall(f"{ATOM}entry")[1].find(f"{ATOM}link").get("href") == "http://testserver/actualites/autre/"


def test_list_says_where_its_feed_is(site: None, client: Client) -> None:
    html = BeautifulSoup(client.get("/actualites/?page=1").content, "html.parser")
    [found] = html.find_all("link", type="application/atom+xml")
    assert (found["rel"], found["href"]) == (["alternate"], "/actualites/atom.xml")
    assert html.select_one('main a[href="/actualites/atom.xml"]') is not None


@pytest.mark.parametrize("address", ["/atom.xml", "/actualites/a/atom.xml", "/gestion/atom.xml", "/en/rien/atom.xml"])
def test_only_a_list_of_news_has_a_feed(site: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_hostile_words_make_a_document_all_the_same() -> None:
    at_noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    entry = atom.Entry(
        "urn:a", "]]>\x00<", "https://a.example/n/", None, at_noon, "&\x0b", '<a href="#n?a&amp;b">x</a>'
    )
    feed = atom.Feed("urn:f", "\ud800T", "", "fr", "https://a.example/", "https://a.example/f", "S", at_noon, [entry])
    read = ET.fromstring(atom.document(feed)).find(f"{ATOM}entry")
    assert [read.findtext(f"{ATOM}{name}") for name in ("title", "summary", "content")] == [
        "]]><", "&", '<a href="https://a.example/n/#n?a&amp;b">x</a>',
    ]  # fmt: skip


def test_every_candidate_of_a_picture_is_absolute() -> None:
    html = '<img srcset="/media/a.webp 400w, /media/b.webp 800w" src="/media/b.webp" alt="see /media/">'
    assert atom.absolute(html, "https://a.example/n/") == (
        '<img srcset="https://a.example/media/a.webp 400w, https://a.example/media/b.webp 800w" '
        'src="https://a.example/media/b.webp" alt="see /media/">'
    )


def test_links_to_the_former_host_lead_here(client: Client, tmp_path: Path) -> None:
    files = {
        "config.toml": 'title = "S"\nbaseurl = "https://old.example.org/"',
        "content/actualites/_index.md": page(title="News"),
        "content/actualites/a.md": page("[B](https://old.example.org/actualites/b.html)", title="A", date="2022-01-01"),
    }
    import_tree(tree(tmp_path, files))
    words = feed_of(client).findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert 'href="http://testserver/actualites/b/"' in words
