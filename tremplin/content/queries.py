"""Reads of the site's words: the frame around every page, the lists and their filters, the way between languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Sheet, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, gettext as _
from wagtail.models import Locale, Page, Site

from tremplin.content import pages
from tremplin.content.links import fit
from tremplin.content.models import Facet, FacetKind, MenuEntry, MenuPlace, Picture, PictureSource, Topic
from tremplin.core import segments
from tremplin.core.offers import Frame, Link

LANGUAGES = (("fr", "Français"), ("en", "English"))
NEWS_A_SHEET = 12


@dataclass(frozen=True)
class LanguageLink:
    """A line of the language switch."""

    code: str
    label: str
    url: str
    current: bool
    translated: bool


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


def frame(request: HttpRequest) -> Frame:
    """The site's name, its menu and its footer, in the language of the moment."""
    language = _language()
    homes = {home.locale.language_code: home for home in pages.HomePage.objects.select_related("locale")}
    home = homes.get(language) or homes.get("fr")
    if home is None:
        return Frame(title="Tremplin")
    french = homes.get("fr", home)
    entries = list(MenuEntry.objects.all())
    addresses = _addresses(entries, french, homes.get(language, french))
    here = request.path_info
    links: dict[str, list[Link]] = {place: [] for place in MenuPlace.values}
    for entry in entries:
        if (found := addresses.get(entry.pk)) is not None:
            url, title = found
            label = entry.label_fr if language == "fr" else entry.label_en or title or entry.label_fr
            current = url not in ("/", "/en/") and url.startswith("/") and here.startswith(url)
            links[entry.place].append(Link(label, url, current))
    return Frame(
        title=home.site_title or french.site_title or home.title,
        tagline=home.site_tagline,
        authority=home.site_authority or french.site_authority,
        menu=links[MenuPlace.MENU],
        footer=links[MenuPlace.FOOTER],
        footer_text=home.footer_text,
    )


def _addresses(entries: Iterable[MenuEntry], french: Page, home: Page) -> dict[int, tuple[str, str]]:
    """For each entry that leads somewhere: where, in the language of `home`, and the title of the page there."""
    paths: dict[str, MenuEntry] = {}
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
        paths[path] = entry
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


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def language_links(page: Page) -> list[LanguageLink]:
    """The page in each language; where there is no translation, the home page of the language."""
    same = {other.locale_id: other for other in page.get_translations(inclusive=True).live()}
    links = []
    for code, label in LANGUAGES:
        home = home_in(code)
        other = same.get(home.locale_id) if home else None
        url = address_of(other, home) if home and other else "/" if code == "fr" else "/en/"
        links.append(LanguageLink(code, label, url, current=code == _language(), translated=other is not None))
    return links


def language_of_words(page: Page) -> str:
    """The language the words are in when it is not the interface's: a page that waits for its translation; "" otherwise."""
    source = page.alias_of
    code: str = (source.locale if source else page.locale).language_code[:2]
    return "" if code == _language() else code


def steps_above(page: Page) -> list[Link]:
    """The published pages between the home page and this one."""
    home = page.get_ancestors().type(pages.HomePage).select_related("locale").last()
    if home is None:
        return []
    above = page.get_ancestors().live().filter(depth__gt=home.depth)
    return [Link(step.title, address_of(step, home)) for step in above]


def index_of(model: type[Page], locale: Locale) -> Page | None:
    """The published list page of a kind, in a language."""
    found: Page | None = model.objects.live().public().filter(locale=locale).order_by("path").first()
    return found


def laureates(locale: Locale) -> QuerySet["pages.LaureatePage"]:
    rows: QuerySet[pages.LaureatePage] = pages.LaureatePage.objects.live().public().filter(locale=locale)
    return rows.order_by("title", "pk")


def with_relations(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("cover", "locale").prefetch_related("topics", "facets")


def news(locale: Locale) -> QuerySet["pages.NewsPage"]:
    rows: QuerySet[pages.NewsPage] = pages.NewsPage.objects.live().public().filter(locale=locale)
    return rows.select_related("cover").prefetch_related("facets").order_by("-dated_at", "-first_published_at", "-pk")


_FACETS = {"impact": FacetKind.IMPACT, "domain": FacetKind.DOMAIN, "season": FacetKind.PROMO}


def choose_laureates(index: Page, asked: QueryDict) -> Choice:
    """The laureates under an index (of the whole language when it is the only one), left by the filters of the address."""
    rows = laureates(index.locale)
    if pages.LaureateIndexPage.objects.filter(locale=index.locale).count() > 1:
        rows = rows.descendant_of(index)
    total = rows.count()
    chosen = {name: asked[name] for name in ("theme", *_FACETS) if asked.get(name)}
    base = index.url_path and address_of(index, index.get_ancestors().type(pages.HomePage).select_related("locale").last())
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
            query = urlencode(others if current else {**others, name: term.slug})
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
    base = address_of(index, index.get_ancestors().type(pages.HomePage).select_related("locale").last())
    category = asked.get("category", "")
    chosen = {"category": category} if category else {}
    group = _group(_("Categories"), "category", Facet.objects.filter(kind=FacetKind.CATEGORY), rows, "facets", chosen, base)
    if category:
        rows = rows.filter(facets__in=Facet.objects.filter(kind=FacetKind.CATEGORY, slug=category))
    return NewsChoice(Paginator(rows, NEWS_A_SHEET).get_page(asked.get("page")), [group] if group.links else [], base, category)


def picture_at(path: str) -> Picture | None:
    """The picture a Markdown text names by its path in the content tree."""
    source = PictureSource.objects.select_related("picture").filter(path=path).first()
    return source.picture if source else None
