"""Who reads what in a round, and what the round robin proposes: a fixed number of queries, whatever the pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from tremplin.calls.models import Conflict
from tremplin.selection.engine.digests import digest
from tremplin.selection.engine.roundrobin import Plan, assign
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.queries.overview import standing_reviews
from tremplin.selection.queries.rounds import files_visible_to
from tremplin.selection.states import ReviewState, RoundState, SeatState


@dataclass(frozen=True)
class Reading:
    """A file and its readers: those it has, those proposed, those who may be added by hand. `short`: how many lack."""

    file: RoundFile
    reviews: Sequence[Review]
    proposed: Sequence[Seat]
    free: Sequence[Seat]
    short: int
    linked: int


@dataclass(frozen=True)
class Load:
    """What a reader has to read, once the proposal is followed; only of the files the person may see."""

    seat: Seat
    given: int
    proposed: int

    @property
    def total(self) -> int:
        return self.given + self.proposed


@dataclass(frozen=True)
class Board:
    round: Round
    readings: list[Reading]
    loads: list[Load]
    pairs: list[tuple[RoundFile, Seat]]
    digest: str

    @property
    def missing(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.short]

    @property
    def least(self) -> int:
        return min((load.total for load in self.loads), default=0)

    @property
    def most(self) -> int:
        return max((load.total for load in self.loads), default=0)


def accepted_seats(found: Round) -> list[Seat]:
    seats = Seat.objects.filter(round=found, state=SeatState.ACCEPTED)
    return list(seats.select_related("person", "round").order_by("number"))


def free_for(file: RoundFile) -> list[Seat]:
    """Who may be added on one file: accepted, with room left, without a link, not its reader already."""
    linked = Conflict.objects.filter(application=file.application_id, person=OuterRef("person"))
    kept = Q(reviews__file__isnull=False) & ~Q(reviews__state=ReviewState.RECUSED)
    seats = (
        Seat.objects.filter(round=file.round_id, state=SeatState.ACCEPTED)
        .exclude(Exists(linked))
        .exclude(Exists(Review.objects.filter(seat=OuterRef("pk"), file=file).exclude(state=ReviewState.RECUSED)))
        .annotate(kept=Count("reviews", filter=kept))
        .filter(kept__lt=F("files_accepted"))
    )
    if file.round.state == RoundState.CLOSED:
        return []
    return list(seats.select_related("person", "round").order_by("number"))


def pairs_that_hold(found: Round, pairs: Sequence[tuple[RoundFile, Seat]]) -> list[tuple[RoundFile, Seat]]:
    """Of these pairs, in their order, those `rules.can_assign` would let be made one after the other."""
    seats = {seat.pk: seat for seat in Seat.objects.filter(round=found, state=SeatState.ACCEPTED)}
    files = set(RoundFile.objects.filter(round=found).order_by().values_list("pk", flat=True))
    linked = set(
        Conflict.objects.filter(application__round_files__round=found, person__seats__round=found)
        .order_by()
        .values_list("application", "person")
    )
    rows = Review.objects.filter(seat__round=found).order_by().values_list("file", "seat", "state")
    known = {(file, seat) for file, seat, _state in rows}
    kept: dict[int, int] = dict.fromkeys(seats, 0)
    for _file, key, state in rows:
        if key in kept and state != ReviewState.RECUSED:
            kept[key] += 1
    holding = []
    for file, given in pairs:
        seat = seats.get(given.pk)
        if seat is None or file.pk not in files or (file.pk, seat.pk) in known:
            continue
        if (file.application_id, seat.person_id) in linked:
            continue
        if seat.files_accepted is not None and kept[seat.pk] >= seat.files_accepted:
            continue
        known.add((file.pk, seat.pk))
        kept[seat.pk] += 1
        holding.append((file, given))
    return holding


def board_of(found: Round, person: Any) -> Board:
    files = list(files_visible_to(person).filter(round=found).order_by("ref"))
    seats = accepted_seats(found)
    by_ref, seat_of = {file.ref: file for file in files}, {seat.ref: seat for seat in seats}
    everything = Review.objects.filter(file__round=found).exclude(state=ReviewState.RECUSED).order_by()
    already = list(everything.values_list("seat__ref", "file__ref"))
    forbidden = _forbidden(files, seats)
    capacities = {seat.ref: seat.files_accepted or 0 for seat in seats}
    plan = assign(capacities, list(by_ref), found.per_file, forbidden=forbidden, already=already)
    if found.state == RoundState.CLOSED:
        plan = Plan((), plan.short, plan.loads)
    taken: dict[str, int] = dict.fromkeys(capacities, 0)
    for reader, _file in already:
        if reader in taken:
            taken[reader] += 1
    readings = _readings(files, seats, plan, forbidden, set(already), taken)
    given, proposed = dict.fromkeys(capacities, 0), dict.fromkeys(capacities, 0)
    for reader, file in already:
        if reader in given and file in by_ref:
            given[reader] += 1
    for reader, _file in plan.pairs:
        proposed[reader] += 1
    return Board(
        round=found,
        readings=readings,
        loads=[Load(seat, given[seat.ref], proposed[seat.ref]) for seat in seats],
        pairs=[(by_ref[file], seat_of[reader]) for reader, file in plan.pairs],
        digest=digest({"pairs": [list(pair) for pair in plan.pairs]}),
    )


def _forbidden(files: Sequence[RoundFile], seats: Sequence[Seat]) -> set[tuple[str, str]]:
    """Conflicts: they alone forbid a pair."""
    file_of = {file.application_id: file.ref for file in files}
    seat_of = {seat.person_id: seat.ref for seat in seats}
    rows = Conflict.objects.filter(application__in=list(file_of), person__in=list(seat_of)).order_by()
    return {(seat_of[person], file_of[one]) for person, one in rows.values_list("person", "application")}


def _readings(
    files: Sequence[RoundFile],
    seats: Sequence[Seat],
    plan: Plan,
    forbidden: set[tuple[str, str]],
    already: set[tuple[str, str]],
    taken: dict[str, int],
) -> list[Reading]:
    reviews: dict[int, list[Review]] = {}
    keys = RoundFile.objects.filter(pk__in=[file.pk for file in files])
    for review in standing_reviews(keys).select_related("seat__person", "seat__round").order_by("seat__number"):
        reviews.setdefault(review.file_id, []).append(review)
    seat_of = {seat.ref: seat for seat in seats}
    proposed: dict[str, list[Seat]] = {}
    for reader, file_ref in plan.pairs:
        proposed.setdefault(file_ref, []).append(seat_of[reader])
    roomy = [seat for seat in seats if taken[seat.ref] < (seat.files_accepted or 0)]
    linked: dict[str, int] = {}
    for _reader, file_ref in forbidden:
        linked[file_ref] = linked.get(file_ref, 0) + 1
    return [
        Reading(
            file=file,
            reviews=reviews.get(file.pk, []),
            proposed=proposed.get(file.ref, []),
            free=[
                seat for seat in roomy if (seat.ref, file.ref) not in forbidden and (seat.ref, file.ref) not in already
            ],
            short=plan.short.get(file.ref, 0),
            linked=linked.get(file.ref, 0),
        )
        for file in files
    ]
