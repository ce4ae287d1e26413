"""The maps of the site: what robots read (`sitemap.xml`) and what people read (the tree of its pages).

Rooms say which of their pages anybody may read, through `offers.mapped_pages` and `offers.public_pages`; nothing here
looks for pages by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.urls import reverse
from django.utils.translation import override

from tremplin.core import offers
from tremplin.core.engine.xmlfiles import under, written
from tremplin.core.offers import Link, MappedPage

LANGUAGES = ("fr", "en")
# beyond, the map is an index of maps
LARGEST = 5_000
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

ET.register_namespace("xhtml", _XHTML)


@dataclass
class Branch:
    """A page and those under it; a heading without a page has no address."""

    title: str
    url: str = ""
    branches: "list[Branch]" = field(default_factory=list)


def pages(at: datetime) -> tuple[list[MappedPage], datetime | None]:
    """Every page anybody may read, in the order rooms tell them, and until when that holds."""
    found: list[MappedPage] = []
    instants = []
    for offer in offers.mapped_pages:
        told, changes_at = offer.find(at)
        found += told
        instants.append(changes_at)
    known = {url for page in found for url in page.urls.values()}
    found += [page for offer in offers.public_pages if known.isdisjoint((page := _of(offer)).urls.values())]
    return found, min((instant for instant in instants if instant), default=None)


def _of(offer: offers.PublicPage) -> MappedPage:
    return of_view(offer.url_name, title=offer.label)


def of_view(
    url_name: str, *arguments: str, title: object, changed_at: datetime | None = None, query: str = ""
) -> MappedPage:
    """A page of a room, read in both languages; `title` is what says its name in the language of the moment."""
    urls, titles = {}, {}
    for language in LANGUAGES:
        with override(language):
            urls[language], titles[language] = reverse(url_name, args=arguments) + query, str(title)
    return MappedPage(urls, titles, changed_at)


def sheets(found: Iterable[MappedPage]) -> list[list[tuple[str, MappedPage]]]:
    """Every address with its page, in sheets of at most `LARGEST`."""
    addresses = [(url, page) for page in found for url in page.urls.values()]
    return [addresses[start : start + LARGEST] for start in range(0, len(addresses), LARGEST)] or [[]]


def url_set(sheet: Iterable[tuple[str, MappedPage]], absolute: Callable[[str], str]) -> bytes:
    """The XML of one sheet: each address, when its words changed, and the same page in the other language."""
    root = ET.Element("urlset", xmlns=_MAP)
    for url, page in sheet:
        entry = under(root, "url")
        under(entry, "loc", absolute(url))
        if page.changed_at:
            under(entry, "lastmod", page.changed_at.astimezone(UTC).isoformat(timespec="seconds"))
        if len(page.urls) > 1:
            for language, other in page.urls.items():
                under(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=absolute(other))
    return written(root)


def index(urls: Iterable[str]) -> bytes:
    """The XML of a map of maps."""
    root = ET.Element("sitemapindex", xmlns=_MAP)
    for url in urls:
        under(under(root, "sitemap"), "loc", url)
    return written(root)


def tree(found: Iterable[MappedPage], language: str, menu: Iterable[Link], others: str) -> list[Branch]:
    """The pages of a language under the entries of the menu, then under the rooms' own pages, then the `others`.

    A page stands under the longest address that begins its own.
    """
    here = [page for page in found if language in page.urls]
    known = {page.urls[language]: Branch(page.titles[language], page.urls[language]) for page in here}
    home = known.pop("/" if language == "fr" else f"/{language}/", None)
    tops: dict[str, Branch] = {}
    for url, branch in known.items():
        above = _above(url, known)
        if above:
            known[above].branches.append(branch)
        else:
            tops[url] = branch
    headings = [Branch(home.title, home.url)] if home else []
    chosen = ((link, tops.pop(link.url, None)) for link in menu)
    headings += [Branch(str(link.label), branch.url, branch.branches) for link, branch in chosen if branch]
    headings += [tops.pop(url) for url in list(tops) if tops[url].branches]
    return [*headings, Branch(others, branches=list(tops.values()))] if tops else headings


def _above(url: str, known: dict[str, Branch]) -> str:
    parts = url.rstrip("/").split("/")
    candidates = ("/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 1, -1))
    return next((candidate for candidate in candidates if candidate in known), "")
