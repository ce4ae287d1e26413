"""Addresses of the site this one comes from: its host, its files of pages, its documents."""

from pathlib import Path

import pytest
from django.test import Client

from tests.content.trees import page, tree
from tremplin.content import links
from tremplin.content.importer import import_tree
from tremplin.content.models import PublishedDocument


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://old.example.org", "/"),
        ("https://old.example.org/", "/"),
        ("http://OLD.example.org/laureats/", "/laureats/"),
        ("https://old.example.org/laureats.html#a", "/laureats/#a"),
        ("https://old.example.org/a/index.html?b=1", "/a/?b=1"),
        ("https://old.example.org/index.html", "/"),
        ("https://old.example.org.evil.example/a", "https://old.example.org.evil.example/a"),
        ("https://example.org/a.html", "https://example.org/a.html"),
        ("/a", "/a"),
        ("/a/b.html#c", "/a/b/#c"),
        ("//old.example.org/a", "//old.example.org/a"),
    ],
)
def test_address_of_the_former_host_is_a_path_of_this_one(url: str, path: str) -> None:
    assert links.at_home(url, "https://old.example.org") == path


def test_without_a_former_host_nothing_moves() -> None:
    assert links.at_home("https://old.example.org/a", "") == "https://old.example.org/a"


@pytest.mark.django_db
def test_links_to_the_former_site_and_its_files_are_alive(client: Client, tmp_path: Path) -> None:
    body = "[Page](https://old.example.org/b.html) [Document](/files/a.pdf) [File](/b.html) [Elsewhere](https://x.example/)"
    folder = tree(
        tmp_path,
        {
            "config.toml": 'title = "T"\nbaseurl = "https://old.example.org/"',
            "content/a.md": page(body, title="A", layout="page"),
            "content/b.md": page(title="B", layout="page"),
            "static/files/a.pdf": b"%PDF-1.4 a",
        },
    )
    outcome = import_tree(folder)
    assert [line.code for line in outcome.report.lines if line.path == "content/a.md"] == []
    html = client.get("/a/").content.decode()
    wanted = ('href="/b/"', 'href="/files/a.pdf"', 'href="https://x.example/"')
    assert [address in html for address in wanted] == [True] * 3
    assert client.get("/b.html", follow=True).redirect_chain == [("/b/", 301)]
    document = PublishedDocument.objects.get()
    assert client.get("/files/a.pdf").headers["Location"] == document.url
    assert document.file.read() == b"%PDF-1.4 a"
    document.file.close()
    assert client.get("/missing.html", follow=True).status_code == 404


@pytest.mark.django_db
def test_old_addresses_lead_to_what_took_their_place(client: Client, tmp_path: Path) -> None:
    folder = tree(
        tmp_path,
        {
            "content/a.md": page(
                "[Alias](/old/a.html) [Document](/files/My%20charter.pdf)",
                title="A",
                layout="page",
                aliases="[/old/a.html, /older/a/]",
            ),
            "content/a.en.md": page(title="A in English", layout="page", url="/en/first/"),
            "content/b.md": page(title="B", layout="page"),
            "static/files/My charter.pdf": b"%PDF-1.4 a",
        },
    )
    outcome = import_tree(folder)
    assert [line.code for line in outcome.report.lines if line.path == "content/a.md"] == []
    led = {
        asked: client.get(asked, follow=True).redirect_chain[-1][0]
        for asked in ("/old/a.html", "/older/a/", "/en/first.html", "/en/a.html", "/en/b.html")
    }
    assert led == {
        "/old/a.html": "/a/",
        "/older/a/": "/a/",
        "/en/first.html": "/en/first/",
        "/en/a.html": "/en/first/",
        "/en/b.html": "/b/",
    }
    document = client.get("/files/My%20charter.pdf", follow=True)
    assert b"".join(document.streaming_content) == b"%PDF-1.4 a"
    document.close()


@pytest.mark.django_db
def test_section_that_is_words_alone_is_shown(client: Client, tmp_path: Path) -> None:
    folder = tree(
        tmp_path,
        {
            "content/_index.md": page(hero="{title: H}", intro="Bare intro"),
            "content/p.md": page(layout="program", title="P", how="Bare how", then="Bare then"),
        },
    )
    assert [line for line in import_tree(folder).report.lines if line.code == "wrong-type"] == []
    shown = client.get("/").content.decode() + client.get("/p/").content.decode()
    assert [words in shown for words in ("Bare intro", "Bare how", "Bare then")] == [True] * 3
