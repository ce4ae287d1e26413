"""The results of a round, file by file, in a fixed number of queries. An abstention is not a zero; who is in conflict
counts nowhere; who still has to read a file does not see what others say of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef

from tremplin.selection.engine.tallies import Tally, favourable, overall, tally
from tremplin.selection.models import Criterion, Decision, Review, Round, RoundFile, Score
from tremplin.selection.queries.overview import standing_reviews
from tremplin.selection.queries.rounds import files_visible_to
from tremplin.selection.states import FileState, ReviewState, RoundState

HUNDRED = 100
ORDERS = ("name", "mean", "reviews", "spread", "opinions", "state")
_STATES = {state: place for place, state in enumerate(FileState.values)}


@dataclass(frozen=True)
class Result:
    """`mean` on the scale of the results; `spread`: the widest gap between two readers on one criterion, in levels;
    None with fewer than two.

    `veiled`: the person reads this file and has not handed in their own review. `movable`: it may be settled now.
    """

    file: RoundFile
    mean: float | None
    spread: int | None
    submitted: int
    expected: int
    favourable: int
    opinions: int
    veiled: bool
    movable: bool


@dataclass(frozen=True)
class Results:
    """`scale`: the highest level when every criterion has the same, else one hundred."""

    round: Round
    scale: int
    rows: list[Result]

    @property
    def passed(self) -> int:
        return sum(row.file.state == FileState.PASSED for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.file.state == FileState.WAITING for row in self.rows)


def maxima_of(found: Round) -> dict[int, int]:
    """The highest level of each criterion that has levels, by its key."""
    rows = Criterion.objects.filter(round=found).annotate(most=Max("levels__value")).order_by("position")
    return {row.pk: row.most for row in rows if row.most}


def results_of(found: Round, person: Any, order: str = "name") -> Results:
    maxima = maxima_of(found)
    scale = next(iter(maxima.values())) if len(set(maxima.values())) == 1 else HUNDRED
    visible = files_visible_to(person).filter(round=found)
    reviews: dict[int, list[Review]] = {}
    for review in standing_reviews(visible).select_related("seat"):
        reviews.setdefault(review.file_id, []).append(review)
    values = _values(found)
    decided = Exists(Decision.objects.filter(application=OuterRef("application")))
    rows = [
        _result(file, reviews.get(file.pk, []), values, maxima, scale, found, person)
        for file in visible.annotate(decided=decided)
    ]
    return Results(found, scale, sorted_by(order, rows))


def _values(found: Round) -> dict[int, dict[int, int | None]]:
    """By review, then by criterion."""
    values: dict[int, dict[int, int | None]] = {}
    scores = Score.objects.filter(review__file__round=found, review__state=ReviewState.SUBMITTED).order_by()
    for review, criterion, value in scores.values_list("review", "criterion", "value"):
        values.setdefault(review, {})[criterion] = value
    return values


def _result(
    file: RoundFile,
    reviews: Sequence[Review],
    values: dict[int, dict[int, int | None]],
    maxima: dict[int, int],
    scale: int,
    found: Round,
    person: Any,
) -> Result:
    submitted = [review for review in reviews if review.state == ReviewState.SUBMITTED]
    veiled = any(review.seat.person_id == person.pk for review in reviews if review not in submitted)
    tallies = [] if veiled else tallies_of([values.get(review.pk, {}) for review in submitted], maxima)
    share = overall(tallies, list(maxima.values())) if tallies else None
    given = [] if veiled else [review.opinion for review in submitted if review.opinion is not None]
    for_it, in_all = favourable(given)
    return Result(
        file=file,
        mean=None if share is None else share * scale,
        spread=max((one.spread for one in tallies if one.given > 1), default=None),
        submitted=len(submitted),
        expected=max(len(reviews), found.per_file),
        favourable=for_it,
        opinions=in_all,
        veiled=veiled,
        movable=found.state == RoundState.OPEN and not file.decided,  # type: ignore[attr-defined]
    )


def tallies_of(given: Sequence[dict[int, int | None]], maxima: dict[int, int]) -> list[Tally]:
    """One for each criterion with levels, in their order; whoever abstained on the whole file counts as abstaining."""
    return [tally([values.get(criterion) for values in given]) for criterion in maxima]


def sorted_by(order: str, rows: Sequence[Result]) -> list[Result]:
    """By a column, the other way with a minus; what has no value comes last both ways; ties by name."""
    name, backwards = order.removeprefix("-"), order.startswith("-")
    named = sorted(rows, key=lambda row: (row.file.application.initiative.folded, row.file.ref))
    if name == "name" or name not in ORDERS:
        return named[::-1] if backwards else named
    known = [row for row in named if _value(row, name) is not None]
    known.sort(key=lambda row: _value(row, name) or 0, reverse=backwards)
    return [*known, *(row for row in named if _value(row, name) is None)]


def _value(row: Result, name: str) -> float | None:
    if name == "mean":
        return row.mean
    if name == "reviews":
        return row.submitted
    if name == "spread":
        return row.spread
    if name == "opinions":
        return row.favourable / row.opinions if row.opinions else None
    return _STATES[row.file.state]
