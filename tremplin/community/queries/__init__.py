"""Reading this room: events, as anybody and as the programme team see them; messages, as the team reads them; news,
and ties, as those who support do.
"""

from tremplin.community.queries.enquiries import (
    enquiries_matching,
    enquiries_visible_to,
    erased_on,
    others_from,
    told_of_messages,
    waiting_for,
)
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
    "enquiries_matching",
    "enquiries_visible_to",
    "erased_on",
    "events_to_come",
    "events_visible_to",
    "initiatives_after",
    "others_from",
    "places_left",
    "published_events",
    "registrations_of",
    "ties_of",
    "told_of_messages",
    "waiting_for",
]
