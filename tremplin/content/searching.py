"""A page of results, as the address asks for it: a kind, a sheet."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.urls import translate_url
from django.utils.translation import gettext as _

from tremplin.content import ways
from tremplin.content.lists import FilterGroup, FilterLink
from tremplin.core.search import keeping

A_SHEET = 10


@dataclass(frozen=True)
class Results:
    """`total` counts every kind, `sheet` holds those of the kind chosen; `more`: the search stopped counting there."""

    sheet: Sheet
    total: int
    groups: list[FilterGroup]
    filtered: bool
    more: bool
    all_words: bool


def results(found: keeping.Found, asked: dict[str, str], sheet: str | None, language: str) -> Results:
    labels = keeping.kinds()
    counts = Counter(one.hit.kind for one in found.shown)
    chosen = asked.get("kind", "")
    rows = [
        {"hit": one.hit, "url": one.url, "kind": labels[one.hit.kind], "language": _other(one.hit.language, language)}
        for one in found.shown
        if chosen in ("", one.hit.kind)
    ]
    links = [
        FilterLink(str(labels[kind]), _address(asked, "" if kind == chosen else kind), count, kind == chosen)
        for kind, count in counts.most_common()
    ]
    groups = [FilterGroup(_("Kinds of results"), links)] if len(links) > 1 or chosen else []
    return Results(
        sheet=Paginator(rows, A_SHEET).get_page(sheet),
        total=len(found.shown),
        groups=groups,
        filtered=bool(chosen),
        more=found.more,
        all_words=found.all_words,
    )


def language_links(path: str, asked: dict[str, str]) -> list[ways.LanguageLink]:
    """The same question in each language: the switch of a page that is not kept may say what was asked."""
    here = path + (_address(asked, "") if "q" in asked else "")
    now = ways.language()
    return [
        ways.LanguageLink(code, label, translate_url(here, code), current=code == now, translated=True)
        for code, label in ways.LANGUAGES
    ]


def _address(asked: dict[str, str], kind: str) -> str:
    return "?" + urlencode({"q": asked["q"], **({"kind": kind} if kind else {})})


def _other(language: str, interface: str) -> str:
    """The language to announce, when it is not that of the page."""
    return "" if language == interface else language
