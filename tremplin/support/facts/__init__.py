"""What happened in supports, and what waits for somebody: every subject tells its own, in one module of this package.

A module has `news(seen)`, `owed(seen)`, or both; each yields (key of the support, fact) in a number of queries that
does not depend on how many supports are told of, and tells nothing the person may not see.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from tremplin.support.facts import (
    autonomy,
    committees,
    consolidate,
    deploy,
    diagnoses,
    exits,
    money,
    points,
    roadmaps,
    sessions,
    ties,
)
from tremplin.support.facts.seen import News, Owed, Seen, sides_for
from tremplin.support.models import Accompaniment

__all__ = ["News", "Owed", "Seen", "news_of", "owed_in", "sides_for"]

NEWS = (
    autonomy.news,
    committees.news,
    deploy.news,
    diagnoses.news,
    exits.news,
    money.news,
    points.news,
    roadmaps.news,
    sessions.news,
    ties.news,
    consolidate.news,
)
OWED = (
    autonomy.owed,
    committees.owed,
    diagnoses.owed,
    exits.owed,
    money.owed,
    points.owed,
    roadmaps.owed,
    sessions.owed,
    ties.owed,
    consolidate.owed,
)


def news_of(rows: Collection[Accompaniment], person: Any, *, since: date | None = None) -> dict[int, list[News]]:
    """What happened in each, the last first, as this person may read it."""
    seen = Seen(rows, person, since)
    found: dict[int, list[News]] = defaultdict(list)
    for tell in NEWS:
        for pk, item in tell(seen):
            if since is None or item.day >= since:
                found[pk].append(item)
    return {pk: sorted(found[pk], key=lambda news: news.day, reverse=True) for pk in seen.known}


def owed_in(rows: Collection[Accompaniment], person: Any) -> dict[int, list[Owed]]:
    """What is to be done in each, by whom: what has a date first, the nearest date first."""
    seen = Seen(rows, person)
    found: dict[int, list[Owed]] = defaultdict(list)
    for tell in OWED:
        for pk, item in tell(seen):
            found[pk].append(item)
    return {pk: sorted(found[pk], key=lambda owed: owed.due or date.min) for pk in seen.known}
