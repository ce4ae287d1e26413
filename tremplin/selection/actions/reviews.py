"""Reading: links declared first, what is typed kept as it is typed, handed in once; recusing leaves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.models import Conflict
from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.models import Criterion, Review, Score
from tremplin.selection.states import Opinion, ReviewState


@dataclass(frozen=True)
class Given:
    """What is given on one criterion. `value` None without abstention: nothing chosen yet."""

    value: int | None = None
    abstains: bool = False
    words: str = ""


class Overtaken(MoveRefused):
    """The review was saved elsewhere since it was read: a second tab, another device. Nothing was written."""


def hold_review(review: Review) -> Review:
    """The review, locked; the team may have taken the file back meanwhile."""
    try:
        return hold(review)
    except Review.DoesNotExist:
        raise MoveRefused(_("This file is no longer given to this reader.")) from None


def confirm_no_link(review: Review, *, by: Person, at: datetime) -> None:
    """The reader knows of no link with the initiative: the text may be shown. The version to read is the last one."""
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_read(by, held), No):
            raise MoveRefused(answer.reason)
        last = held.file.application.submissions.order_by("-version").first()
        move(held, "accept", by=by.ref, at=at, submission=last)
    review.refresh_from_db()


def recuse(review: Review, *, source: str, by: Person, at: datetime) -> None:
    """The reader has a link: what they wrote goes, and the file is absent for them from now on."""
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_recuse(by, held), No):
            raise MoveRefused(answer.reason)
        _leave_nothing(held, by=by.ref, at=at)
        declare_conflict(held.file.application, by, source=source, by=by, at=at)
    review.refresh_from_db()


def _leave_nothing(review: Review, *, by: str, at: datetime) -> None:
    Score.objects.filter(review=review).delete()
    move(review, "recuse", by=by, at=at, opinion=None, abstains=False, for_team="", for_applicant="")


def recuse_conflicted(at: datetime) -> int:
    """Reviews whose reader the team found in conflict, from the file itself: they leave nothing either."""
    conflicts = Conflict.objects.filter(person=OuterRef("seat__person"), application=OuterRef("file__application"))
    found = Review.objects.filter(Exists(conflicts)).exclude(state=ReviewState.RECUSED)
    count = 0
    for review in found:
        with transaction.atomic():
            held = found.select_for_update(of=("self",)).filter(pk=review.pk).first()
            if held is not None:
                _leave_nothing(held, by="", at=at)
                count += 1
    return count


def save(
    review: Review,
    *,
    revision: int,
    given: Mapping[int, Given],
    opinion: int | None = None,
    abstains: bool = False,
    for_team: str = "",
    for_applicant: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Keep what is typed. `revision` is the one that was read; `given` is by the criterion's key.

    Raises Overtaken when it was saved elsewhere since; MoveRefused on a level the grid does not have.
    """
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_write_review(by, held), No):
            raise MoveRefused(answer.reason)
        if revision != held.revision:
            raise Overtaken(
                _("This review was saved elsewhere since you opened this page. Your text is below: nothing is lost.")
            )
        asks_opinion = held.file.round.asks_opinion
        if asks_opinion and opinion is not None and opinion not in Opinion.values:
            raise MoveRefused(_("Please choose one of the opinions."))
        criteria = {one.pk: one for one in held.file.round.criteria.prefetch_related("levels")}
        for key, one in given.items():
            _keep_score(held, criteria.get(key), one, abstains=abstains)
        others = Score.objects.filter(review=held).exclude(criterion__in=given)
        if abstains:
            others.update(value=None, abstains=True)
        elif held.abstains:
            others.update(abstains=False)
        if held.state == ReviewState.ACCEPTED:
            move(held, "start", by=by.ref, at=at)
        Review.objects.filter(pk=held.pk).update(
            opinion=opinion if asks_opinion and not abstains else None,
            abstains=abstains,
            for_team=for_team,
            for_applicant=for_applicant,
            revision=revision + 1,
            saved_at=at,
        )
    review.refresh_from_db()


def _keep_score(review: Review, criterion: Criterion | None, one: Given, *, abstains: bool) -> None:
    if criterion is None:
        raise MoveRefused(_("This criterion does not belong to the round."))
    if one.value is not None and one.value not in {level.value for level in criterion.levels.all()}:
        raise MoveRefused(
            _("“%(value)s” is not a level of “%(criterion)s”.") % {"value": one.value, "criterion": criterion}
        )
    no_value = abstains or one.abstains
    Score.objects.update_or_create(
        review=review,
        criterion=criterion,
        defaults={"value": None if no_value else one.value, "abstains": no_value, "words": one.words},
    )


def missing(review: Review) -> list[Criterion | None]:
    """What prevents handing in: criteria without an answer, and None for the opinion. Nothing for an abstention."""
    if review.abstains:
        return []
    scores = {score.criterion_id: score for score in review.scores.all()}
    found: list[Criterion | None] = []
    for criterion in review.file.round.criteria.prefetch_related("levels"):
        score = scores.get(criterion.pk)
        answered = score is not None and (
            score.abstains or (score.value is not None if criterion.levels.all() else bool(score.words.strip()))
        )
        if not answered:
            found.append(criterion)
    if review.file.round.asks_opinion and review.opinion is None:
        found.append(None)
    return found


def hand_in(review: Review, *, by: Person, at: datetime) -> None:
    """The review is in: it no longer changes, and the others' are shown."""
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_write_review(by, held), No):
            raise MoveRefused(answer.reason)
        if held.state == ReviewState.ACCEPTED:
            move(held, "start", by=by.ref, at=at)
        if missing(held):
            raise MoveRefused(_("Some answers are missing: they are listed below."))
        move(held, "submit", by=by.ref, at=at, submitted_at=at)
    review.refresh_from_db()


def reopen(review: Review, *, by: Person, at: datetime) -> None:
    """The team lets a reader correct a review; its trace stays."""
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_reopen(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "reopen", by=by.ref, at=at)
    review.refresh_from_db()


def read_last_version(review: Review, *, by: Person, at: datetime) -> None:
    """The application came back corrected: the reader takes up its last version."""
    with transaction.atomic():
        held = hold_review(review)
        if isinstance(answer := rules.can_write_review(by, held), No):
            raise MoveRefused(answer.reason)
        last = held.file.application.submissions.order_by("-version").first()
        Review.objects.filter(pk=held.pk).update(submission=last)
        journal.record("read_version", held, by=by.ref, at=at, after=str(last.version if last else ""))
    review.refresh_from_db()
