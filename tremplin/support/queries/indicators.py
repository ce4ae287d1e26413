"""What initiatives measure of what they change: the values that stand, and those that are due.

`indicators_of` and `last_measures` are what the exit, the pack of a committee and the report of the year read.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, QuerySet

from tremplin.support.engine.rhythms import next_due
from tremplin.support.models import Accompaniment, Indicator, Measure
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import Subject


def indicators_visible_to(person: Any) -> QuerySet[Indicator]:
    seen = accompaniments_open_to(person, Subject.RESULTS).order_by().values("pk")
    return Indicator.objects.filter(accompaniment__in=seen).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "written_by"
    )


def indicators_of(accompaniment: Accompaniment) -> QuerySet[Indicator]:
    """Those still measured; what was carried from the application and is not confirmed yet is among them."""
    return Indicator.objects.filter(accompaniment=accompaniment, closed_at=None)


def measures_of(indicators: Collection[Indicator]) -> dict[int, list[Measure]]:
    """The values that stand, in the order of their days; what was corrected is left out. One query."""
    found: dict[int, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(indicator__in=indicators, replaced_at=None).select_related("by"):
        found[measure.indicator_id].append(measure)
    return {one.pk: found[one.pk] for one in indicators}


def last_measures(indicators: Collection[Indicator]) -> dict[int, Measure]:
    """The last value that stands of each, for those that have one."""
    return {pk: rows[-1] for pk, rows in measures_of(indicators).items() if rows}


@dataclass(frozen=True)
class Standing:
    """An indicator, its last value and its day (that of the start when nothing was measured since), the next due day.

    `due_on` is None for what is no longer measured, and for what nobody confirmed yet.
    """

    indicator: Indicator
    measures: list[Measure]
    due_on: date | None

    @property
    def last(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def last_value(self) -> Decimal | None:
        return self.measures[-1].value if self.measures else self.indicator.initial

    @property
    def last_on(self) -> date | None:
        return self.measures[-1].on if self.measures else self.indicator.initial_on

    def is_due(self, today: date) -> bool:
        return self.due_on is not None and self.due_on <= today


def standings_of(indicators: Collection[Indicator]) -> list[Standing]:
    """The same query for three indicators and for eighty; their supports and programmes are read with them."""
    measures = measures_of(indicators)
    return [Standing(one, measures[one.pk], _due_of(one, _last_day(measures[one.pk]))) for one in indicators]


def _last_day(measures: list[Measure]) -> date | None:
    return measures[-1].on if measures else None


def due_days(indicators: Collection[Indicator]) -> dict[int, date]:
    """When each is due again, without its values: one query that brings a day an indicator."""
    found = Measure.objects.filter(indicator__in=indicators, replaced_at=None).order_by().values("indicator")
    last = dict(found.annotate(last=Max("on")).values_list("indicator", "last"))
    return {one.pk: day for one in indicators if (day := _due_of(one, last.get(one.pk))) is not None}


def _due_of(indicator: Indicator, last: date | None) -> date | None:
    if indicator.closed_at is not None or indicator.carried:
        return None
    zone = ZoneInfo(indicator.accompaniment.season.programme.time_zone)
    begun = indicator.written_at.astimezone(zone).date()
    if last is None and indicator.initial is not None:
        last = indicator.initial_on or begun
    return next_due(indicator.frequency, last=last, begun=begun)
