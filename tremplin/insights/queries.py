"""Figures of the seasons whose laureates are announced. Before the public wave of one of its calls has left, a season
does not exist here, whoever asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tremplin.calls.models import Application, Bearer
from tremplin.calls.states import ApplicationState, BearerKind
from tremplin.core import clock
from tremplin.insights.engine import secrecy
from tremplin.insights.engine.secrecy import Cell
from tremplin.insights.models import Dataset
from tremplin.programme.models import Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.selection.models import Acceptance, Decision, RoundFile, Screening, Wave
from tremplin.selection.states import DecisionState, FileState, Outcome, ScreeningState, WaveKind
from tremplin.support.models import Accompaniment
from tremplin.support.states import AccompanimentState

LAUREATES = "laureates"
OTHER = "other"
_OUTCOMES = (Outcome.RESERVE, Outcome.DECLINED, Outcome.NOT_ADMISSIBLE)


@dataclass(frozen=True)
class Figures:
    """What may be told of a season at an instant, and what it was counted from."""

    season: Season
    announced_at: datetime
    as_of: datetime
    steps: Sequence[Cell]
    kinds: Sequence[Cell]
    outcomes: Sequence[Cell]

    @property
    def cells(self) -> Mapping[str, Cell]:
        return {cell.key: cell for cell in self.steps}


def announced_seasons() -> QuerySet[Season]:
    """The seasons with laureates announced, the last announced first."""
    waves = _public_waves().filter(release__call__season=OuterRef("pk")).order_by("-finished_at")
    found = Season.objects.annotate(announced_at=Subquery(waves.values("finished_at")[:1]))
    return found.filter(announced_at__isnull=False).select_related("programme").order_by("-announced_at", "-pk")


def seasons_published_by(person: Any) -> QuerySet[Season]:
    """Those whose figures this person may publish: announced, of a programme they work for."""
    return announced_seasons().filter(programme__in=programmes_where(person, [Role.AGENT]))


def last_dataset(season: Season) -> Dataset | None:
    return Dataset.objects.filter(season=season).select_related("season__programme").order_by("-version").first()


def last_datasets(seasons: Iterable[Season]) -> dict[int, Dataset]:
    """The last published open data of each season, by the season's key."""
    found = Dataset.objects.filter(season__in=list(seasons)).order_by("version")
    return {dataset.season_id: dataset for dataset in found}


def dataset_of(ref: str) -> Dataset | None:
    """The last published open data of a season, by its reference."""
    found = Dataset.objects.filter(season__ref=ref, season__in=announced_seasons().order_by().values("pk"))
    return found.select_related("season__programme").order_by("-version").first()


def next_midnight(zone: str = "") -> datetime:
    """When what is counted by days changes next."""
    place = ZoneInfo(zone or settings.TIME_ZONE)
    return datetime.combine(clock.today(str(place)) + timedelta(days=1), time(), place)


def figures_of(season: Season) -> Figures | None:
    """None before the announcement. Steps, kinds of bearers and outcomes are of the calls announced, and no other."""
    waves = _public_waves().filter(release__call__season=season)
    announced = {call: at for call, at in waves.values_list("release__call", "finished_at") if at is not None}
    if not announced:
        return None
    received, laureates = _received(announced), _laureates(announced)
    kinds = _kinds(received, announced)
    outcomes = _outcomes(received, laureates)
    return Figures(
        season=season,
        announced_at=max(announced.values()),
        as_of=clock.now(),
        steps=_steps(received, laureates, outcomes),
        kinds=kinds,
        outcomes=outcomes,
    )


def _public_waves() -> QuerySet[Wave]:
    """Planned again, what a public wave told stays told: its first end is never erased."""
    return Wave.objects.filter(kind=WaveKind.PUBLIC, finished_at__isnull=False)


def _received(announced: Mapping[int, datetime]) -> QuerySet[Application]:
    """Received, and not withdrawn when the laureates of their call were announced."""
    standing = Q()
    for call, at in announced.items():
        standing |= Q(call=call) & (~Q(state=ApplicationState.WITHDRAWN) | Q(withdrawn_at__gt=at))
    return Application.objects.filter(standing, submitted_at__isnull=False).order_by()


def _laureates(announced: Mapping[int, datetime]) -> QuerySet[Acceptance]:
    told = Q()
    for call, at in announced.items():
        told |= Q(decision__application__call=call, published_at__lte=at)
    return Acceptance.objects.filter(told).order_by()


def _steps(
    received: QuerySet[Application], laureates: QuerySet[Acceptance], outcomes: Sequence[Cell]
) -> Sequence[Cell]:
    screened = Screening.objects.filter(application=OuterRef("pk"), state=ScreeningState.ADMISSIBLE)
    admissible = received.filter(Exists(screened))
    passed = RoundFile.objects.filter(application=OuterRef("pk"), state=FileState.PASSED)
    supported = Accompaniment.objects.filter(
        decision__acceptance__in=laureates.values("pk"),
        state__in=[AccompanimentState.RUNNING, AccompanimentState.PAUSED],
    )
    cells = [
        Cell("received", received.count()),
        Cell("admissible", admissible.count(), of="received"),
        Cell("short_listed", admissible.filter(Exists(passed)).count(), of="admissible"),
        Cell(
            LAUREATES,
            received.filter(pk__in=laureates.values("decision__application")).count(),
            of="received",
            public=True,
        ),
        Cell("supported", supported.count(), of=LAUREATES),
    ]
    return secrecy.steps(cells, told_apart={"admissible": Outcome.NOT_ADMISSIBLE.value}, parts=outcomes)


def _kinds(received: QuerySet[Application], announced: Mapping[int, datetime]) -> Sequence[Cell]:
    """By kind of bearer on the day of the announcement. An initiative carried by several kinds counts in each."""
    day = max(announced.values()).astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    carrying = Bearer.objects.filter(Q(until_day=None) | Q(until_day__gte=day))
    bearers = carrying.filter(initiative__applications__in=received.values("pk"))
    rows = (
        bearers.order_by()
        .values("kind")
        .annotate(
            count=Count(
                "initiative__applications", filter=Q(initiative__applications__in=received.values("pk")), distinct=True
            )
        )
    )
    counts = {row["kind"]: row["count"] for row in rows}
    return secrecy.breakdown(Cell(kind.value, counts.get(kind.value, 0), of="received") for kind in BearerKind)


def _outcomes(received: QuerySet[Application], laureates: QuerySet[Acceptance]) -> Sequence[Cell]:
    """What came of each application received: announced as a laureate, or the decision its team was told."""
    named = received.filter(pk__in=laureates.values("decision__application")).count()
    told = Decision.objects.filter(application__in=received.values("pk"), state=DecisionState.RELEASED)
    told = told.exclude(pk__in=laureates.values("decision"))
    rows = told.order_by().values("outcome").annotate(count=Count("pk"))
    counts = {row["outcome"]: row["count"] for row in rows}
    known = [Cell(outcome.value, counts.get(outcome.value, 0), of="received") for outcome in _OUTCOMES]
    rest = received.count() - named - sum(cell.count for cell in known)
    cells = [Cell(LAUREATES, named, of="received", public=True), *known, Cell(OTHER, rest, of="received")]
    return secrecy.breakdown(cells, last=Outcome.NOT_ADMISSIBLE.value)
