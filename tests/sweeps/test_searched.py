"""The search of the site finds what is published, and nothing else, whatever the room and however old its index."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests import cast
from tests.calls.factories import CallFactory, IntakeFactory
from tests.community.factories import EventFactory
from tests.content.trees import at, page, tree
from tests.directory.factories import DoorFactory, ResourceFactory
from tremplin.calls.models import Call
from tremplin.community.models import Event
from tremplin.content import pages
from tremplin.content.importer import import_tree
from tremplin.core import clock, freshness, offers
from tremplin.core.search import keeping
from tremplin.directory.models import Door, Resource

pytestmark = pytest.mark.django_db

WORD = "hortensia"
FILES: dict[str, str | bytes] = {
    "content/_index.md": page(title="Home"),
    "content/_index.en.md": page(title="Home"),
    "content/ouvert.md": page(f"Le mot {WORD} est là.", title="Ouvert", layout="page"),
    "content/laureats/_index.md": page(title="Laureates"),
    "content/laureats/a.md": page("Words", title="Jardin", themes=f"[{WORD}]"),
}


@pytest.fixture
def published(search_index: Path, tmp_path: Path) -> None:
    import_tree(tree(tmp_path / "tree", FILES))
    call = CallFactory.create(published=True, summary_fr=f"Le mot {WORD}", title_fr="Appel ouvert")
    IntakeFactory.create(call=call)
    DoorFactory.create(name="Porte ouverte", does=f"Le mot {WORD}")
    ResourceFactory.create(name="Ressource ouverte", does=f"Le mot {WORD}")
    EventFactory.create(published=True, title_fr="Rencontre ouverte", words_fr=f"Le mot {WORD}")


def titles(language: str = "fr") -> list[str]:
    found = keeping.search(WORD, language)
    assert found is not None
    return sorted(one.hit.title for one in found.shown)


def addresses(title: str) -> list[tuple[str, str]]:
    """In English, the language of the words and the address of what has this title."""
    found = keeping.search(WORD, "en")
    assert found is not None
    return [(one.hit.language, one.url) for one in found.shown if one.hit.title == title]


def add_page(title: str, **values: Any) -> pages.PlainPage:
    made = pages.PlainPage(title=title, body=f"Le mot {WORD}", **values)
    pages.HomePage.objects.get(locale__language_code="fr").add_child(instance=made)
    return made


OPEN = ["Appel ouvert", "Jardin", "Ouvert", "Porte ouverte", "Rencontre ouverte", "Ressource ouverte"]


def test_every_room_that_publishes_is_found_at_an_address_that_answers(client: Client, published: None) -> None:
    keeping.build(clock.now())
    for language in ("fr", "en"):
        found = keeping.search(WORD, language)
        assert found is not None
        assert titles(language) == OPEN
        assert {one.hit.source for one in found.shown} == {source.name for source in offers.published}
        assert [client.get(one.url).status_code for one in found.shown] == [200] * len(OPEN)
        # what has no English page is read in French
        elsewhere = {"Ouvert", "Jardin"} if language == "en" else set()
        assert {one.hit.title for one in found.shown if one.url.startswith("/en/") != (language == "en")} == elsewhere


def test_what_is_not_published_is_not_in_the_index(published: None) -> None:
    now = clock.now()
    add_page("Brouillon", live=False)
    scheduled = add_page("Prévu", live=False)
    scheduled.go_live_at = now + timedelta(days=1)
    scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
    changed = add_page("Sous un autre titre")
    changed.title = f"Titre à venir {WORD}"
    changed.body = ""
    changed.save_revision()
    PageViewRestriction.objects.create(page=add_page("Réservé"), restriction_type=PageViewRestriction.LOGIN)
    CallFactory.create(summary_fr=WORD, title_fr="Appel en préparation")
    over = CallFactory.create(published=True, summary_fr=WORD, title_fr="Appel clos")
    IntakeFactory.create(call=over, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    DoorFactory.create(hidden=True, does=WORD, name="Porte cachée")
    DoorFactory.create(closed=True, does=WORD, name="Porte close")
    EventFactory.create(words_fr=WORD, title_fr="Rencontre en préparation")

    # there is something to leak: all of it holds the word, and is left out by its state alone
    assert pages.PlainPage.objects.filter(body__contains=WORD).count() == 5
    assert Call.objects.filter(summary_fr__contains=WORD).count() == 3
    assert Door.objects.filter(does__contains=WORD).count() == 3
    assert Event.objects.filter(words_fr__contains=WORD).count() == 2

    keeping.build(now)
    reader = keeping.folder().reader()
    assert reader is not None
    hits = reader.search(WORD, "fr", limit=50).hits
    assert sorted(hit.title for hit in hits) == sorted([*OPEN, "Sous un autre titre"])
    assert titles() == sorted([*OPEN, "Sous un autre titre"])
    assert "Titre à venir" not in repr([(hit.title, hit.words, hit.extract) for hit in hits])

    Page.objects.get(title="Brouillon").specific.save_revision().publish()
    keeping.build(now)
    assert "Brouillon" in titles()


WITHDRAWN: dict[str, Callable[[], object]] = {
    "Ouvert": lambda: at("/ouvert/").unpublish(),
    "Jardin": lambda: at("/laureats/a/").delete(),
    "Appel ouvert": lambda: Call.objects.get().intakes.update(closes_at=clock.now() - timedelta(minutes=1)),
    "Porte ouverte": lambda: Door.objects.update(published=False),
    "Ressource ouverte": lambda: Resource.objects.update(withdrawn_at=clock.now()),
    "Rencontre ouverte": lambda: Event.objects.update(published_at=None),
}


@pytest.mark.parametrize("title", OPEN)
def test_what_is_withdrawn_after_the_index_was_built_is_not_shown(published: None, title: str) -> None:
    Call.objects.get().intakes.update(opens_at=clock.now() - timedelta(days=2))
    keeping.build(clock.now())
    reader = keeping.folder().reader()
    assert reader is not None
    WITHDRAWN[title]()
    for language in ("fr", "en"):
        # the index still knows it
        assert title in [hit.title for hit in reader.search(WORD, language, limit=50).hits]
        assert titles(language) == [other for other in OPEN if other != title]


def test_the_worker_builds_the_index_again_only_when_something_changed(published: None) -> None:
    chore = offers.chores.get("search-index")
    assert chore is not None
    freshness._write_generation()
    assert chore.run(clock.now()) != "ok"
    assert chore.run(clock.now()) == "ok"
    DoorFactory.create(name="Porte nouvelle", does=WORD)
    freshness._write_generation()
    assert titles() == OPEN
    assert chore.run(clock.now()) == "10"
    assert titles() == sorted([*OPEN, "Porte nouvelle"])
    (keeping.folder().path / "current").unlink()
    assert keeping.search(WORD, "fr") is None
    assert chore.run(clock.now()) == "10"


def test_the_index_is_built_again_at_the_instant_a_room_said(search_index: Path) -> None:
    now = clock.now()
    source = offers.PublishedSource(
        "99-clock", "", {}, list, lambda refs, language: {}, changes_at=lambda at: now + timedelta(hours=1)
    )
    offers.published.add(source)
    try:
        assert [keeping.keep_up(now + timedelta(minutes=at)) for at in (0, 59, 61)] == ["1", "ok", "1"]
    finally:
        offers.published.remove("99-clock")


def test_a_page_is_written_once_in_each_of_its_languages(published: None) -> None:
    french = at("/ouvert/")
    home = pages.HomePage.objects.get(locale__language_code="en")
    keeping.build(clock.now())
    assert addresses("Ouvert") == [("fr", "/ouvert/")]
    waiting = french.copy_for_translation(home.locale, alias=True)
    assert addresses("Ouvert") == [("fr", "/en/ouvert/")]
    keeping.build(clock.now())
    assert addresses("Ouvert") == [("fr", "/en/ouvert/")]
    waiting.delete()
    translated = french.copy_for_translation(home.locale)
    translated.title, translated.body = "Opened", f"The word {WORD} is here"
    translated.save_revision().publish()
    keeping.build(clock.now())
    assert titles("en") == sorted([*(title for title in OPEN if title != "Ouvert"), "Opened"])
    assert titles("fr") == OPEN


def test_english_words_of_a_room_are_found_in_english_only(search_index: Path) -> None:
    EventFactory.create(published=True, title_fr="Rencontre", title_en="Meeting", words_fr="Venez", words_en="")
    keeping.build(clock.now())
    asked = {
        (words, language): keeping.search(words, language)
        for words in ("meetings", "venez")
        for language in ("fr", "en")
    }
    shown = {key: [one.hit.title for one in found.shown] for key, found in asked.items() if found}
    assert shown == {
        ("meetings", "fr"): [],
        ("meetings", "en"): ["Meeting"],
        ("venez", "fr"): ["Rencontre"],
        ("venez", "en"): ["Meeting"],
    }


def test_searching_costs_the_same_whatever_is_found(published: None) -> None:
    costs = []
    for many in (1, 12):
        for number in range(many):
            DoorFactory.create(name=f"Porte {number}", does=WORD)
            add_page(f"Page {many} {number}")
        keeping.build(clock.now())
        with CaptureQueriesContext(connection) as queries:
            assert len(titles()) > len(OPEN) + many
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_signed_in_person_finds_no_more(client: Client, published: None) -> None:
    add_page("Brouillon", live=False)
    keeping.build(clock.now())
    client.force_login(cast.ada())
    answer = client.get("/recherche/", {"q": WORD})
    assert sorted(row["hit"].title for row in answer.context["results"].sheet) == OPEN
