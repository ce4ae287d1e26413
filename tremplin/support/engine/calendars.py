"""Calendar files, of one session or of all of somebody’s: iCalendar objects (RFC 5545) any calendar opens.

Instants are written in UTC, so that the file needs no table of time zones. The same `uid` with a higher `sequence`
replaces what a calendar already holds; a session cancelled says so instead of disappearing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

_MADE_BY = "-//Tremplin//Sessions//FR"


@dataclass(frozen=True)
class Entry:
    """One session. Instants are aware; `uid` never changes, `sequence` rises at each change; `stamp` is when the file
    is made.
    """

    uid: str
    title: str
    words: str
    place: str
    address: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    cancelled: bool = False
    sequence: int = 0


def calendar_file(*entries: Entry, name: str = "") -> bytes:
    """The file, in UTF-8 with CRLF line ends; texts are escaped and folded by the library. `name`: what a calendar that
    reads it again and again calls it.

    ValueError: an instant without a time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Entry) -> Event:
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
    # a calendar keeps what it holds unless the number is higher: an end is always one change at least
    event.add("sequence", max(entry.sequence, int(entry.cancelled)))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
