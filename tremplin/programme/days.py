"""Days of a season, from what rooms know of its rows: a step is done on the day its last row was."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


def last_days(seasons: Collection[Any], rows: Iterable[tuple[int, datetime | None]]) -> dict[int, date]:
    """(season, instant it was done) → for the seasons whose rows are all done, and there is one, the day of the last.

    The day is that of the programme's own clock.
    """
    zones = {season.pk: ZoneInfo(season.programme.time_zone) for season in seasons}
    found: dict[int, datetime] = {}
    waiting: set[int] = set()
    for season, at in rows:
        if at is None:
            waiting.add(season)
        elif season not in found or at > found[season]:
            found[season] = at
    return {pk: at.astimezone(zones[pk]).date() for pk, at in found.items() if pk not in waiting}
