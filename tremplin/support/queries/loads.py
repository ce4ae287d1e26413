"""What a head reads of a programme's year: what each person carries, by name, and its seasons side by side.

Facts, never a sum of them: nobody is compared, nothing is ranked.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from tremplin.programme.models import Programme, Season
from tremplin.support.models import Action, Booking, Commitment, Diagnosis, Introduction, Part
from tremplin.support.queries.accompaniments import parts_today
from tremplin.support.queries.capacities import Capacity, capacities_of
from tremplin.support.queries.openings import accompaniments_of_programmes
from tremplin.support.states import (
    AccompanimentState,
    ActionState,
    BookingState,
    CommitmentState,
    DiagnosisState,
    PartKind,
)

_OPEN = (AccompanimentState.PLANNED, AccompanimentState.RUNNING, AccompanimentState.PAUSED)


@dataclass(frozen=True)
class Load:
    """`sessions` were held in the supports of this person; `promises` were made to them, and are not kept yet."""

    capacity: Capacity
    sessions: int
    promises: int


def loads_of(programme: Programme, person: Any) -> list[Load]:
    """Of each officer of the programme, by name; supports in conflict with who asks count nowhere."""
    seen = set(
        accompaniments_of_programmes(person).filter(season__programme=programme).order_by().values_list("pk", flat=True)
    )
    parts = Part.objects.filter(
        parts_today(), kind=PartKind.OFFICER, accompaniment__in=seen, accompaniment__state__in=_OPEN
    ).order_by()
    beside = set(parts.values_list("person", "accompaniment", "accompaniment__initiative"))
    held = Booking.objects.filter(accompaniment__in=seen, state=BookingState.HELD).order_by()
    sessions = Counter(held.values_list("accompaniment", flat=True))
    waiting = Commitment.objects.filter(programme=programme, state=CommitmentState.PROMISED).order_by()
    promises = Counter(waiting.values_list("initiative", flat=True))
    return [
        Load(
            capacity,
            sum(sessions[one] for who, one, _initiative in beside if who == capacity.person.pk),
            sum(promises[initiative] for who, _one, initiative in beside if who == capacity.person.pk),
        )
        for capacity in capacities_of(programme)
    ]


@dataclass
class SeasonLine:
    """Counts of one season, each to be read with what it is out of."""

    season: Season
    supports: int = 0
    closed: int = 0
    agreed: int = 0
    actions: int = 0
    done: int = 0
    sessions: int = 0
    met_with: int = 0
    sent: int = 0
    met: int = 0


def seasons_of(person: Any) -> list[SeasonLine]:
    """The last season first, with those of one's programmes that have supports."""
    ours = accompaniments_of_programmes(person)
    lines: dict[int, SeasonLine] = {}
    for one in ours.annotate(
        agreed=Exists(Diagnosis.objects.filter(accompaniment=OuterRef("pk"), state=DiagnosisState.AGREED)),
        held=Exists(Booking.objects.filter(accompaniment=OuterRef("pk"), state=BookingState.HELD)),
    ):
        line = lines.setdefault(one.season_id, SeasonLine(one.season))
        line.supports += 1
        line.closed += one.state == AccompanimentState.CLOSED
        line.agreed += one.agreed
        line.met_with += one.held
    keys = ours.order_by().values("pk")
    _fill(lines, Action, keys, actions=~Q(state=ActionState.DROPPED), done=Q(state=ActionState.DONE))
    _fill(lines, Booking, keys, sessions=Q(state=BookingState.HELD))
    _fill(lines, Introduction, keys, sent=Q(sent_at__isnull=False), met=Q(met_on__isnull=False))
    return sorted(lines.values(), key=lambda line: (line.season.starts_on, line.season.pk), reverse=True)


def _fill(lines: dict[int, SeasonLine], model: Any, keys: Any, **counts: Q) -> None:
    rows = model.objects.filter(accompaniment__in=keys).order_by().values("accompaniment__season")
    for row in rows.annotate(**{f"n_{name}": Count("pk", filter=wanted) for name, wanted in counts.items()}):
        for name in counts:
            setattr(lines[row["accompaniment__season"]], name, row[f"n_{name}"])
