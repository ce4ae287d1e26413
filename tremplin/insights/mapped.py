"""What the maps of the site tell of this room: the figures of the seasons whose laureates are announced."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tremplin.core.offers import MappedPage, MappedPages
from tremplin.core.sitemaps import of_view
from tremplin.insights import queries


def _find(at: datetime) -> tuple[list[MappedPage], datetime | None]:
    seasons: list[Any] = list(queries.announced_seasons())
    # the last season's figures are on the page itself
    newest = seasons[0].announced_at if seasons else None
    index = of_view("insights:figures", title=gettext_lazy("Figures"), changed_at=newest)
    pages = [
        of_view(
            "insights:figures",
            title=season,
            changed_at=season.announced_at,
            query=f"?saison={season.ref}",
        )
        for season in seasons[1:]
    ]
    return [index, *pages], None


PAGES = MappedPages("40-figures", _find)
