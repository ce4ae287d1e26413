"""The page of a laureate, as a later room publishes it."""

import pytest
from wagtail.models import Page

from tests.content.trees import page, tree
from tremplin.content.actions.laureates import as_typed, publish_laureate
from tremplin.content.importer import import_tree
from tremplin.content.models import Facet, FacetKind
from tremplin.content.pages import LaureatePage
from tremplin.content.queries import laureate_address, laureate_address_to_come
from tremplin.core import clock, freshness, markup

pytestmark = pytest.mark.django_db

HOME = {"config.toml": 'title = "S"\n', "content/_index.md": page(hero="{title: Welcome}")}
LIST = {"content/laureats/_index.md": page(title="Laureats")}
ENGLISH = {
    "content/_index.en.md": page(hero="{title: Welcome}"),
    "content/laureats/_index.en.md": page(title="Laureates"),
}
WORDS = "Ensemble, *nous* dessinons\nce qui nous relie."


def publish(title="Atlas des haies"):
    return publish_laureate(title=title, words=WORDS, at=clock.now())


def test_without_a_site_there_is_nowhere_to_publish():
    Page.objects.filter(depth=2).delete()
    assert publish() is None
    assert laureate_address_to_come("Atlas", "fr") == ""
    assert LaureatePage.objects.count() == 0


def test_page_stands_in_the_list_with_its_history(tmp_path, client):
    import_tree(tree(tmp_path, {**HOME, **LIST}))
    made = publish()
    assert made.revisions.count() == 1
    assert made.live
    html = client.get("/laureats/atlas-des-haies/").content.decode()
    assert "<p>Ensemble, *nous* dessinons<br>\nce qui nous relie.</p>" in html
    assert ">Atlas des haies</a>" in client.get("/laureats/").content.decode()


def test_english_readers_find_the_same_words_under_the_english_list(tmp_path, client):
    import_tree(tree(tmp_path, {**HOME, **LIST, **ENGLISH}))
    made = publish()
    alias = LaureatePage.objects.get(locale__language_code="en")
    assert alias.alias_of_id == made.pk
    assert [laureate_address(made, language).partition("8000")[2] for language in ("fr", "en")] == [
        "/laureats/atlas-des-haies/",
        "/en/laureats/atlas-des-haies/",
    ]
    for language in ("fr", "en"):
        assert client.get(laureate_address(made, language).partition("8000")[2]).status_code == 200
    # what an editor corrects afterwards, both show
    made.title = "Atlas des haies et des talus"
    made.save_revision().publish()
    alias.refresh_from_db()
    assert alias.title == "Atlas des haies et des talus"


def test_address_said_before_is_the_one_it_gets(tmp_path):
    import_tree(tree(tmp_path, {**HOME, **LIST, **ENGLISH}))
    before = {language: laureate_address_to_come("L’Été", language) for language in ("fr", "en")}
    made = publish("L’Été")
    assert {language: laureate_address(made, language) for language in ("fr", "en")} == before


def test_without_an_english_list_the_french_page_is_the_only_one(tmp_path):
    import_tree(tree(tmp_path, {**HOME, **LIST}))
    made = publish()
    assert LaureatePage.objects.get() == made
    assert laureate_address(made, "en") == laureate_address(made, "fr")


def test_without_a_list_it_stands_under_the_home_page_but_on_no_room(tmp_path, client):
    import_tree(tree(tmp_path, HOME))
    assert [publish("Espace").slug, publish("Espace").slug] == ["espace-2", "espace-3"]
    assert client.get("/espace-2/").status_code == 200


def test_two_laureates_of_one_name_have_two_addresses(tmp_path):
    import_tree(tree(tmp_path, {**HOME, **LIST}))
    assert [publish().slug, publish().slug] == ["atlas-des-haies", "atlas-des-haies-2"]
    assert publish("…").slug == "laureat"


def test_facets_are_those_given(tmp_path):
    import_tree(tree(tmp_path, {**HOME, **LIST}))
    facet = Facet.objects.create(kind=FacetKind.PROMO, slug="2026", name_fr="2026")
    made = publish_laureate(title="Atlas", words="Mots", facets=[facet], at=clock.now())
    assert list(made.facets.all()) == [facet]


def test_kept_pages_are_void(tmp_path, django_capture_on_commit_callbacks):
    import_tree(tree(tmp_path, {**HOME, **LIST}))
    freshness._write_generation()
    before = freshness.generation_file().read_text()
    with django_capture_on_commit_callbacks(execute=True):
        publish()
    assert freshness.generation_file().read_text() != before


@pytest.mark.parametrize(
    "words",
    [
        "# Pas un titre",
        "1. Pas une liste\n2) Non plus",
        "- ni + ceci\n+ ni cela",
        "*étoile* _trait_ `code` ~~barré~~ a_b_c 2 * 3 * 4",
        "<script>alert(1)</script> &amp; [lien](/x) ![image](y) [^1]",
        "| a | b |\n|---|---|\n| c | d |",
        "Titre\n===\nAutre\n---",
        "    en retrait\n\n\nplus bas \\ fin",
        "Voir https://example.org/a_b_c?d=e*f.",
    ],
)
def test_words_are_shown_as_typed(words):
    made = as_typed(words)
    assert markup.to_text(made) == " ".join(words.split())
    html = markup.to_html(made)
    assert {name for name in ("<h", "<li", "<em", "<code", "<table", "<strong", "<hr", "<img") if name in html} == set()
