"""The calendar file of one session: an iCalendar object (RFC 5545) any calendar opens.

Instants are written in UTC, so that the file needs no table of time zones. The same `uid` with a higher `sequence`
replaces what a calendar already holds; a session cancelled says so instead of disappearing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

_MADE_BY = "-//Tremplin//Sessions//FR"


@dataclass(frozen=True)
class Entry:
    """One session. Instants are aware; `uid` never changes; `stamp` is when the file is made."""

    uid: str
    title: str
    words: str
    place: str
    address: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    cancelled: bool = False


def calendar_file(entry: Entry) -> bytes:
    """The file, in UTF-8 with CRLF line ends; texts are escaped and folded by the library.

    ValueError: an instant without a time zone.
    """
    if any(at.tzinfo is None for at in (entry.starts_at, entry.ends_at, entry.stamp)):
        raise ValueError("an instant without a time zone")
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("url", entry.address)
    if entry.words:
        event.add("description", entry.words)
    if entry.place:
        event.add("location", entry.place)
    event.add("sequence", 1 if entry.cancelled else 0)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
