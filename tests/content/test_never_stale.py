"""Through the page cache, what was changed is read at once, in both languages, by this process and by another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from wagtail.models import Page

from config.wsgi import PageCache
from tests.factories import IntakeFactory
from tremplin.content.importer import import_tree
from tremplin.content.models import MenuEntry, Picture, Topic
from tremplin.content.pages import HomePage, LaureatePage, NewsPage, ProgramPage
from tremplin.core import clock, freshness, offers

FRENCH, ENGLISH = "/programme/", "/en/program/"


class Reader:
    """A web process: its own page cache before the application, the generation file shared with the others."""

    def __init__(self) -> None:
        self.cache = PageCache(
            WSGIHandler(), freshness.generation_file(), freshness.HEADER, lambda: clock.now().timestamp()
        )

    def get(self, path: str) -> tuple[str, bool, str]:
        """Status, whether the page was kept, and the page; where it leads for a redirection."""
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told.update(status=status[:3], headers=dict(headers))

        answer = self.cache(RequestFactory().get(path, headers={"Host": "localhost"}).environ, start_response)
        body = b"".join(answer).decode()
        if hasattr(answer, "close"):
            answer.close()
        return told["status"], "X-Page-Cache" in told["headers"], told["headers"].get("Location", body)


@dataclass(frozen=True)
class Readers:
    here: Reader
    elsewhere: Reader

    def keep(self, *paths: str) -> None:
        """Both processes have read these pages, and would answer them again without asking."""
        for reader in (self.here, self.elsewhere):
            for path in paths:
                reader.get(path)
                assert reader.get(path)[:2] == ("200", True)

    def get(self, path: str) -> tuple[str, str]:
        """What both now read, each made anew."""
        answers = [reader.get(path) for reader in (self.here, self.elsewhere)]
        assert [kept for _status, kept, _body in answers] == [False, False]
        statuses, bodies = {status for status, *_rest in answers}, [body for *_rest, body in answers]
        assert (len(statuses), bodies[0]) == (1, bodies[1])
        return statuses.pop(), bodies[0]


@pytest.fixture
def readers(fresh_database: None, prepared: Callable[[str, Callable[[], object]], None]) -> Readers:
    prepared("demo", lambda: import_tree(settings.BASE_DIR / "demo" / "content-site"))
    return Readers(Reader(), Reader())


def in_both(model: type[Page]) -> list[Page]:
    """A page of that type in French, and its translation."""
    french = model.objects.live().filter(locale__language_code="fr", alias_of=None).order_by("path")
    found = next(page for page in french if page.get_translations().live().filter(alias_of=None).exists())
    return [found, found.get_translations().specific().get(locale__language_code="en")]


def test_what_is_published_is_read_at_once(readers: Readers) -> None:
    pages = in_both(ProgramPage)
    readers.keep(*(page.url for page in pages))
    for number, page in enumerate(pages):
        page.title = f"Written just now {number}"
        page.save_revision().publish()
    assert [f"Written just now {number}" in readers.get(page.url)[1] for number, page in enumerate(pages)] == [True] * 2


def test_draft_changes_nothing_until_it_is_published(readers: Readers) -> None:
    page = in_both(ProgramPage)[0]
    readers.keep(page.url)
    page.title = "Not yet"
    revision = page.save_revision()
    assert "Not yet" not in readers.here.get(page.url)[2]
    revision.publish()
    assert "Not yet" in readers.get(page.url)[1]


def test_what_is_withdrawn_is_no_longer_read(readers: Readers) -> None:
    pages = in_both(NewsPage)
    lists = [page.get_parent() for page in pages]
    readers.keep(*(page.url for page in (*pages, *lists)))
    for page in pages:
        page.unpublish()
    assert [readers.get(page.url)[0] for page in pages] == ["404", "404"]
    assert [f'href="{page.url}"' in readers.get(above.url)[1] for page, above in zip(pages, lists, strict=True)] == [
        False
    ] * 2


def test_page_renamed_leads_from_its_former_address(readers: Readers) -> None:
    pages = in_both(LaureatePage)
    lists = [page.get_parent() for page in pages]
    former = [page.url for page in pages]
    readers.keep(*former, *(page.url for page in lists))
    for page in pages:
        page.slug = f"autre-nom-{page.locale.language_code}"
        page.save_revision().publish()
    new = [type(page).objects.get(pk=page.pk).url for page in pages]
    assert [readers.get(address) for address in former] == [("301", address) for address in new]
    assert [readers.get(address)[0] for address in new] == ["200", "200"]
    listed = [readers.get(page.url)[1] for page in lists]
    assert [(was in text, now in text) for was, now, text in zip(former, new, listed, strict=True)] == [
        (False, True)
    ] * 2


def test_page_moved_is_read_at_its_new_address(readers: Readers) -> None:
    page = in_both(NewsPage)[0]
    former, above = page.url, page.get_parent()
    readers.keep(former, above.url)
    page.move(in_both(HomePage)[0], pos="last-child")
    new = NewsPage.objects.get(pk=page.pk).url
    assert (new == former, readers.get(new)[0]) == (False, "200")
    assert readers.get(former) == ("301", new)


def test_line_of_the_menu_shows_on_every_page(readers: Readers) -> None:
    addresses = [page.url for model in (HomePage, ProgramPage) for page in in_both(model)]
    readers.keep(*addresses)
    entry = MenuEntry.objects.filter(place="menu").first()
    entry.label_fr, entry.label_en = "Une ligne", "A line"
    entry.save()
    labels = ["Une ligne", "A line"] * 2
    assert [label in readers.get(address)[1] for address, label in zip(addresses, labels, strict=True)] == [True] * 4
    readers.keep(*addresses)
    entry.delete()
    assert [label in readers.get(address)[1] for address, label in zip(addresses, labels, strict=True)] == [False] * 4


def test_picture_described_anew_is_described_so(readers: Readers) -> None:
    pages = in_both(ProgramPage)
    readers.keep(*(page.url for page in pages))
    picture = Picture.objects.get(pk=pages[0].cover_id)
    picture.is_decorative, picture.alternative_fr, picture.alternative_en = False, "Un chemin", "A path"
    picture.save()
    shown = [
        f'alt="{words}"' in readers.get(page.url)[1] for page, words in zip(pages, ("Un chemin", "A path"), strict=True)
    ]
    assert shown == [True, True]


def test_theme_renamed_is_read_under_its_new_name(readers: Readers) -> None:
    pages = in_both(LaureatePage)
    topic = Topic.objects.get(pk=pages[0].topics.first().pk)
    readers.keep(*(page.url for page in pages))
    topic.name_fr, topic.name_en = "Nouveau thème", "New theme"
    topic.save()
    names = zip(pages, ("Nouveau thème", "New theme"), strict=True)
    assert [name in readers.get(page.url)[1] for page, name in names] == [True, True]


def test_announcement_comes_and_goes_with_the_clock(readers: Readers) -> None:
    addresses = [page.url for page in in_both(ProgramPage)]
    opens, closes = clock.now() + timedelta(days=2), clock.now() + timedelta(days=4)
    IntakeFactory.create(call__published=True, call__title_fr="Appel des quais", opens_at=opens, closes_at=closes)
    freshness._write_generation()
    second = timedelta(seconds=1)
    for instant, announced in ((opens - second, False), (opens, True), (closes - second, True), (closes, False)):
        with clock.at(instant):
            texts = [reader.get(path)[2] for reader in (readers.here, readers.elsewhere) for path in addresses]
        assert ["Appel des quais" in text for text in texts] == [announced] * 4
    with clock.at(opens):
        readers.keep(*addresses)


def test_page_appears_and_goes_once_the_chore_has_run(readers: Readers) -> None:
    page = in_both(NewsPage)[0]
    above = page.get_parent()
    keep_dates = next(chore for chore in offers.chores if chore.name == "pages-publish").run
    readers.keep(above.url)
    page.title, page.go_live_at = "Annoncé pour plus tard", clock.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)  # scheduled, and its instant has just passed
    assert "Annoncé pour plus tard" not in readers.here.get(above.url)[2]
    keep_dates(clock.now())
    assert "Annoncé pour plus tard" in readers.get(above.url)[1]
    readers.keep(above.url)
    NewsPage.objects.filter(pk=page.pk).update(expire_at=clock.now() - timedelta(seconds=1))
    keep_dates(clock.now())
    assert "Annoncé pour plus tard" not in readers.get(above.url)[1]
