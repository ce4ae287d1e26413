"""What the maps of the site tell of this room: the events to come."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tremplin.community import queries
from tremplin.community.models import Event
from tremplin.core import journal
from tremplin.core.offers import MappedPage, MappedPages
from tremplin.core.sitemaps import of_view


def _find(at: datetime) -> tuple[list[MappedPage], datetime | None]:
    events = list(queries.events_to_come(at))
    last = journal.last_instants(Event, [event.ref for event in events])
    changed = {event.ref: last.get(event.ref, event.published_at) for event in events}
    newest = max(filter(None, changed.values()), default=None)
    index = of_view("community:event-list", title=gettext_lazy("Events"), changed_at=newest)
    pages = [of_view("community:event", event.ref, title=event, changed_at=changed[event.ref]) for event in events]
    return [index, *pages], min((event.ends_at for event in events), default=None)


PAGES = MappedPages("30-events", _find)
