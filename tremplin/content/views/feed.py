"""The feed of a list of news: what is published, as the list shows it, for whoever reads it elsewhere."""

import uuid
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from tremplin.content import lists, pages, rendering, ways
from tremplin.content.engine import atom
from tremplin.core import clock, freshness, markup

LATEST = 20


def news_feed(request: HttpRequest, above: str) -> HttpResponse:
    home = ways.home_in(ways.language())
    if home is None:
        raise Http404
    published = pages.NewsIndexPage.objects.live().public().select_related("locale")
    index = get_object_or_404(published, url_path=f"{home.url_path}{above}/")
    url = request.build_absolute_uri(ways.address_of(index, home))
    entries = [_entry(request, page, home) for page in lists.news(index.locale)[:LATEST]]
    feed = atom.Feed(
        identifier=_identifier(index),
        title=f"{index.title} – {home.site_title or home.title}",
        subtitle=index.search_description or markup.to_text(index.lead),
        language=ways.language(),
        url=url,
        feed_url=request.build_absolute_uri(request.path),
        author=home.site_authority or home.site_title or home.title,
        updated_at=max([_changed(index), *(entry.updated_at for entry in entries)]),
        entries=entries,
    )
    return freshness.mark(HttpResponse(atom.document(feed), content_type="application/atom+xml"))


def _entry(request: HttpRequest, page: pages.NewsPage, home: pages.HomePage) -> atom.Entry:
    rendering.open_page(home.former_url)
    return atom.Entry(
        identifier=_identifier(page),
        title=page.title,
        url=request.build_absolute_uri(ways.address_of(page, home)),
        published_at=page.dated_at or page.first_published_at,
        updated_at=_changed(page),
        summary=page.search_description or markup.to_text(page.lead),
        html=rendering.words(page.lead) + rendering.words(page.body),
        author=page.author,
        categories=[(facet.slug, str(facet.name)) for facet in page.facets.all()],
    )


def _identifier(page: pages.BasePage) -> str:
    """The same as long as the page lives, whatever its address becomes; a translation has its own."""
    return uuid.uuid5(page.translation_key, ways.language()).urn


def _changed(page: pages.BasePage) -> datetime:
    at: datetime = page.last_published_at or page.first_published_at or page.dated_at or clock.now()
    return at
