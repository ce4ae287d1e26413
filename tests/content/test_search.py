"""The page of the search, in both languages, and the words it takes from pages."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from tests.content.trees import at, page, tree
from tremplin.content import pages, plainwords
from tremplin.content.importer import import_tree
from tremplin.core import clock, freshness
from tremplin.core.search import keeping

pytestmark = pytest.mark.django_db

FILES: dict[str, str | bytes] = {
    "content/_index.md": page(title="Home"),
    "content/_index.en.md": page(title="Home"),
    "content/program.md": page(
        title="Le programme",
        layout="program",
        desc="Un **appui** aux équipes, [en ligne](https://example.org/adresse)",
        steps="{title: Trois étapes, list: [{title: Consolider, dates: printemps, step: 1, desc: Mûrir}]}",
        numbers="[{num: 9, title: communs suivis, btnTitle: Découvrir, btnUrl: /laureats}]",
        how="{desc: '## Déroulé', tiles: [{title: Mentorat}]}",
    ),
    "content/laureats/_index.md": page(title="Lauréats"),
    "content/actualites/_index.md": page(title="Actualités"),
    "content/actualites/n.md": page("Les équipes sont <b>connues</b>.", title="Annonce", date="2022-01-01"),
} | {
    f"content/laureats/{number}.md": page("Une équipe & son <script>alert(1)</script> jardin", title=f"Projet {number}")
    for number in range(23)
}


@pytest.fixture
def searched(search_index: Path, tmp_path: Path) -> None:
    import_tree(tree(tmp_path / "tree", FILES))
    keeping.build(clock.now())


def read(client: Client, address: str, **asked: str) -> BeautifulSoup:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    assert not answer.cookies
    assert freshness.HEADER not in answer.headers
    return BeautifulSoup(answer.content, "html.parser")


def results_of(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    rows = soup.select("main ol.content-hits > li")
    return [tuple(row.select_one(part).get_text() for part in ("p", "h3", "h3 ~ p")) for row in rows]  # type: ignore[misc, union-attr]


def said(soup: BeautifulSoup) -> list[str]:
    return [heading.get_text(" ", strip=True) for heading in soup.select("main h1, main h2")]


def test_results_say_what_they_are_where_and_why(client: Client, searched: None) -> None:
    soup = read(client, "/recherche/", q="equipe connu")
    with translation.override("fr"):
        kind = str(keeping.kinds()["news"])
    assert results_of(soup) == [(kind, "Annonce", "Les équipes sont connues.")]
    assert [link["href"] for link in soup.select("main ol.content-hits a")] == ["/actualites/n/"]
    assert [mark.get_text() for mark in soup.select("main mark")] == ["équipes", "connues"]
    assert [box["value"] for box in soup.select("main input[name=q]")] == ["equipe connu"]


def test_words_of_a_page_are_shown_as_text(client: Client, searched: None) -> None:
    soup = read(client, "/recherche/", q="jardin")
    assert {extract for _kind, _title, extract in results_of(soup)} == {"Une équipe & son jardin"}
    assert soup.select("main ol.content-hits script") == []
    soup = read(client, "/recherche/", q="<script>alert(1)</script>\"'><b>")
    assert soup.select("main script:not([type]), main b") == []
    assert [box["value"] for box in soup.select("main input[name=q]")] == ["<script>alert(1)</script>\"'><b>"]


def test_results_by_sheets_of_ten_and_by_kind(client: Client, searched: None) -> None:
    first = read(client, "/recherche/", q="équipe")
    assert len(results_of(first)) == 10
    with translation.override("fr"):
        labels = {name: str(label) for name, label in keeping.kinds().items()}
    links = {link.get_text(strip=True): link["href"] for link in first.select("main .fr-tags-group a")}
    assert links == {
        f"{labels['laureate']} (23)": "?q=%C3%A9quipe&kind=laureate",
        f"{labels['page']} (1)": "?q=%C3%A9quipe&kind=page",
        f"{labels['news']} (1)": "?q=%C3%A9quipe&kind=news",
    }
    sheets = {link["href"] for link in first.select(".fr-pagination a[href]")}
    assert sheets == {"?q=%C3%A9quipe&page=2", "?q=%C3%A9quipe&page=3"}
    last = read(client, "/recherche/", q="équipe", page="3", kind="laureate")
    assert len(results_of(last)) == 3
    assert last.select_one("main ol.content-hits")["start"] == "21"  # type: ignore[index]
    assert {kind for kind, _title, _extract in results_of(last)} == {labels["laureate"]}
    # a sheet or a kind that does not exist is ignored
    assert results_of(read(client, "/recherche/", q="équipe", page="x", kind="<b>")) == results_of(first)


def test_english_interface(client: Client, searched: None) -> None:
    soup = read(client, "/en/recherche/", q="connues")
    assert said(soup) == ["Search the site", "1 result for “connues”"]
    (row,) = soup.select("main ol.content-hits > li")
    # only written in French: said to be, and read where it is
    assert (row["lang"], row.a["href"]) == ("fr", "/actualites/n/")  # type: ignore[index]
    assert soup.select_one("header a[hreflang=fr]")["href"] == "/recherche/?q=connues"  # type: ignore[index]


def test_nothing_asked(client: Client, searched: None) -> None:
    for address in ("/recherche/", "/recherche/?q=", "/recherche/?q=%20"):
        soup = read(client, address)
        assert len(said(soup)) == 1
        assert results_of(soup) == []


def test_nothing_found_says_what_to_try(client: Client, searched: None) -> None:
    soup = read(client, "/en/recherche/", q="zygomycète")
    assert said(soup) == ["Search the site", "Nothing was found for “zygomycète”"]
    assert results_of(soup) == []


def test_some_of_the_words_is_said(client: Client, searched: None) -> None:
    soup = read(client, "/en/recherche/", q="annonce zygomycète")
    assert [title for _kind, title, _extract in results_of(soup)] == ["Annonce"]
    assert "Nothing holds all these words together" in soup.main.get_text()  # type: ignore[union-attr]


def test_index_that_is_not_there_or_damaged_is_being_prepared(client: Client, search_index: Path) -> None:
    soup = read(client, "/en/recherche/", q="programme")
    assert said(soup) == ["Search the site", "The search is being prepared"]
    keeping.build(clock.now())
    assert said(read(client, "/en/recherche/", q="tremplin"))[1] == "1 result for “tremplin”"
    for path in (search_index / (search_index / "current").read_text()).glob("*.term"):
        path.unlink()
    keeping._folders.clear()
    assert said(read(client, "/en/recherche/", q="tremplin")) == ["Search the site", "The search is being prepared"]


@pytest.mark.parametrize("words", ["a" * 201, "é " * 5000])
def test_question_that_is_too_long_is_refused_and_kept(client: Client, searched: None, words: str) -> None:
    soup = read(client, "/en/recherche/", q=words)
    assert said(soup)[1] == "1 point to correct"
    assert [box["value"] for box in soup.select("main input[name=q]")] == [words]


@pytest.mark.parametrize("words", ['"', "*", "title:(", "AND OR NOT", "%00", "..", "\ud7ff", "' OR 1=1 --"])
def test_hostile_question_is_answered(client: Client, searched: None, words: str) -> None:
    assert len(said(read(client, "/recherche/", q=words))) == 2


def test_every_page_leads_to_the_search(client: Client, searched: None) -> None:
    for address, action in (("/laureats/", "/recherche/"), ("/en/", "/en/recherche/")):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        (form,) = soup.select("header form[role=search]")
        assert (form["method"], form["action"]) == ("get", action)
        assert [box["name"] for box in form.select("input")] == ["q"]
        assert len(soup.select(f"footer a[href='{action}']")) == 1  # without a script, on a phone


def test_search_words_are_what_the_page_says(searched: None) -> None:
    found = at("/program/").search_words().split("\n")
    assert found == [
        "Un appui aux équipes, en ligne",
        "9",
        "communs suivis",
        "Trois étapes",
        "1",
        "Consolider",
        "printemps",
        "Mûrir",
        "Déroulé",
        "Mentorat",
    ]


def test_search_words_leave_out_what_is_not_shown_now() -> None:
    shown: dict[str, Any] = {"title": "T", "wait_text": "Patience", "how_text": "Comment"}
    assert pages.CandidatesPage(is_open=True, **shown).search_words() == "Comment"
    assert pages.CandidatesPage(is_open=False, **shown).search_words() == "Comment\nPatience"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Titre\n\nUn *mot*, `code` et <i>html</i>.", "Titre Un mot, code et html."),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("<script>x()</script>Suite", "Suite"),
        ('{{< dailymotion x8abc "Une vidéo" >}}', "Une vidéo"),
        ("![Une image](img/a.png) et du texte", "et du texte"),
    ],
)
def test_markdown_is_left_without_its_form(text: str, plain: str) -> None:
    assert plainwords.of_markdown(text) == plain
