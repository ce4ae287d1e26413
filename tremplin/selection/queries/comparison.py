"""What the colleges said of one application, side by side, and where they diverge, in a fixed number of queries.

An abstention is no mark; who is in conflict counts nowhere; a citizen is a number. Whoever still has to read the file
in a round sees nothing of what that round said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tremplin.calls.engine.schema import Kind
from tremplin.calls.models import Application, Submission
from tremplin.selection.engine.tallies import Divergence, Tally, divergences, favourable, tally
from tremplin.selection.models import Criterion, Level, Review, Round, RoundFile, Score
from tremplin.selection.queries.overview import standing_reviews
from tremplin.selection.states import Opinion, ReviewState

GIST_LENGTH = 420
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Said:
    """Words of a reader, as a page calls them."""

    label: str
    words: str


@dataclass(frozen=True)
class Line:
    """One criterion: the marks given with how many at each level, none when it is answered in words only."""

    criterion: Criterion
    tally: Tally
    levels: list[tuple[Level, int]]
    words: list[Said]

    @property
    def most(self) -> int:
        return max((level.value for level, _count in self.levels), default=0)


@dataclass(frozen=True)
class Reading:
    """What the readers of one round said: `submitted` reviews of the `expected`. Veiled, nothing but these counts."""

    file: RoundFile
    submitted: int
    expected: int
    veiled: bool = False
    lines: list[Line] = field(default_factory=list)
    opinions: list[tuple[Opinion, int]] = field(default_factory=list)
    favourable: int = 0
    given: int = 0
    for_team: list[Said] = field(default_factory=list)
    for_applicant: list[Said] = field(default_factory=list)

    @property
    def round(self) -> Round:
        return self.file.round

    @property
    def abstained(self) -> int:
        """Citizens who gave no opinion on a file they read."""
        return self.submitted - self.given


@dataclass(frozen=True)
class Comparison:
    """Two columns, each in the order of the rounds. The divergences are between the last reading of each."""

    experts: list[Reading]
    citizens: list[Reading]
    divergences: list[Divergence]

    def criterion(self, key: str) -> Criterion:
        """The criterion a divergence names."""
        return next(line.criterion for one in self.experts for line in one.lines if str(line.criterion.pk) == key)


def compare(application: Application, person: Any) -> Comparison:
    readings = readings_of(application, person)
    experts = [one for one in readings if not one.round.asks_opinion]
    citizens = [one for one in readings if one.round.asks_opinion]
    lines = [line for one in _last(experts) for line in one.lines if line.most]
    opinions = [int(opinion) for one in _last(citizens) for opinion, count in one.opinions for _turn in range(count)]
    found = divergences(
        {str(line.criterion.pk): _marks(line) for line in lines},
        {str(line.criterion.pk): line.most for line in lines},
        opinions,
    )
    return Comparison(experts, citizens, found)


def readings_of(application: Application, person: Any) -> list[Reading]:
    """One for each round the application entered, in their order."""
    files = RoundFile.objects.filter(application=application).order_by("round__position")
    standing = (
        standing_reviews(files)
        .select_related("seat__person", "seat__round")
        .prefetch_related("scores")
        .order_by("seat__number")
    )
    reviews: dict[int, list[Review]] = {}
    for review in standing:
        reviews.setdefault(review.file_id, []).append(review)
    rows = files.select_related("round__call__season__programme").prefetch_related("round__criteria__levels")
    return [_reading(file, reviews.get(file.pk, []), person) for file in rows]


def _reading(file: RoundFile, reviews: Sequence[Review], person: Any) -> Reading:
    submitted = [review for review in reviews if review.state == ReviewState.SUBMITTED]
    expected = max(len(reviews), file.round.per_file)
    if any(review.seat.person_id == person.pk for review in reviews if review not in submitted):
        return Reading(file, len(submitted), expected, veiled=True)
    scores = {(score.review_id, score.criterion_id): score for review in submitted for score in review.scores.all()}
    given = [review.opinion for review in submitted if review.opinion is not None]
    for_it, in_all = favourable(given)
    return Reading(
        file,
        len(submitted),
        expected,
        lines=[_line(criterion, submitted, scores) for criterion in file.round.criteria.all()],
        opinions=[(opinion, given.count(opinion)) for opinion in Opinion] if file.round.asks_opinion else [],
        favourable=for_it,
        given=in_all,
        for_team=[Said(one.seat.anonymous, one.for_team) for one in submitted if one.for_team],
        for_applicant=[Said(one.seat.anonymous, one.for_applicant) for one in submitted if one.for_applicant],
    )


def _line(criterion: Criterion, submitted: Sequence[Review], scores: dict[tuple[int, int], Score]) -> Line:
    found = [(review, scores.get((review.pk, criterion.pk))) for review in submitted]
    values = [score.value if score else None for _review, score in found]
    return Line(
        criterion,
        tally(values),
        [(level, values.count(level.value)) for level in criterion.levels.all()],
        [Said(review.seat.anonymous, score.words) for review, score in found if score and score.words],
    )


def _marks(line: Line) -> list[int | None]:
    marks: list[int | None] = [level.value for level, count in line.levels for _turn in range(count)]
    return marks + [None] * line.tally.abstained


def _last(readings: Sequence[Reading]) -> list[Reading]:
    """The last of the readings somebody handed something in for."""
    return [one for one in readings if one.submitted and not one.veiled][-1:]


def gist_of(application: Application) -> str:
    """What the initiative is, in two sentences: the summary written for citizens, else the first text of the copy."""
    written = RoundFile.objects.filter(application=application).exclude(summary="").order_by("-round__position")
    summary = written.values_list("summary", flat=True).first()
    if summary:
        return two_sentences(summary)
    last = Submission.objects.filter(application=application).order_by("-version").first()
    answers = [line for part in (last.frozen if last else {}).get("sections", []) for line in part["answers"]]
    texts = [line for line in answers if line["kind"] == Kind.TEXTAREA and line["text"].strip()]
    chosen = next((line for line in texts if line["key"] == "summary"), texts[0] if texts else None)
    return two_sentences(chosen["text"]) if chosen else ""


def two_sentences(text: str) -> str:
    found = " ".join(_SENTENCES.split(" ".join(text.split()))[:2])
    if len(found) <= GIST_LENGTH:
        return found
    return found[:GIST_LENGTH].rsplit(" ", 1)[0] + "…"
