"""From one page to another: their addresses, in each language, and where a link or a button really leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from wagtail.models import Page

from tremplin.content import pages
from tremplin.content.links import fit
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
    french = home_in("fr") or home
    return next((found for found, _title in addresses([MenuEntry(pk=0, url=url)], french, home).values()), "")


def addresses(entries: Iterable[MenuEntry], french: Page, home: Page) -> dict[int, tuple[str, str]]:
    """For each entry that leads somewhere: where, in the language of `home`, and the title of the page there."""
    found: dict[int, tuple[str, str]] = {}
    wanted: dict[str, list[MenuEntry]] = {}
    for entry in entries:
        url = fit(entry.url)
        if not url.startswith("/"):
            if url:
                found[entry.pk] = (url, "")
            continue
        path, hash_, anchor = url.partition("#")
        path = path if path.endswith("/") else f"{path}/"
        first = path.split("/")[1]
        if first in segments.RESERVED:
            if _answers(path):
                found[entry.pk] = (f"{path}{hash_}{anchor}", "")
            continue
        wanted.setdefault(f"{french.url_path}{path[1:]}", []).append(entry)
    live = {page.url_path: page for page in Page.objects.live().public().filter(url_path__in=wanted)}
    translated: dict[Any, Page] = {}
    if home.locale_id != french.locale_id:
        keys = [page.translation_key for page in live.values()]
        same = Page.objects.live().public().filter(translation_key__in=keys, locale_id=home.locale_id)
        translated = {page.translation_key: page for page in same}
    for url_path, rows in wanted.items():
        page = live.get(url_path)
        if page is None:
            continue
        other = translated.get(page.translation_key)
        url = address_of(other, home) if other else address_of(page, french)
        found.update({entry.pk: (url, other.title if other else "") for entry in rows})
    return found


def _answers(path: str) -> bool:
    try:
        return bool(resolve(path).view_name)
    except Resolver404:
        return False


def address_of(page: Page, home: Page) -> str:
    """The address of a page under its home page, without asking the database again."""
    prefix = "/en/" if home.locale.language_code == "en" else "/"
    return prefix + page.url_path.removeprefix(home.url_path)


def home_in(language: str) -> "pages.HomePage | None":
    found: pages.HomePage | None = pages.HomePage.objects.filter(locale__language_code=language).first()
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


def steps_above(page: Page) -> list[Link]:
    """The published pages between the home page and this one."""
    home = page.get_ancestors().type(pages.HomePage).select_related("locale").last()
    if home is None:
        return []
    above = page.get_ancestors().live().filter(depth__gt=home.depth)
    return [Link(step.title, address_of(step, home)) for step in above]
