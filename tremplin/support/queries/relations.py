"""What happened in relations, read for many at once: the people, the promises, the last sign of life."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tremplin.support.models import Introduction, Relation, Trace
from tremplin.support.states import IntroductionState, TraceKind


@dataclass(frozen=True)
class History:
    """One relation with all that is known of it; traces and introductions, newest first."""

    relation: Relation
    traces: list[Trace]
    introductions: list[Introduction]

    @property
    def last(self) -> date | None:
        """The last day something happened between them: a trace, a message, an answer, a meeting."""
        days = [trace.on for trace in self.traces]
        for one in self.introductions:
            zone = ZoneInfo(one.accompaniment.season.programme.time_zone)
            days += [at.astimezone(zone).date() for at in (one.sent_at, one.answered_at) if isinstance(at, datetime)]
            days += [one.met_on] if one.met_on else []
        return max(days, default=None)

    def days_since(self, today: date) -> int | None:
        """How many days ago that was."""
        return (today - self.last).days if self.last else None

    @property
    def due(self) -> list[Trace]:
        """Promises still to be kept, the nearest first."""
        open_ones = [trace for trace in self.traces if trace.kind == TraceKind.PROMISE and trace.kept_on is None]
        return sorted(open_ones, key=lambda trace: trace.due_on or date.max)

    @property
    def kept(self) -> list[Trace]:
        return [trace for trace in self.traces if trace.kind == TraceKind.PROMISE and trace.kept_on is not None]

    @property
    def people(self) -> list[str]:
        """Those met or written to, each once, the last first."""
        left = [one.contact_name for one in self.introductions if one.sent_at is not None]
        return list(dict.fromkeys([trace.who for trace in self.traces if trace.who] + left))

    @property
    def next_step(self) -> Introduction | None:
        """The introduction whose meeting left something to do, the nearest first."""
        met = [one for one in self.introductions if one.state == IntroductionState.MET]
        return min(met, key=lambda one: one.next_on or date.max, default=None)


def histories_of(relations: QuerySet[Relation]) -> list[History]:
    """Three queries, however many relations; those with the latest sign of life first."""
    rows = list(relations)
    traces = Trace.objects.filter(relation__in=rows).select_related("by")
    introductions = (
        Introduction.objects.filter(
            accompaniment__initiative__in={row.initiative_id for row in rows},
            door__body__in={row.body_id for row in rows},
        )
        .select_related("door__body", "accompaniment__initiative", "accompaniment__season__programme")
        .order_by("-asked_at", "-pk")
    )
    return sorted(_joined(rows, traces, introductions), key=lambda one: one.last or date.min, reverse=True)


def history_of(relation: Relation) -> History:
    return histories_of(Relation.objects.filter(pk=relation.pk).select_related("initiative", "body"))[0]


def _joined(rows: list[Relation], traces: Iterable[Trace], introductions: Iterable[Introduction]) -> list[History]:
    by_relation: dict[int, list[Trace]] = {}
    for trace in traces:
        by_relation.setdefault(trace.relation_id, []).append(trace)
    by_pair: dict[tuple[int, int], list[Introduction]] = {}
    for one in introductions:
        by_pair.setdefault((one.accompaniment.initiative_id, one.door.body_id), []).append(one)
    return [
        History(row, by_relation.get(row.pk, []), by_pair.get((row.initiative_id, row.body_id), [])) for row in rows
    ]
