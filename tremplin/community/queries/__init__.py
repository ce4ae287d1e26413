"""Reading this room: events, as anybody and as the programme team see them; news, and ties, as those who support do."""

from tremplin.community.queries.events import (
    count_of,
    events_to_come,
    events_visible_to,
    places_left,
    published_events,
    registrations_of,
)
from tremplin.community.queries.news import check_ins_visible_to, initiatives_after, ties_of

__all__ = [
    "check_ins_visible_to",
    "count_of",
    "events_to_come",
    "events_visible_to",
    "initiatives_after",
    "places_left",
    "published_events",
    "registrations_of",
    "ties_of",
]
