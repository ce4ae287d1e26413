"""The lists of the site, left by the filters of their address: plain links, which need no script and can be kept."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from tremplin.content import pages, ways
from tremplin.content.models import Facet, FacetKind, Topic

NEWS_A_SHEET = 12


@dataclass(frozen=True)
class FilterLink:
    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class FilterGroup:
    label: str
    links: list[FilterLink]


@dataclass(frozen=True)
class Choice:
    """A list as its filters leave it, with its denominator."""

    rows: list[Any]
    total: int
    groups: list[FilterGroup]
    all_url: str
    filtered: bool


def index_of(model: type[Page], locale: Locale) -> Page | None:
    """The published list page of a kind, in a language."""
    found: Page | None = model.objects.live().public().filter(locale=locale).order_by("path").first()
    return found


def laureates(locale: Locale) -> QuerySet["pages.LaureatePage"]:
    rows: QuerySet[pages.LaureatePage] = pages.LaureatePage.objects.live().public().filter(locale=locale)
    return rows.order_by("title", "pk")


def latest_laureates(locale: Locale) -> QuerySet["pages.LaureatePage"]:
    """The same, the last announced first."""
    told = Coalesce("dated_at", "first_published_at")
    return laureates(locale).order_by(told.desc(nulls_last=True), "-pk")


def with_relations(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("cover", "locale").prefetch_related("topics", "facets")


def chosen(field: Any) -> list["pages.LaureatePage"]:
    """The published laureates of a field that names some, in its order."""
    keys = [block.value.pk for block in field if block.value is not None]
    rows = with_relations(pages.LaureatePage.objects.live().public().filter(pk__in=keys)) if keys else []
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def portraits(locale: Locale) -> list["pages.PortraitPage"]:
    """Everybody presented in a language: by weight, then by name."""
    rows = pages.PortraitPage.objects.live().public().filter(locale=locale).select_related("cover")
    return list(rows.order_by(F("weight").asc(nulls_last=True), "title", "pk"))


def news(locale: Locale) -> QuerySet["pages.NewsPage"]:
    rows: QuerySet[pages.NewsPage] = pages.NewsPage.objects.live().public().filter(locale=locale)
    return rows.select_related("cover").prefetch_related("facets").order_by("-dated_at", "-first_published_at", "-pk")


_FACETS = {"impact": FacetKind.IMPACT, "domain": FacetKind.DOMAIN, "season": FacetKind.PROMO}


def choose_laureates(index: Page, asked: QueryDict) -> Choice:
    """The laureates under an index (all those of the language when it is the only one), as the address filters them."""
    rows: Any = laureates(index.locale)
    if pages.LaureateIndexPage.objects.filter(locale=index.locale).count() > 1:
        rows = rows.descendant_of(index)
    total = rows.count()
    chosen = {name: str(asked[name]) for name in ("theme", *_FACETS) if asked.get(name)}
    base = ways.address_of(index, ways.home_above(index))
    groups = [_group(_("Themes"), "theme", Topic.objects.all(), rows, "topics", chosen, base)]
    for name, label in (("impact", _("Impacts")), ("domain", _("Fields of action")), ("season", _("Seasons"))):
        terms = Facet.objects.filter(kind=_FACETS[name])
        groups.append(_group(label, name, terms, rows, "facets", chosen, base))
    if "theme" in chosen:
        rows = rows.filter(topics__slug=chosen["theme"])
    for name, kind in _FACETS.items():
        if name in chosen:
            rows = rows.filter(facets__in=Facet.objects.filter(kind=kind, slug=chosen[name]))
    return Choice(
        rows=list(with_relations(rows.distinct())),
        total=total,
        groups=[group for group in groups if group.links],
        all_url=base,
        filtered=bool(chosen),
    )


def _group(
    label: str, name: str, terms: QuerySet[Any], rows: QuerySet[Any], field: str, chosen: dict[str, str], base: str
) -> FilterGroup:
    counted = rows.order_by().values(field).annotate(count=Count("pk", distinct=True))
    counts = dict(counted.values_list(field, "count"))
    links = []
    for term in terms:
        if counts.get(term.pk):
            current = chosen.get(name) == term.slug
            others = {key: value for key, value in chosen.items() if key != name}
            # in one order, whichever was chosen first: one address a choice
            query = urlencode(sorted((others if current else {**others, name: term.slug}).items()))
            links.append(FilterLink(str(term.name), f"{base}?{query}" if query else base, counts[term.pk], current))
    return FilterGroup(label, links)


@dataclass(frozen=True)
class NewsChoice:
    sheet: Sheet
    groups: list[FilterGroup]
    all_url: str
    category: str


def choose_news(index: Page, asked: QueryDict) -> NewsChoice:
    rows = news(index.locale)
    base = ways.address_of(index, ways.home_above(index))
    category = asked.get("category", "")
    chosen = {"category": category} if category else {}
    group = _group(
        _("Categories"), "category", Facet.objects.filter(kind=FacetKind.CATEGORY), rows, "facets", chosen, base
    )
    if category:
        rows = rows.filter(facets__in=Facet.objects.filter(kind=FacetKind.CATEGORY, slug=category))
    return NewsChoice(
        Paginator(rows, NEWS_A_SHEET).get_page(asked.get("page")), [group] if group.links else [], base, category
    )
