"""Places opened, users gained, and words on how a common lives."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from tremplin.support.facts.seen import News, Seen
from tremplin.support.models import CommonsRecord, Place, Reuser
from tremplin.support.states import Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    """What belongs to an initiative is told in each of its supports that was under way on that day."""
    of: dict[int, list[int]] = defaultdict(list)
    for pk in seen.open_to(Subject.RESULTS):
        of[seen.known[pk].initiative_id].append(pk)
    places, users = Place.objects.filter(initiative__in=of), Reuser.objects.filter(initiative__in=of)
    records = CommonsRecord.objects.filter(initiative__in=of)
    if seen.since:
        places, users = places.filter(from_day__gte=seen.since), users.filter(from_day__gte=seen.since)
        records = records.filter(on__gte=seen.since)
    for place in places.select_related("territory"):
        yield from _told(seen, of, place.initiative_id, place.from_day, _("in use: %(place)s") % {"place": place})
    for user in users:
        yield from _told(seen, of, user.initiative_id, user.from_day, _("used by %(name)s") % {"name": user.name})
    for record in records:
        yield from _told(
            seen, of, record.initiative_id, record.on, _("how the common lives was written"), "commons-life"
        )


def _told(
    seen: Seen, of: dict[int, list[int]], initiative: int, day: date, words: str, page: str = "place-list"
) -> Iterator[tuple[int, News]]:
    for pk in of[initiative]:
        one = seen.known[pk]
        if one.starts_on <= day <= one.ends_on:
            yield pk, News(day, words, reverse_lazy(f"support:{page}", args=[one.ref]))
