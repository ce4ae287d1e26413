"""What this room keeps up to date for the pages that ask for it: the next events."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.community.queries import events_to_come
from tremplin.core import clock, dates
from tremplin.core.offers import Listed, LiveList


def _next_events(most: int) -> tuple[list[Listed], datetime | None]:
    """Those that are not over; the list changes when the first of them ends."""
    events = list(events_to_come(clock.now()).filter(cancelled_at=None)[:most])
    rows = []
    for event in events:
        when = dates.instant(event.starts_at, event.programme.time_zone)
        words = " – ".join(filter(None, (when, event.place)))
        rows.append(Listed(event.title, reverse("community:event", args=[event.ref]), words, event.starts_at))
    return rows, min((event.ends_at for event in events), default=None)


NEXT_EVENTS = LiveList("next-events", _("Next events"), _next_events)
