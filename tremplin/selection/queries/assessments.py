"""What was said of a file, as its own team may read it once it is told: nobody is named, nothing meant for the
programme team is shown.
"""

from dataclasses import dataclass

from tremplin.calls.models import Application
from tremplin.selection.models import Level, Review, RoundFile, Score
from tremplin.selection.queries.reviews import submitted_reviews


@dataclass(frozen=True)
class Said:
    """On one criterion: the level in words ("" where there is none), the words written, or an abstention."""

    criterion: str
    level: str
    words: str
    abstains: bool


@dataclass(frozen=True)
class Assessment:
    """What one reader said. `number` is drawn for this page: it is neither a seat nor a juror's number."""

    number: int
    said: list[Said]
    opinion: str
    abstains: bool
    comment: str


@dataclass(frozen=True)
class RoundAssessments:
    name: str
    citizens: bool
    readers: list[Assessment]


def assessments_of(application: Application) -> list[RoundAssessments]:
    """Round by round, the reviews handed in; those of somebody since in conflict left out."""
    files = RoundFile.objects.filter(application=application).select_related("round").order_by("round__position")
    found = []
    for file in files:
        # in an order that says nothing of the seats
        reviews = list(submitted_reviews(file).order_by("ref"))
        if reviews:
            labels = _labels(file)
            readers = [_assessment(number, one, labels) for number, one in enumerate(reviews, start=1)]
            found.append(RoundAssessments(str(file.round), file.round.asks_opinion, readers))
    return found


def _labels(file: RoundFile) -> dict[tuple[int, int], str]:
    levels = Level.objects.filter(criterion__round=file.round_id)
    return {(level.criterion_id, level.value): level.label for level in levels}


def _assessment(number: int, review: Review, labels: dict[tuple[int, int], str]) -> Assessment:
    scores = sorted(review.scores.all(), key=lambda score: score.criterion.position)
    return Assessment(
        number,
        [_said(score, labels) for score in scores],
        review.get_opinion_display() if review.opinion is not None else "",
        review.abstains,
        review.for_applicant,
    )


def _said(score: Score, labels: dict[tuple[int, int], str]) -> Said:
    level = labels.get((score.criterion_id, score.value), "") if score.value is not None else ""
    return Said(str(score.criterion), level, score.words, score.abstains)
