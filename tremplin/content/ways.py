"""From one page to another: their addresses, in each language, and where a link or a button really leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import Resolver404, resolve, translate_url
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tremplin.content import pages
from tremplin.content.links import at_home, fit
from tremplin.content.models import MenuEntry
from tremplin.core import segments
from tremplin.core.offers import Link

LANGUAGES = (("fr", "Français"), ("en", "English"))


@dataclass(frozen=True)
class LanguageLink:
    """A line of the language switch."""

    code: str
    label: str
    url: str
    current: bool
    translated: bool


def leading(url: str, home: Page) -> str:
    """The address a button leads to, in the language of `home`; "" when nothing of ours is published there."""
    return leading_all([url], home).get(url, "")


def leading_all(urls: Iterable[str], home: Page) -> dict[str, str]:
    """The same for several addresses at once: those that lead nowhere are left out."""
    entries = [MenuEntry(pk=-number, url=url) for number, url in enumerate(dict.fromkeys(urls), 1)]
    found = addresses(entries, home_in("fr") or home, home)
    return {entry.url: found[entry.pk][0] for entry in entries if entry.pk in found}


def addresses(entries: Iterable[MenuEntry], french: Page, home: Page) -> dict[int, tuple[str, str]]:
    """For each entry that leads somewhere: where, in the language of `home`, and the title of the page there.

    An address under /en/ is the English page's, whatever the language of `home`.
    """
    found: dict[int, tuple[str, str]] = {}
    wanted: dict[tuple[bool, str], list[tuple[MenuEntry, str]]] = {}
    for entry in entries:
        url = at_home(fit(entry.url), getattr(french, "former_url", ""))
        if not url.startswith("/"):
            if url:
                found[entry.pk] = (url, "")
            continue
        bare, rest = _split(url)
        path = bare if bare.endswith("/") else f"{bare}/"
        english = path.split("/")[1] == segments.ENGLISH
        if english:
            path, bare = path[3:], bare[3:]
        if path.split("/")[1] not in segments.RESERVED:
            wanted.setdefault((english, path[1:]), []).append((entry, rest))
        elif kept := _ours(path, bare, "en" if english else home.locale.language_code[:2]):
            found[entry.pk] = (f"{kept}{rest}", "")
    for rows, url, title in _published(wanted, french, home):
        found.update({entry.pk: (f"{url}{rest}", title) for entry, rest in rows})
    return found


def _split(url: str) -> tuple[str, str]:
    """The path, and what follows it from the first ? or #."""
    end = next((place for place, character in enumerate(url) if character in "?#"), len(url))
    return url[:end], url[end:]


def _published(
    wanted: dict[tuple[bool, str], list[tuple[MenuEntry, str]]], french: Page, home: Page
) -> Iterator[tuple[list[tuple[MenuEntry, str]], str, str]]:
    """The rows of each path under a home page (English or not) where a page is, its address and its English title."""
    tops: dict[bool, Page | None] = {False: french}
    if any(english for english, _path in wanted):
        tops[True] = home_in("en")
    full = {key: f"{top.url_path}{key[1]}" for key in wanted if (top := tops[key[0]]) is not None}
    live = {page.url_path: page for page in Page.objects.live().public().filter(url_path__in=full.values())}
    live |= _renamed({key: url_path for key, url_path in full.items() if url_path not in live})
    translated: dict[Any, Page] = {}
    if home.locale_id != french.locale_id:
        keys = [page.translation_key for page in live.values()]
        same = Page.objects.live().public().filter(translation_key__in=keys, locale_id=home.locale_id)
        translated = {page.translation_key: page for page in same}
    for key, url_path in full.items():
        page, top = live.get(url_path), tops[key[0]]
        if page is None or top is None:
            continue
        other = None if key[0] else translated.get(page.translation_key)
        if other is not None:
            yield wanted[key], address_of(other, home), other.title
        else:
            yield wanted[key], address_of(page, top), page.title if key[0] else ""


def _renamed(missing: dict[tuple[bool, str], str]) -> dict[str, Page]:
    """By its former place, the page that a redirect left there leads to: a link outlives a renaming."""
    old = {old_path(f"/en/{path}" if english else f"/{path}"): place for (english, path), place in missing.items()}
    rows = Redirect.objects.filter(old_path__in=old, redirect_page__isnull=False) if old else ()
    led = {old[row.old_path]: row.redirect_page_id for row in rows}
    there = Page.objects.live().public().in_bulk(set(led.values())) if led else {}
    found = {place: there[key] for place, key in led.items() if key in there}
    # under the same home page: the first part of a place is its home page's
    return {place: page for place, page in found.items() if page.url_path.split("/")[1] == place.split("/")[1]}


def redirected() -> frozenset[str]:
    """The old addresses that lead somewhere, as `old_path` writes them."""
    rows = Redirect.objects.filter(Q(redirect_page=None) & ~Q(redirect_link="") | Q(redirect_page__live=True))
    return frozenset(rows.values_list("old_path", flat=True))


def old_path(path: str) -> str:
    """An old address as Wagtail looks it up from what a browser asks: accents as they are, a space as « %20 »."""
    bare, rest = _split(path)
    found: str = Redirect.normalise_path(f"{escape_uri_path(bare)}{rest}")
    return found


def _ours(path: str, bare: str, language: str) -> str:
    """The address in a language of a view of ours, from its French one; "" when there is none."""
    with override("fr"):  # whatever the language of whoever reads
        kept = next((known for known in (path, bare) if _answers(known)), "")  # a file has no slash at its end
        return translate_url(kept, language) if kept else ""


def _answers(path: str) -> bool:
    """Whether a view of ours is there. The site's pages are asked for last, whatever the address: they do not count."""
    try:
        return resolve(path).view_name not in ("", "wagtail_serve")
    except Resolver404:
        return False


def address_of(page: Page, home: Page) -> str:
    """The address of a page under its home page, without asking the database again."""
    prefix = "/en/" if home.locale.language_code == "en" else "/"
    return prefix + page.url_path.removeprefix(home.url_path)


def home_in(language: str) -> "pages.HomePage | None":
    found: pages.HomePage | None = (
        pages.HomePage.objects.filter(locale__language_code=language).select_related("locale").first()
    )
    return found


def home_above(page: Page) -> "pages.HomePage | None":
    """The home page of the language a page is in."""
    found: pages.HomePage | None = (
        pages.HomePage.objects.ancestor_of(page, inclusive=True).select_related("locale").last()
    )
    return found


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def language_links(page: Page) -> list[LanguageLink]:
    """The page in each language; where there is no translation, the home page of the language."""
    same = {other.locale_id: other for other in page.get_translations(inclusive=True).live()}
    links = []
    for code, label in LANGUAGES:
        home = home_in(code)
        other = same.get(home.locale_id) if home else None
        url = address_of(other, home) if home and other else "/" if code == "fr" else "/en/"
        links.append(LanguageLink(code, label, url, current=code == language(), translated=other is not None))
    return links


def language_of_words(page: Page) -> str:
    """The language the words are in when it is not the interface's (the page waits for its translation), else ""."""
    source = page.alias_of
    code: str = (source.locale if source else page.locale).language_code[:2]
    return "" if code == language() else code


def steps_above(page: Page, home: "pages.HomePage | None") -> list[Link]:
    """The published pages between its home page and this one."""
    if home is None:
        return []
    above = page.get_ancestors().live().filter(depth__gt=home.depth)
    return [Link(step.title, address_of(step, home)) for step in above]
