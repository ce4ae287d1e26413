"""What this room keeps up to date for the pages that ask for it: the latest laureates."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tremplin.content import lists, ways
from tremplin.core.offers import Listed, LiveList


def _latest_laureates(most: int) -> tuple[list[Listed], datetime | None]:
    """Those published in the language of the moment: nothing changes before one is published or withdrawn."""
    home = ways.home_in(ways.language())
    if home is None:
        return [], None
    rows = lists.latest_laureates(home.locale)[:most]
    return [Listed(row.title, ways.address_of(row, home), words=row.bearer) for row in rows], None


LATEST_LAUREATES = LiveList("latest-laureates", _("Latest laureates"), _latest_laureates)
