"""The pages as a visitor reads them and as an editor changes them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from tests import cast
from tests.content.trees import page, png, tree
from tremplin.content import editors, pages
from tremplin.content.importer import import_tree
from tremplin.content.models import MenuEntry, Picture, Topic
from tremplin.core import freshness

pytestmark = pytest.mark.django_db

FILES = {
    "config.toml": 'title = "S"\n[[menu.nav]]\nname = "Laureates"\nurl = "/laureats"\n',
    "content/_index.md": page(hero="{title: Welcome, btn: {title: Go, url: /laureats}}"),
    "content/program.md": page(
        title="P",
        layout="program",
        steps="{title: T, list: [{title: One, step: 1, icon: img/a.png}]}",
        numbers="[{num: 9, title: laureates, btnTitle: See, btnUrl: /laureats}]",
        how="{desc: How, tiles: [{title: Tile}]}",
        then="{desc: After}",
    ),
    "content/laureats/_index.md": page(title="All"),
    "content/laureats/a.md": page("Words", title="A", themes="[Health]", impacts="[Good]", image="img/a.png"),
    "content/laureats/b.md": page("Words", title="B", themes="[Sport]", impacts="[Good]"),
    "content/faq/_index.md": page(title="F", questions="[{title: Why, desc: '**Because**'}]", contact="Write"),
    "content/actualites/_index.md": page(title="N"),
    "content/actualites/n.md": page("Words", title="New", author="Me", date="2022-01-01", categories="[Life]"),
    "content/plain.md": page("Words", title="Plain", layout="page"),
    "static/img/a.png": png(),
}
ADDRESSES = {
    "/": pages.HomePage,
    "/program/": pages.ProgramPage,
    "/laureats/": pages.LaureateIndexPage,
    "/laureats/a/": pages.LaureatePage,
    "/faq/": pages.FaqPage,
    "/actualites/": pages.NewsIndexPage,
    "/actualites/n/": pages.NewsPage,
    "/plain/": pages.PlainPage,
}


@pytest.fixture
def site(tmp_path):
    import_tree(tree(tmp_path, FILES))
    return tmp_path


@pytest.fixture
def editor(client):
    eve = cast.eve()
    editors.on_sign_in(sender=None, user=eve)
    client.force_login(eve)
    return client


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_may_be_kept_by_the_cache(site, client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers[freshness.HEADER].split()[0] == "-"
    assert not response.cookies
    assert 'method="post"' not in response.content.decode().lower()


def test_program_page_without_its_parts_shows_none(site, client):
    import_tree(tree(site, {"content/program.md": page(title="P", layout="program", steps="null", numbers="null")}))
    html = text(client, "/program/")
    assert "content-path" not in html
    assert "content-numbers" not in html


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"A", "B"}),
        ("?theme=health", {"A"}),
        ("?impact=good", {"A", "B"}),
        ("?theme=sport&impact=good", {"B"}),
        ("?theme=none", set()),
        ("?odd=1", {"A", "B"}),
    ],
)
def test_laureates_left_by_the_filters(site, client, query, names):
    html = text(client, f"/laureats/{query}")
    assert {name for name in "AB" if f">{name}</a>" in html} == names


def test_menu_marks_where_we_are(site, client):
    assert '<a class="fr-nav__link" href="/laureats/" aria-current="page">Laureates</a>' in text(client, "/laureats/a/")


def test_language_switch_leads_to_the_translation_else_home(site, client):
    assert 'href="/en/" hreflang="en"' in text(client, "/faq/")
    import_tree(tree(site, {"content/faq/_index.en.md": page(title="Questions")}))
    assert 'href="/en/faq/" hreflang="en"' in text(client, "/faq/")
    assert 'href="/faq/" hreflang="fr"' in text(client, "/en/faq/")


def test_english_home_that_waits_says_its_words_are_french(site, client):
    assert '<div lang="fr">' in text(client, "/en/")
    assert '<div lang="fr">' not in text(client, "/")


def test_picture_smaller_than_its_place_is_offered_once(site, client):
    assert "40w" not in text(client, "/laureats/a/")
    assert 'width="40"' in text(client, "/laureats/a/")


@pytest.mark.parametrize(("address", "model"), ADDRESSES.items())
def test_editor_opens_every_kind_of_page(site, editor, address, model):
    found = model.objects.order_by("pk").first()
    assert editor.get(f"/cms/pages/{found.pk}/edit/").status_code == 200
    added = editor.get(f"/cms/pages/add/content/{model._meta.model_name}/{Page.objects.get(depth=2).pk}/")
    # a home page stands at the top only: Wagtail sends back to its first screen, with a sentence
    assert (added.status_code, added.headers.get("Location")) == (
        (302, "/cms/") if model is pages.HomePage else (200, None)
    )


@pytest.mark.parametrize(("address", "model"), ADDRESSES.items())
def test_editor_cannot_make_a_page_private(site, editor, address, model):
    """A page kept by the cache would stay open, and the others would ask for a password at a door that is shut."""
    found = model.objects.order_by("pk").first()
    editor.post(f"/cms/pages/{found.pk}/privacy/", {"restriction_type": "login"})
    assert found.view_restrictions.count() == 0


def test_editor_changes_previews_and_publishes(site, editor):
    found = pages.PlainPage.objects.get(slug="plain")
    fields = {"title": "Renamed", "lead": "", "cover": "", "dated_at": "", "body": "New **words**", "slug": "plain"}
    fields |= {"parts-count": "0", "laureates-count": "0"}
    preview = f"/cms/pages/{found.pk}/edit/preview/"
    assert editor.post(preview, fields).json()["is_valid"]
    shown = editor.get(preview)
    assert "<strong>words</strong>" in shown.content.decode()
    assert freshness.HEADER not in shown.headers
    editor.post(f"/cms/pages/{found.pk}/edit/", {**fields, "action-publish": "1"})
    assert "<h1>Renamed</h1>" in text(Client(), "/plain/")


def test_link_that_could_act_is_refused_in_the_editor(site):
    home = pages.HomePage.objects.get()
    home.hero_url = "javascript:alert(1)"
    with pytest.raises(Exception, match="/programme/"):
        home.full_clean()


def _publish():
    pages.PlainPage.objects.get(slug="plain").save_revision().publish()


def _unpublish():
    pages.PlainPage.objects.get(slug="plain").unpublish()


def _delete():
    pages.PlainPage.objects.get(slug="plain").delete()


def _move():
    pages.PlainPage.objects.get(slug="plain").move(pages.FaqPage.objects.get(), pos="last-child")


def _menu():
    MenuEntry.objects.get().save()


def _topic():
    Topic.objects.first().delete()


def _pictures():
    Picture.objects.all().delete()


@pytest.mark.parametrize("change", [_publish, _unpublish, _delete, _move, _menu, _topic, _pictures])
def test_change_makes_kept_pages_void(site, change, django_capture_on_commit_callbacks):
    before = freshness.generation_file().read_text() if freshness.generation_file().exists() else ""
    with django_capture_on_commit_callbacks(execute=True):
        change()
    assert freshness.generation_file().read_text() != before


def test_number_that_leads_nowhere_has_no_link(site, client):
    assert '<a class="fr-link" href="/laureats/">See</a>' in text(client, "/program/")
    numbers = "[{num: 9, title: laureates, btnTitle: See, btnUrl: /nowhere}]"
    import_tree(tree(site, {"content/program.md": page(title="P", layout="program", numbers=numbers)}))
    html = text(client, "/program/")
    assert "laureates</p>" in html
    assert "See" not in html


@pytest.mark.parametrize(("query", "opened"), [("", False), ("?theme=health", True), ("?odd=1", False)])
def test_filters_are_folded_until_one_is_chosen(site, client, query, opened):
    details = BeautifulSoup(text(client, f"/laureats/{query}"), "html.parser").find("details", class_="content-sort")
    assert details.has_attr("open") == opened
    assert len(details.find_all("ul")) == 2


@pytest.mark.parametrize(
    ("home", "title"),
    [
        ({"hero": "{title: Welcome}"}, "Welcome – S"),
        ({}, "Accueil – S"),
        ({"title": "Front", "hero": "{title: Welcome}"}, "Front – S"),
    ],
)
def test_title_of_the_home_page_does_not_say_the_site_twice(tmp_path, client, home, title):
    import_tree(tree(tmp_path, {"config.toml": 'title = "S"\n', "content/_index.md": page(**home)}))
    assert f"<title>{title}</title>" in text(client, "/")


def test_notes_of_one_text_shown_twice_keep_their_own_identifiers(tmp_path, client):
    words = '"A[^1]\\n\\n[^1]: Note"'
    questions = f"[{{title: One, desc: {words}}}, {{title: Two, desc: {words}}}]"
    import_tree(tree(tmp_path, {"config.toml": "", "content/faq/_index.md": page(title="F", questions=questions)}))
    html = BeautifulSoup(text(client, "/faq/"), "html.parser")
    notes = [found["id"] for found in html.find_all(id=re.compile("^(note|ref)-"))]
    assert len(notes) == len(set(notes)) == 4
    assert {link["href"][1:] for link in html.find_all("a", href=re.compile("^#(note|ref)-"))} == set(notes)
    assert html.find("li", id=notes[1]).a.span.text == "Retour au texte, note 1"
