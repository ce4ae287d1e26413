"""One line per support, the longest silence first: the last news with its day, and the next gesture."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tremplin.core import clock
from tremplin.support.facts import news_of, owed_in, sides_for
from tremplin.support.facts.seen import News, Owed
from tremplin.support.models import Accompaniment

QUIET = 30  # days without news after which a call is proposed
RECENT = timedelta(days=60)  # most supports moved since; the whole year is read for the others alone


def last_news(rows: Collection[Accompaniment], person: Any, today: date) -> dict[int, News | None]:
    """The last thing that happened in each, up to today."""
    found = news_of(rows, person, since=today - RECENT)
    silent = [one for one in rows if not any(item.day <= today for item in found[one.pk])]
    if silent:
        found |= news_of(silent, person)
    return {pk: next((item for item in items if item.day <= today), None) for pk, items in found.items()}


@dataclass(frozen=True)
class Morning:
    """One line of the list: the last news, the days without any, and the next gesture of this person's side."""

    accompaniment: Accompaniment
    last: News | None
    silence: int
    gesture: Owed | None
    people: list[Any]

    @property
    def quiet(self) -> bool:
        return self.silence >= QUIET


def mornings(rows: Collection[Accompaniment], person: Any) -> list[Morning]:
    """The longest silence first. `rows` have their parts of today in `today_parts`."""
    today = clock.today()
    sides, news, owed = sides_for(person, rows), last_news(rows, person, today), owed_in(rows, person)
    lines = []
    for one in rows:
        last = news[one.pk]
        since = last.day if last else one.starts_on
        gesture = next((item for item in owed[one.pk] if item.side == sides[one.pk]), None)
        people = one.today_parts  # type: ignore[attr-defined]
        lines.append(Morning(one, last, max((today - since).days, 0), gesture, people))
    return sorted(lines, key=lambda line: -line.silence)
