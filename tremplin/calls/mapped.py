"""What the maps of the site tell of this room: the calls that are published."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tremplin.calls import queries
from tremplin.calls.models import Call
from tremplin.core import journal
from tremplin.core.offers import MappedPage, MappedPages
from tremplin.core.sitemaps import of_view


def _find(at: datetime) -> tuple[list[MappedPage], datetime | None]:
    calls = list(queries.published_calls())
    last = journal.last_instants(Call, [call.ref for call in calls])
    changed = {call.ref: max(filter(None, (call.published_at, last.get(call.ref)))) for call in calls}
    index = of_view("calls:call-list", title=gettext_lazy("Calls"), changed_at=max(changed.values(), default=None))
    pages = [of_view("calls:call", call.slug, title=call, changed_at=changed[call.ref]) for call in calls]
    next_one = Call.objects.filter(published_at__gt=at).order_by("published_at").first()
    return [index, *pages], next_one.published_at if next_one else None


PAGES = MappedPages("20-calls", _find)
