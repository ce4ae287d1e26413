"""The pages to look at: one of each type, found by following the links of the demonstration as each of its people.

Nothing is listed by hand, so that a new page is in the sample as soon as a link leads to it; `unseen` says which doors
no link led to.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.text import capfirst
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from tremplin.content.models import Picture, PublishedDocument
from tremplin.core import offers, segments
from tremplin.core.models import Message
from tremplin.people.models import Person

HOST = "127.0.0.1"
TRIES = 4  # addresses of one type tried as one person, before giving it up
# not pages of ours, or doors that end the session of whoever follows them
_ELSEWHERE = (f"/{segments.CMS}/", f"/{segments.MEDIA}/", f"/{segments.STATIC}/", f"/{segments.DEVELOPMENT}/")
LEFT_OUT = {"account_logout", "account_login", "wagtail_serve", "media"}


@dataclass(frozen=True)
class Sampled:
    """A page to look at; `who` is "" for a visitor."""

    kind: str
    title: str
    address: str
    who: str = ""


@dataclass
class Sample:
    pages: list[Sampled] = field(default_factory=list)
    downloads: list[Sampled] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def kinds(self) -> set[str]:
        return {one.kind for one in (*self.pages, *self.downloads)}


def gather(people: Iterable[Person]) -> Sample:
    """What a visitor sees, then what each of these people sees that nobody before them did."""
    sample = Sample(pages=[*_published()])
    _follow(sample, None, [reverse(offer.url_name) for offer in offers.public_pages])
    sample.pages.append(Sampled("404", "404", "/nothing/"))
    for person in people:
        _follow(sample, person, ["/"])
    sample.unseen = sorted(_doors(get_resolver().url_patterns) - sample.kinds() - LEFT_OUT)
    return sample


def _published() -> Iterator[Sampled]:
    """One page of each type an editor publishes, in French where there is one."""
    for model in get_page_models():
        page = model.objects.live().order_by("locale__language_code", "path").exclude(depth=1).last()
        if model is not Page and page is not None and (url := page.url):
            yield Sampled(model.__name__, page.title, urlsplit(url).path)


def _follow(sample: Sample, person: Person | None, extra: Collection[str]) -> None:
    client = Client(SERVER_NAME=HOST, raise_request_exception=False)
    who = ""
    if person is not None:
        client.force_login(person)
        who = person.full_name
    start = f"/{segments.DESK}/" if person else f"/{segments.ACCOUNT}/connexion/"
    waiting, known, tries = deque([start, *extra]), {start, *extra}, Counter[str]()
    seen = sample.kinds()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        # a type seen as somebody else is still gone through once: its links may lead somewhere new
        if kind in LEFT_OUT - {"wagtail_serve"} or tries[kind] >= (1 if kind in seen else TRIES):
            continue
        tries[kind] += 1
        answer = client.get(address)
        found = [answer["Location"]] if answer.status_code in (301, 302) else []
        if answer.status_code == 200:
            page = _read(answer)
            if kind not in {*seen, "wagtail_serve"}:
                title = (
                    page.h1.get_text(" ", strip=True) if page and page.h1 else address.rstrip("/").rsplit("/", 1)[-1]
                )
                (sample.downloads if page is None else sample.pages).append(Sampled(kind, title, address, who))
                seen.add(kind)
                tries[kind] = 0
            found += [str(link["href"]) for link in page.find_all("a", href=True)] if page else []
        for link in found:
            path = _ours(link, address)
            if path and path not in known:
                known.add(path)
                waiting.append(path)
    client.logout()


def _read(answer: Any) -> BeautifulSoup | None:
    """The page, or None when what was answered is to be downloaded."""
    if not isinstance(answer, HttpResponse) or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return None
    return BeautifulSoup(answer.content, "html.parser")


def _ours(link: str, page: str) -> str:
    """The address of a page of ours a link leads to, in French and without its question; "" when it is none."""
    parts = urlsplit(urldefrag(link)[0])
    if parts.scheme not in ("", "http", "https") or parts.hostname not in (None, HOST):
        return ""
    path = parts.path or page
    if not path.startswith("/") or path.startswith((*_ELSEWHERE, f"/{segments.ENGLISH}/")):
        return ""
    return path


def _kind(address: str) -> str:
    try:
        return resolve(address).view_name
    except Resolver404:
        return "404"


def _doors(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not f"/{pattern.pattern}".startswith((f"/{segments.CMS}/", f"/{segments.DEVELOPMENT}/")):
                below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                found |= _doors(pattern.url_patterns, below)
        elif pattern.name and not str(pattern.pattern).startswith(f"{segments.CMS}/"):
            found.add(f"{namespace}{pattern.name}")
    return found


def editing_screens(editor: Person) -> list[Sampled]:
    """Wagtail's screens with fields of ours: a page of each type, a picture, a document, each of our snippets."""
    doors = [(model, "wagtailadmin_pages:edit") for model in get_page_models() if model is not Page]
    doors += [(Picture, "wagtailimages:edit"), (PublishedDocument, "wagtaildocs:edit")]
    doors += [(model, model.snippet_viewset.get_url_name("edit")) for model in get_snippet_models()]
    screens = [Sampled("wagtailadmin_home", "Wagtail", reverse("wagtailadmin_home"), editor.full_name)]
    for model, door in doors:
        if (row := model.objects.last()) is not None:
            title = capfirst(str(model._meta.verbose_name))
            screens.append(Sampled(model.__name__, title, reverse(door, args=[row.pk]), editor.full_name))
    return screens


def mails() -> list[tuple[offers.MailKind, str]]:
    """Each mail the product sends, and where the last one of the demonstration can be read ("" when none left)."""
    found = []
    for kind in offers.mails:
        message = Message.objects.filter(kind=kind.name).order_by("created_at").last()
        found.append((kind, f"/{segments.DEVELOPMENT}/mails/{message.ref}/" if message else ""))
    return found
