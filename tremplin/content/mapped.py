"""What the maps of the site tell of this room: every page an editor has published."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from wagtail.models import Page

from tremplin.content import pages
from tremplin.core.offers import MappedPage, MappedPages


def _find(at: datetime) -> tuple[list[MappedPage], datetime | None]:
    """A page is told once, with each language it is published in, where its first language stands in the tree."""
    homes = pages.HomePage.objects.live().public().select_related("locale").order_by("path")
    urls: dict[Any, dict[str, str]] = defaultdict(dict)
    titles: dict[Any, dict[str, str]] = defaultdict(dict)
    changed: dict[Any, datetime] = {}
    for home in homes:
        language = str(home.locale.language_code)
        prefix = "/" if language == "fr" else f"/{language}/"
        below = Page.objects.live().public().descendant_of(home, inclusive=True).order_by("path")
        rows = below.values_list("translation_key", "url_path", "title", "last_published_at", "first_published_at")
        for key, url_path, title, last, first in rows:
            urls[key][language] = prefix + url_path.removeprefix(home.url_path)
            titles[key][language] = title
            if at_last := last or first:
                changed[key] = max(at_last, changed.get(key, at_last))
    return [MappedPage(urls[key], titles[key], changed.get(key)) for key in urls], None


PAGES = MappedPages("10-content", _find)
