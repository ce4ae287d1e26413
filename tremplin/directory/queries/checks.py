"""Doors to check: what somebody said of them, those that stay silent, that nobody holds or confirms any more, and the
people to tell. Doors that only follow the official directory are counted, not listed: its next import checks them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from tremplin.core import clock
from tremplin.directory.models import Body, Case, Door, Holder, Report
from tremplin.directory.queries.doors import STALE_AFTER, doors_matching
from tremplin.directory.queries.holders import (
    TELL_WITHIN,
    SeenHolder,
    asks_again_on,
    present,
    seen_by,
    without_holder,
)
from tremplin.directory.states import BodyState, DoorState, ReportKind


class What(StrEnum):
    """Why a door is to be checked."""

    REPORT = "report"
    LEFT = "left"
    SILENT = "silent"
    STALE = "stale"
    TELL = "tell"


@dataclass(frozen=True)
class _Key:
    """One line of the list before it is read: the day of the fact, what it is, and on which rows it stands."""

    on: date | None
    what: What
    door: int
    row: int = 0

    @property
    def rank(self) -> tuple[date, str, int, int]:
        return (self.on or date.max, self.what, self.door, self.row)


@dataclass(frozen=True)
class Check:
    what: What
    door: Door
    on: date | None
    holder: SeenHolder | None = None
    report: Report | None = None
    asked_again_on: date | None = None

    @property
    def tell_by(self) -> date | None:
        return self.on + TELL_WITHIN if self.on and self.what == What.TELL else None


def _open_doors() -> QuerySet[Door]:
    return Door.objects.filter(state=DoorState.OPEN, body__state=BodyState.OPEN)


def _followed() -> Q:
    """What the team has put its hand to, or what was used."""
    cases, holders = Case.objects.filter(door=OuterRef("pk")), Holder.objects.filter(door=OuterRef("pk"))
    team = Q(imported=False) | Q(edited=True) | Q(vouched_by__isnull=False)
    return team | Exists(cases.order_by()) | Exists(holders.order_by())


def followed_doors() -> QuerySet[Door]:
    return _open_doors().filter(_followed())


def left_to_imports() -> tuple[int, date | None]:
    """How many doors only follow the official directory, and the day it was last read."""
    count = _open_doors().exclude(pk__in=followed_doors().order_by().values("pk")).count()
    last = Body.objects.aggregate(last=Max("imported_at"))["last"]
    return count, _day_of(last) if last else None


def checks(words: str = "", only: Collection[str] = ()) -> list[_Key]:
    """Every line, the oldest fact first; what was never confirmed has no date and comes last."""
    wanted = set(only) or set(What)
    matching = doors_matching(Door.objects.order_by(), words).values("pk") if words else None
    found = [key for what, read in _READ.items() if what in wanted for key in read(matching)]
    return sorted(found, key=lambda key: key.rank)


def check_counts() -> dict[What, int]:
    return {what: len(read(None)) for what, read in _READ.items()}


def read_checks(keys: Collection[_Key], person: Any) -> list[Check]:
    """The rows of these lines, as this person may see them: three queries, however many they are."""
    doors = Door.objects.select_related("body").in_bulk({key.door for key in keys})
    rows = Holder.objects.in_bulk({key.row for key in keys if key.what == What.TELL})
    reports = Report.objects.select_related("holder", "by").in_bulk(
        {key.row for key in keys if key.what == What.REPORT}
    )
    found = []
    for key in keys:
        holder = rows.get(key.row) if key.what == What.TELL else None
        found.append(
            Check(
                what=key.what,
                door=doors[key.door],
                on=key.on,
                holder=seen_by(person, holder) if holder else None,
                report=reports.get(key.row) if key.what == What.REPORT else None,
                asked_again_on=asks_again_on(doors[key.door]),
            )
        )
    return found


def _within(rows: QuerySet[Any], field: str, matching: Any) -> QuerySet[Any]:
    return rows.order_by() if matching is None else rows.order_by().filter(**{f"{field}__in": matching})


def _reports(matching: Any) -> list[_Key]:
    rows = Report.objects.filter(settled_at=None).exclude(kind=ReportKind.RIGHT)
    found = _within(rows, "door", matching).values_list("at", "door", "pk")
    return [_Key(_day_of(at), What.REPORT, door, pk) for at, door, pk in found]


def _left(matching: Any) -> list[_Key]:
    rows = without_holder(_open_doors()).annotate(gone=Max("holders__left_on"))
    return [_Key(gone, What.LEFT, pk) for pk, gone in _within(rows, "pk", matching).values_list("pk", "gone")]


def _silent(matching: Any) -> list[_Key]:
    rows = _within(_open_doors().exclude(silent_since=None), "pk", matching)
    return [_Key(since, What.SILENT, pk) for pk, since in rows.values_list("pk", "silent_since")]


def _stale(matching: Any) -> list[_Key]:
    """As `freshness_of` says, on the whole table at once."""
    before = clock.today() - STALE_AFTER
    rows = _within(followed_doors(), "pk", matching).exclude(confirmed_on__gt=before)
    columns = rows.values_list("pk", "confirmed_on", "imported", "edited", "body__imported_at")
    found = []
    for pk, confirmed, imported, edited, read in columns:
        since = confirmed or (_day_of(read) if read and imported and not edited else None)
        if since is None or since <= before:
            found.append(_Key(since + STALE_AFTER if since else None, What.STALE, pk))
    return found


def _to_tell(matching: Any) -> list[_Key]:
    rows = _within(Holder.objects.filter(present(), told_at=None), "door", matching)
    return [_Key(_day_of(at), What.TELL, door, pk) for at, door, pk in rows.values_list("entered_at", "door", "pk")]


_READ = {What.REPORT: _reports, What.LEFT: _left, What.SILENT: _silent, What.STALE: _stale, What.TELL: _to_tell}


def _day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
