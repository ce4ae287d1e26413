"""A list of news as feed readers take it: Atom (RFC 4287). Pure: values in, bytes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from tremplin.core.engine.xmlfiles import under, written

_ATOM = "http://www.w3.org/2005/Atom"
# in HTML of ours every value stands between double quotes
_LINK = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
_SEVERAL = re.compile(r'(\ssrcset=")([^"]*)(")')


@dataclass(frozen=True)
class Entry:
    """A piece of news; `html` is what the page shows, `categories` are (term, label)."""

    identifier: str
    title: str
    url: str
    published_at: datetime | None
    updated_at: datetime
    summary: str
    html: str
    author: str = ""
    categories: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Feed:
    """What the entries have in common; addresses are absolute."""

    identifier: str
    title: str
    subtitle: str
    language: str
    url: str
    feed_url: str
    author: str
    updated_at: datetime
    entries: Sequence[Entry]


def document(feed: Feed) -> bytes:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    under(root, "id", feed.identifier)
    under(root, "title", feed.title)
    if feed.subtitle:
        under(root, "subtitle", feed.subtitle)
    under(root, "updated", _instant(feed.updated_at))
    under(under(root, "author"), "name", feed.author)
    under(root, "link", rel="self", type="application/atom+xml", href=feed.feed_url)
    under(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.url)
    for entry in feed.entries:
        _add(root, entry)
    return written(root)


def _add(root: ET.Element, entry: Entry) -> None:
    element = under(root, "entry")
    under(element, "id", entry.identifier)
    under(element, "title", entry.title)
    under(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.published_at:
        under(element, "published", _instant(entry.published_at))
    under(element, "updated", _instant(entry.updated_at))
    if entry.author:
        under(under(element, "author"), "name", entry.author)
    for term, label in entry.categories:
        under(element, "category", term=term, label=label)
    if entry.summary:
        under(element, "summary", entry.summary)
    under(element, "content", absolute(entry.html, entry.url), type="html")


def absolute(html: str, base: str) -> str:
    """The same HTML, whose links and pictures are found from anywhere."""

    def several(found: re.Match[str]) -> str:
        candidates = (candidate.split() for candidate in found[2].split(","))
        return found[1] + ", ".join(" ".join([urljoin(base, c[0]), *c[1:]]) for c in candidates if c) + found[3]

    html = _LINK.sub(lambda found: found[1] + urljoin(base, found[2]) + found[3], html)
    return _SEVERAL.sub(several, html)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
