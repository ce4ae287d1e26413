"""Where the selection of each call is: every count in a fixed number of queries, whatever the number of calls.

All counts go through the applications the person may see: what is in conflict, or withdrawn, is in none of them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from tremplin.calls.models import Application, Call, Conflict, Intake
from tremplin.calls.states import ApplicationState
from tremplin.selection.models import Review, Round, RoundFile, Seat, Signatory, Sitting, Wave
from tremplin.selection.queries.decisions import decisions_visible_to
from tremplin.selection.queries.rounds import applications_visible_to, files_visible_to
from tremplin.selection.states import (
    College,
    DecisionState,
    FileState,
    ReviewState,
    ScreeningState,
    SeatState,
    WaveState,
)


@dataclass(frozen=True)
class Screened:
    """Each application is counted once: `returned` while its team corrects it, whatever was said before."""

    total: int = 0
    admissible: int = 0
    refused: int = 0
    returned: int = 0

    @property
    def done(self) -> int:
        return self.admissible + self.refused

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.returned


@dataclass(frozen=True)
class RoundCounts:
    """`reviews` handed in of those `assigned`; `unsummed`: files without the summary a citizen jury reads."""

    files: int = 0
    waiting: int = 0
    passed: int = 0
    kept: int = 0
    stopped: int = 0
    unsummed: int = 0
    invited: int = 0
    accepted: int = 0
    assigned: int = 0
    reviews: int = 0


@dataclass(frozen=True)
class Step:
    """A round, its counts and its sittings."""

    round: Round
    counts: RoundCounts
    sittings: list[Sitting]


@dataclass(frozen=True)
class Decided:
    prepared: int = 0
    signed: int = 0
    released: int = 0

    @property
    def total(self) -> int:
        return self.prepared + self.signed + self.released

    @property
    def sealed(self) -> int:
        """Signed, announced since or not."""
        return self.signed + self.released


@dataclass(frozen=True)
class Thread:
    """The selection of one call, from its screening to its announcement."""

    call: Call
    closes_at: datetime | None
    screened: Screened
    rounds: list[Step] = field(default_factory=list)
    decided: Decided = Decided()
    named: bool = False
    waves: list[Wave] = field(default_factory=list)

    @property
    def next_wave(self) -> Wave | None:
        return next((wave for wave in self.waves if wave.state != WaveState.DONE), None)


def thread_of(call: Call, person: Any) -> Thread:
    return threads_of([call], person)[0]


def threads_of(calls: Collection[Call], person: Any) -> list[Thread]:
    """One for each call, in their order."""
    keys = [call.pk for call in calls]
    visible = applications_visible_to(person).order_by().filter(call__in=keys)
    screened = _screened(visible)
    rounds: dict[int, list[Round]] = {}
    found = Round.objects.filter(call__in=keys).select_related("call__season__programme").order_by("position")
    for one in found:
        rounds.setdefault(one.call_id, []).append(one)
    counts = round_counts([one.pk for one in found], person)
    sittings: dict[int, list[Sitting]] = {}
    for sitting in Sitting.objects.filter(round__in=found).order_by("starts_at", "pk"):
        sittings.setdefault(sitting.round_id, []).append(sitting)
    decided = _decided(keys, person)
    named = set(Signatory.objects.filter(call__in=keys).order_by().values_list("call", flat=True))
    waves: dict[int, list[Wave]] = {}
    for wave in Wave.objects.filter(release__call__in=keys).select_related("release").order_by("position"):
        waves.setdefault(wave.release.call_id, []).append(wave)
    closings = Intake.objects.filter(call__in=keys).order_by().values("call").annotate(last=Max("closes_at"))
    last = {row["call"]: row["last"] for row in closings}
    return [
        Thread(
            call=call,
            closes_at=last.get(call.pk),
            screened=screened.get(call.pk, Screened()),
            rounds=[Step(one, counts[one.pk], sittings.get(one.pk, [])) for one in rounds.get(call.pk, [])],
            decided=decided.get(call.pk, Decided()),
            named=call.pk in named,
            waves=waves.get(call.pk, []),
        )
        for call in calls
    ]


def screened_of(call: Call, person: Any) -> Screened:
    visible = applications_visible_to(person).order_by().filter(call=call)
    return _screened(visible).get(call.pk, Screened())


def _screened(visible: QuerySet[Application]) -> dict[int, Screened]:
    submitted = Q(state=ApplicationState.SUBMITTED)
    rows: Any = visible.values("call").annotate(
        total=Count("pk"),
        admissible=Count("pk", filter=submitted & Q(screening__state=ScreeningState.ADMISSIBLE)),
        refused=Count("pk", filter=submitted & Q(screening__state=ScreeningState.REFUSED)),
        returned=Count("pk", filter=Q(state=ApplicationState.RETURNED)),
    )
    return {row.pop("call"): Screened(**row) for row in rows}


def round_counts(rounds: Collection[int], person: Any) -> dict[int, RoundCounts]:
    """By the key of the round; a round without anything has its zeros."""
    found: dict[int, dict[str, int]] = {key: {} for key in rounds}
    visible = files_visible_to(person).order_by().filter(round__in=rounds)
    files: Any = visible.values("round").annotate(
        files=Count("pk"),
        waiting=Count("pk", filter=Q(state=FileState.WAITING)),
        passed=Count("pk", filter=Q(state=FileState.PASSED)),
        kept=Count("pk", filter=Q(state=FileState.KEPT)),
        stopped=Count("pk", filter=Q(state=FileState.STOPPED)),
        unsummed=Count("pk", filter=Q(summary="", round__college=College.CITIZENS)),
    )
    seats = Seat.objects.filter(round__in=rounds).order_by().values("round")
    readers: Any = seats.annotate(
        invited=Count("pk", filter=Q(state__in=[SeatState.INVITED, SeatState.ACCEPTED])),
        accepted=Count("pk", filter=Q(state=SeatState.ACCEPTED)),
    )
    reviews = standing_reviews(visible).values("file__round")
    read: Any = reviews.annotate(assigned=Count("pk"), reviews=Count("pk", filter=Q(state=ReviewState.SUBMITTED)))
    for row in files:
        found[row.pop("round")] |= row
    for row in readers:
        found[row.pop("round")] |= row
    for row in read:
        found[row.pop("file__round")] |= row
    return {key: RoundCounts(**row) for key, row in found.items()}


def standing_reviews(files: QuerySet[RoundFile]) -> QuerySet[Review]:
    """The reviews of these files that count: nobody recused, nobody since in conflict."""
    conflicts = Conflict.objects.filter(person=OuterRef("seat__person"), application=OuterRef("file__application"))
    return (
        Review.objects.filter(file__in=files.order_by().values("pk"))
        .exclude(state=ReviewState.RECUSED)
        .exclude(Exists(conflicts))
        .order_by()
    )


def _decided(calls: Collection[int], person: Any) -> dict[int, Decided]:
    rows = decisions_visible_to(person).order_by().filter(application__call__in=calls).values("application__call")
    counted: Any = rows.annotate(
        prepared=Count("pk", filter=Q(state=DecisionState.PREPARED)),
        signed=Count("pk", filter=Q(state=DecisionState.SIGNED)),
        released=Count("pk", filter=Q(state=DecisionState.RELEASED)),
    )
    return {row.pop("application__call"): Decided(**row) for row in counted}
