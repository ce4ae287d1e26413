"""What the site's search knows of this room: published events. One that is over or cancelled stays, and says so."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tremplin.community import queries
from tremplin.core.offers import Published, PublishedSource
from tremplin.core.search.documents import addresses, in_two_columns


def _documents() -> Iterator[Published]:
    for event in queries.published_events():
        yield from in_two_columns(event.ref, "event", event, title="title", words=("words",))


def _still(refs: Collection[str], language: str) -> dict[str, str]:
    kept = list(queries.published_events().filter(ref__in=refs).values_list("ref", flat=True))
    return dict(zip(kept, addresses("community:event", kept, language), strict=True))


EVENTS = PublishedSource("40-events", _("Events"), {"event": _("Event")}, _documents, _still)
