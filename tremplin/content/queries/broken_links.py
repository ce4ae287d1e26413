"""The links of the published pages that lead nowhere, or soon will; asked for, never kept. Other sites are not
visited.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from tremplin.content import shown_links, ways
from tremplin.content.models import MenuEntry, PublishedDocument
from tremplin.core import segments

SOON = timedelta(days=30)
_DOCUMENT = re.compile(rf"/{segments.DOCUMENTS}/(\d{{1,9}})/")


@dataclass(frozen=True)
class Found:
    """A link, where it stands, where to correct it; `page` is the page it leads to when there is one."""

    on: str
    place: str
    words: str
    url: str
    edit: str
    language: str = ""
    page: Page | None = None


@dataclass
class Report:
    """`links` counts those looked at; `elsewhere` are those to other sites, which nobody visited."""

    links: int = 0
    dead: list[Found] = field(default_factory=list)
    drafts: list[Found] = field(default_factory=list)
    leaving: list[Found] = field(default_factory=list)
    elsewhere: list[Found] = field(default_factory=list)

    @property
    def broken(self) -> int:
        return len(self.dead) + len(self.drafts)


def report(at: datetime) -> Report:
    """A bounded number of questions to the database, however many pages and links there are."""
    homes = {code: home for code, _label in ways.LANGUAGES if (home := ways.home_in(code))}
    made = Report()
    inside: list[tuple[Found, str]] = []
    chosen: list[tuple[Found, int]] = []
    for found, base, link in _shown(homes):
        made.links += 1
        if link.page is not None:
            chosen.append((found, link.page))
        elif path := shown_links.path_of(link.url, base, in_block=not link.in_text):
            inside.append((found, path))
        elif urlsplit(link.url.strip()).scheme.lower() in ("http", "https"):
            made.elsewhere.append(found)
    _sort_inside(inside, homes, made, at)
    _sort_chosen(chosen, made, at)
    return made


def _shown(homes: dict[str, Any]) -> Iterator[tuple[Found, str, shown_links.ShownLink]]:
    """Every link of the pages that have words of their own, and the lines of the menus."""
    roots = {home.locale_id: (code, home) for code, home in homes.items()}
    for page in Page.objects.live().public().filter(alias_of=None, depth__gt=1).specific().order_by("path"):
        if page.locale_id in roots:
            code, home = roots[page.locale_id]
            base, edit = ways.address_of(page, home), reverse("wagtailadmin_pages:edit", args=[page.pk])
            for link in shown_links.of_page(page):
                yield Found(page.title, link.place, link.words, link.url, edit, code), base, link
    for entry in MenuEntry.objects.all():
        edit = reverse("wagtailsnippets_content_menuentry:edit", args=[entry.pk])
        link = shown_links.ShownLink(str(entry.get_place_display()), entry.label_fr, entry.url)
        yield Found(_("Menus"), link.place, link.words, link.url, edit, "fr"), "/", link


def _sort_inside(found: list[tuple[Found, str]], homes: dict[str, Any], made: Report, at: datetime) -> None:
    alive = {
        code: ways.leading_all({path for one, path in found if one.language == code}, home)
        for code, home in homes.items()
    }
    redirected = ways.redirected()
    documents = _documents(path for _one, path in found)
    at_path = {path: url_path for _one, path in found if (url_path := _url_path(path, homes))}
    pages = {page.url_path: page for page in Page.objects.filter(url_path__in=set(at_path.values()))}
    for one, path in found:
        page = pages.get(at_path.get(path, ""))
        placed = Found(one.on, one.place, one.words, one.url, one.edit, one.language, page)
        document = _DOCUMENT.match(path)
        if path in alive[one.language] and not (document and int(document[1]) not in documents):
            if page is not None and page.live and page.expire_at and page.expire_at <= at + SOON:
                made.leaving.append(placed)
        elif ways.old_path(path) in redirected:
            continue
        elif page is not None and not page.live:
            made.drafts.append(placed)
        else:
            made.dead.append(placed)


def _sort_chosen(found: list[tuple[Found, int]], made: Report, at: datetime) -> None:
    pages = Page.objects.in_bulk({pk for _one, pk in found})
    for one, pk in found:
        page = pages.get(pk)
        words = page.title if page else ""
        placed = Found(one.on, one.place, words, one.url, one.edit, one.language, page)
        if page is None:
            made.dead.append(placed)
        elif not page.live:
            made.drafts.append(placed)
        elif page.expire_at and page.expire_at <= at + SOON:
            made.leaving.append(placed)


def _documents(paths: Iterable[str]) -> set[int]:
    wanted = {int(match[1]) for path in paths if (match := _DOCUMENT.match(path))}
    return set(PublishedDocument.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _url_path(path: str, homes: dict[str, Any]) -> str:
    """Where in the tree a page at this address stands; "" when no home page is above it."""
    bare = re.split(r"[?#]", path, maxsplit=1)[0]
    code = "en" if bare == "/en/" or bare.startswith("/en/") else "fr"
    home = homes.get(code)
    rest = bare.removeprefix("/en") if code == "en" else bare
    return f"{home.url_path}{rest.strip('/')}/".replace("//", "/") if home else ""
