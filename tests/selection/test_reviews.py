"""Reviews: links first, the version read, an abstention that is no zero, and nothing left by who is recused."""

from typing import Any

import pytest
from django.utils import translation

from tests import cast
from tests.calls.factories import SubmissionFactory
from tests.factories import PersonFactory
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Conflict
from tremplin.core import clock, journal
from tremplin.selection.actions import assignments, reviews, rounds
from tremplin.selection.actions.reviews import Given, Overtaken
from tremplin.selection.engine.tallies import Tally, tally
from tremplin.selection.models import Review, Round, Score
from tremplin.selection.queries import opinions_on, others_reviews, reviews_of, submitted_reviews
from tremplin.selection.states import College, Opinion

pytestmark = pytest.mark.django_db


def _round(count: int = 1, college: str = College.EXPERTS, *, readers: int = 1) -> tuple[Round, list[Review]]:
    found = story.prepared_round(story.screened(story.received(count)), college=college, per_file=readers)
    first = cast.jules() if college == College.CITIZENS else cast.rose()
    people = [first, *(PersonFactory.create(confirmed=True) for _one in range(readers - 1))]
    return found, story.assigned(found, story.seated(found, people))


def _given(review: Review, value: int | None = 3, **given: Any) -> dict[int, Given]:
    return {one.pk: Given(value=value, **given) for one in review.file.round.criteria.all()}


def _save(review: Review, **typed: Any) -> None:
    person = review.seat.person
    reviews.save(review, **{"revision": review.revision, "given": {}, "by": person, "at": clock.now(), **typed})


def _confirm(review: Review) -> None:
    reviews.confirm_no_link(review, by=review.seat.person, at=clock.now())


def _hand_in(review: Review) -> None:
    reviews.hand_in(review, by=review.seat.person, at=clock.now())


def test_links_are_declared_before_anything_is_written() -> None:
    _found, (review,) = _round()
    sentence = "Before reading, please say whether you are linked to this initiative."
    with refused(sentence):
        _save(review, for_team="Clair.")
    with refused(sentence):
        _hand_in(review)
    _confirm(review)
    _save(review, for_team="Clair.")
    assert (review.state, review.for_team, review.revision) == ("started", "Clair.", 1)
    with refused("This is not possible now: the state is “in progress”."):
        _confirm(review)


def test_reading_waits_for_the_round_to_open() -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, opened=False)
    review = story.assigned(found, story.seated(found, [cast.rose()]))[0]
    assert list(reviews_of(cast.rose())) == []
    with refused("This round is not open."):
        _confirm(review)
    rounds.open_round(found, by=cast.ada(), at=clock.now())
    assert list(reviews_of(cast.rose())) == [review]


def test_review_is_written_by_its_reader_only() -> None:
    _found, (review,) = _round()
    for person in (cast.jules(), cast.ada(), cast.alice()):
        with refused("This review is somebody else's."):
            reviews.confirm_no_link(review, by=person, at=clock.now())
        with refused("This review is somebody else's."):
            reviews.save(review, revision=0, given={}, by=person, at=clock.now())
        with refused("This review is somebody else's."):
            reviews.recuse(review, source="", by=person, at=clock.now())


def test_review_points_to_the_version_that_was_read() -> None:
    _found, (review,) = _round()
    application = review.file.application
    first = application.submissions.get()
    _confirm(review)
    second = SubmissionFactory.create(application=application, version=2, frozen=story.FROZEN)
    _save(review, given=_given(review))
    assert review.submission == first
    reviews.read_last_version(review, by=cast.rose(), at=clock.now())
    assert review.submission == second
    _hand_in(review)
    with refused("Your review is in. If something is wrong, the team can open it again for you."):
        reviews.read_last_version(review, by=cast.rose(), at=clock.now())


def test_abstention_on_a_criterion_has_no_value_and_is_no_zero() -> None:
    found, (mine, other) = _round(readers=2)
    story.read(mine, value=None)
    story.read(other, value=4)
    assert reviews.missing(mine) == []
    assert list(mine.scores.values_list("value", "abstains")) == [(None, True)] * 2
    criterion = found.criteria.first()
    values = [score.value for one in submitted_reviews(mine.file) for score in one.scores.filter(criterion=criterion)]
    assert tally(values) == Tally(mean=4.0, given=1, abstained=1, least=4, most=4)


def test_abstention_on_the_file_takes_the_values_given_before() -> None:
    _found, (review,) = _round()
    _confirm(review)
    _save(review, given=_given(review, 4, words="Très utile."))
    _save(review, abstains=True)
    kept = {("value", None), ("abstains", True), ("words", "Très utile.")}
    assert [set(row.items()) for row in review.scores.values("value", "abstains", "words")] == [kept] * 2
    assert reviews.missing(review) == []
    _hand_in(review)
    values = [score.value for one in submitted_reviews(review.file) for score in one.scores.all()]
    assert (tally(values).mean, tally(values).given) == (None, 0)


def test_abstention_taken_back_is_answered_again() -> None:
    found, (review,) = _round()
    _confirm(review)
    _save(review, given=_given(review, 4), abstains=True)
    _save(review)
    assert reviews.missing(review) == list(found.criteria.all())
    with refused("Some answers are missing: they are listed below."):
        _hand_in(review)


def test_citizen_who_abstains_gives_no_opinion() -> None:
    _found, (mine, other) = _round(college=College.CITIZENS, readers=2)
    story.read(other, opinion=Opinion.UNFAVOURABLE)
    _confirm(mine)
    _save(mine, opinion=Opinion.FAVOURABLE, abstains=True)
    assert (mine.opinion, reviews.missing(mine)) == (None, [])
    _hand_in(mine)
    said = opinions_on(mine.file.application)
    assert (said.favourable, said.opinions) == (0, 1)


@pytest.mark.parametrize("value", [0, 5, -1])
def test_level_the_grid_does_not_have_is_refused_and_nothing_is_kept(value: int) -> None:
    _found, (review,) = _round()
    _confirm(review)
    with refused(f"“{value}” is not a level of “General interest”."):
        _save(review, given=_given(review, value), for_team="Perdu ?")
    assert (Score.objects.count(), Review.objects.get().for_team, Review.objects.get().state) == (0, "", "accepted")


def test_criterion_and_opinion_that_do_not_exist_are_refused() -> None:
    _found, (review,) = _round(college=College.CITIZENS)
    _confirm(review)
    with refused("This criterion does not belong to the round."):
        _save(review, given={0: Given(words="Utile.")})
    with refused("Please choose one of the opinions."):
        _save(review, opinion=7)
    assert Review.objects.get().revision == 0


def test_experts_give_levels_and_no_opinion() -> None:
    _found, (review,) = _round()
    _confirm(review)
    _save(review, opinion=Opinion.FAVOURABLE)
    assert review.opinion is None


def test_save_from_a_second_tab_is_refused_and_says_so() -> None:
    _found, (review,) = _round()
    _confirm(review)
    _save(review, for_team="Premier onglet.")
    with translation.override("en"), pytest.raises(Overtaken) as overtaken:
        _save(review, revision=0, for_team="Second onglet.")
    assert overtaken.value.reason == (
        "This review was saved elsewhere since you opened this page. Your text is below: nothing is lost."
    )
    assert (review.revision, Review.objects.get().for_team) == (1, "Premier onglet.")


def test_review_is_handed_in_whole() -> None:
    found, (review,) = _round(college=College.CITIZENS)
    _confirm(review)
    first, *others = found.criteria.all()
    _save(review, given={first.pk: Given(words="Aux agriculteurs."), **{one.pk: Given(words=" ") for one in others}})
    assert reviews.missing(review) == [*others, None]
    with refused("Some answers are missing: they are listed below."):
        _hand_in(review)
    _save(review, given={one.pk: Given(words="Oui.") for one in others}, opinion=Opinion.RESERVED)
    assert reviews.missing(review) == []
    _hand_in(review)
    assert (review.state, review.submission, review.submitted_at is not None) == (
        "submitted",
        review.file.application.submissions.get(),
        True,
    )


def test_others_reviews_appear_after_ones_own() -> None:
    _found, (mine, other) = _round(readers=2)
    story.read(other)
    assert list(others_reviews(mine)) == []
    story.read(mine)
    assert list(others_reviews(mine)) == [other]


def test_review_in_is_opened_again_by_the_team_with_a_trace() -> None:
    _found, (review,) = _round()
    story.read(review)
    with refused("The selection is run by the programme team."):
        reviews.reopen(review, by=cast.rose(), at=clock.now())
    reviews.reopen(review, by=cast.ada(), at=clock.now())
    with refused("This review is not submitted."):
        reviews.reopen(review, by=cast.ada(), at=clock.now())
    assert (review.state, list(submitted_reviews(review.file))) == ("started", [])
    _save(review, given=_given(review, 1))
    _hand_in(review)
    assert [entry.verb for entry in journal.of(review)][-2:] == ["reopen", "submit"]


def test_review_of_a_closed_round_or_a_withdrawn_file_is_not_written() -> None:
    found, (closed, withdrawn) = _round(2)
    for review in (closed, withdrawn):
        _confirm(review)
    withdraw(withdrawn.file.application, by=withdrawn.file.application.started_by, at=clock.now())
    withdrawn = Review.objects.get(pk=withdrawn.pk)
    with refused("This application is withdrawn."):
        _save(withdrawn, for_team="Trop tard.")
    assert list(reviews_of(cast.rose())) == [closed]
    rounds.stop(closed.file, reason="Fragile.", by=cast.ada(), at=clock.now())
    rounds.close_round(found, by=cast.ada(), at=clock.now())
    with refused("This round is closed: reviews can no longer be written."):
        _save(Review.objects.get(pk=closed.pk), for_team="Trop tard.")
    assert Review.objects.exclude(for_team="").count() == 0


def _left_by(review: Review) -> tuple[Any, ...]:
    kept = Review.objects.get(pk=review.pk)
    return (kept.state, kept.opinion, kept.abstains, kept.for_team, kept.for_applicant, kept.scores.count())


NOTHING = ("recused", None, False, "", "", 0)


def test_who_recuses_leaves_nothing_and_the_file_is_absent() -> None:
    found, (review, other) = _round(readers=2)
    story.read(review)
    story.read(other)
    assert _left_by(review) == ("submitted", None, False, "Pour l’équipe.", "Pour la candidature.", 2)
    reviews.recuse(review, source="Ancien collègue.", by=cast.rose(), at=clock.now())
    assert _left_by(review) == NOTHING
    assert [(one.person, one.source) for one in Conflict.objects.all()] == [(cast.rose(), "Ancien collègue.")]
    assert (list(reviews_of(cast.rose())), list(submitted_reviews(review.file))) == ([], [other])
    for again in (_confirm, _save, _hand_in):
        with refused("You have a conflict with this file."):
            again(review)
    with refused("This is not possible now: the state is “recused”."):
        reviews.recuse(review, source="", by=cast.rose(), at=clock.now())
    seat = story.seated(found, [PersonFactory.create(confirmed=True)])[0]
    assert assignments.assign(review.file, seat, by=cast.ada(), at=clock.now()).state == "proposed"


def test_conflict_the_team_declares_counts_at_once_and_what_was_written_goes() -> None:
    _found, (review, other) = _round(college=College.CITIZENS, readers=2)
    application = review.file.application
    story.read(review)
    story.read(other, opinion=Opinion.RESERVED)
    assert (opinions_on(application).favourable, opinions_on(application).opinions) == (1, 2)
    declare_conflict(application, cast.jules(), source="Bénévole chez eux.", by=cast.ada(), at=clock.now())
    said = opinions_on(application)
    assert (said.favourable, said.opinions, list(submitted_reviews(review.file))) == (0, 1, [other])
    assert list(others_reviews(other)) == []
    assert (list(reviews_of(cast.jules())), _left_by(review)[0]) == ([], "submitted")
    assert reviews.recuse_conflicted(clock.now()) == 1
    assert _left_by(review) == NOTHING
    assert (reviews.recuse_conflicted(clock.now()), _left_by(other)[0]) == (0, "submitted")


def test_reader_found_in_conflict_before_reading_never_reads() -> None:
    _found, (review,) = _round()
    declare_conflict(review.file.application, cast.rose(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        _confirm(review)
    assert (Review.objects.get().state, Review.objects.get().submission) == ("proposed", None)


def test_agent_in_conflict_opens_no_review_again() -> None:
    _found, (review,) = _round()
    story.read(review)
    declare_conflict(review.file.application, cast.ada(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        reviews.reopen(review, by=cast.ada(), at=clock.now())
