"""What this room keeps up to date for the pages that ask for it: the open calls."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.calls.notice import next_change
from tremplin.calls.queries import open_calls
from tremplin.core import clock, dates
from tremplin.core.offers import Listed, LiveList


def _open_calls(most: int) -> tuple[list[Listed], datetime | None]:
    """The first to close first. The instants are those of the announcement."""
    at = clock.now()
    pairs = sorted(open_calls(at), key=lambda pair: pair[1].closes_at)[:most]
    rows = []
    for call, intake in pairs:
        until = dates.instant(intake.closes_at, call.season.programme.time_zone)
        words = _("open until %(until)s") % {"until": until}
        rows.append(Listed(call.title, reverse("calls:call", args=[call.slug]), words=words))
    return rows, next_change(at)


OPEN_CALLS = LiveList("open-calls", gettext_lazy("Open calls"), _open_calls)
