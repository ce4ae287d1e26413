"""What the site's search knows of this room: every published page, once for each language it is written in.

A page that has no words of its own in English is also found there, in French: at its English address when it has one.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tremplin.content import pages, ways
from tremplin.core.offers import Published, PublishedSource


def _documents() -> Iterator[Published]:
    homes = _homes()
    for language, home in homes.items():
        others = {code: _written(homes.get(code)) for code, _label in ways.LANGUAGES if language == "fr" != code}
        for page in _below(home).filter(alias_of=None).specific().iterator(chunk_size=100):
            if not isinstance(page, pages.BasePage):
                continue
            with translation.override(language):
                words = page.search_words()
            without = [code for code, written in others.items() if page.translation_key not in written]
            ref = f"{page.translation_key}.{language}"
            yield Published(ref, page.search_kind, language, (language, *without), page.title, words)


def _homes() -> dict[str, pages.HomePage]:
    found = pages.HomePage.objects.live().public().select_related("locale")
    return {str(home.locale.language_code): home for home in found}


def _below(home: Page) -> Any:
    return Page.objects.live().public().descendant_of(home, inclusive=True).order_by("path")


def _written(home: Page | None) -> set[Any]:
    """The pages of a language that have words of their own."""
    return set() if home is None else set(_below(home).filter(alias_of=None).values_list("translation_key", flat=True))


def _still(refs: Collection[str], language: str) -> dict[str, str]:
    homes = _homes()
    keys = {ref: ref.partition(".")[::2] for ref in refs}
    live: dict[tuple[str, str], str] = {}
    for code, home in homes.items():
        for page in _below(home).filter(translation_key__in=[key for key, _language in keys.values()]):
            live[str(page.translation_key), code] = ways.address_of(page, home)
    # gone in the language of its words, a page is gone, even if its translation stays
    return {ref: live.get((key, language), live[key, own]) for ref, (key, own) in keys.items() if (key, own) in live}


PAGES = PublishedSource(
    "10-content",
    _("Pages of the site"),
    {"page": _("Page"), "laureate": _("Laureate"), "news": _("News"), "portrait": _("Portrait")},
    _documents,
    _still,
)
