"""What the site's search knows of this room: the calls that are open, or that will be."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tremplin.calls import queries
from tremplin.calls.models import Call
from tremplin.calls.states import IntakeState
from tremplin.core import clock
from tremplin.core.offers import Published, PublishedSource
from tremplin.core.search.documents import addresses, in_two_columns


def _to_find() -> list[Call]:
    now = clock.now()
    calls = queries.published_calls().prefetch_related("intakes")
    return [call for call in calls if queries.standing_of(call, now).state != IntakeState.CLOSED]


def _documents() -> Iterator[Published]:
    for call in _to_find():
        yield from in_two_columns(call.ref, "call", call, title="title", words=("summary", "asks", "prepare"))


def _still(refs: Collection[str], language: str) -> dict[str, str]:
    slugs = {call.ref: call.slug for call in _to_find() if call.ref in refs}
    return dict(zip(slugs, addresses("calls:call", slugs.values(), language), strict=True))


CALLS = PublishedSource("20-calls", _("Calls"), {"call": _("Call")}, _documents, _still)
