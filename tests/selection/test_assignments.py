"""Pairs of a file and a reader: the same checks by hand and in bulk, on the rows as they are now."""

import pytest

from tests import cast
from tests.calls.factories import TeamMemberFactory
from tests.factories import PersonFactory
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.core import clock
from tremplin.selection.actions import assignments, reviews, rounds, seats
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.states import College

pytestmark = pytest.mark.django_db


def _round(count: int = 3, college: str = College.EXPERTS) -> Round:
    return story.prepared_round(story.screened(story.received(count)), college=college)


def _files(found: Round) -> list[RoundFile]:
    return list(RoundFile.objects.filter(round=found).order_by("pk"))


def _assign(file: RoundFile, seat: Seat) -> Review:
    return assignments.assign(file, seat, by=cast.ada(), at=clock.now())


def test_pair_is_made_by_the_programme_team_once() -> None:
    found = _round(1)
    seat = story.seated(found, [cast.rose()])[0]
    with refused("The selection is run by the programme team."):
        assignments.assign(_files(found)[0], seat, by=cast.rose(), at=clock.now())
    assert _assign(_files(found)[0], seat).state == "proposed"
    with refused("This person already reads the file."):
        _assign(_files(found)[0], seat)
    assert Review.objects.count() == 1


def test_reader_of_another_round_reads_nothing_here() -> None:
    told = story.screened(story.received(1))
    first, second = story.prepared_round(told), story.prepared_round(told, opened=False)
    seat = story.seated(second, [cast.rose()])[0]
    with refused("This reader belongs to another round."):
        _assign(_files(first)[0], seat)


def test_reader_accepts_before_reading() -> None:
    found = _round(1)
    seat = seats.invite(
        found, email=str(cast.rose().email), full_name="Rose", files_asked=3, by=cast.ada(), at=clock.now()
    )
    with refused("This person has not accepted to read in this round."):
        _assign(_files(found)[0], seat)


def test_seat_that_ended_since_it_was_read_gets_nothing() -> None:
    found = _round(1)
    read = story.seated(found, [cast.rose()])[0]
    seats.end(Seat.objects.get(pk=read.pk), by=cast.aldo(), at=clock.now())
    assert read.state == "accepted"  # as the page still shows it
    with refused("This person has not accepted to read in this round."):
        _assign(_files(found)[0], read)


def test_load_accepted_is_never_passed() -> None:
    found = _round(3)
    seat = story.seated(found, [cast.rose()], files=2)[0]
    first, second, third = _files(found)
    review = _assign(first, seat)
    _assign(second, seat)
    with refused("This person already has as many files as they accepted."):
        _assign(third, seat)
    reviews.recuse(review, source="Ancien collègue.", by=cast.rose(), at=clock.now())
    assert _assign(third, seat).state == "proposed"  # a file left is not a file read


def test_reader_in_conflict_never_gets_the_file() -> None:
    found = _round(1)
    seat = story.seated(found, [cast.rose()])[0]
    file = _files(found)[0]
    declare_conflict(file.application, cast.rose(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("This person has a conflict with the file."):
        _assign(file, seat)


@pytest.mark.parametrize("trait", ["joined", "left"])
def test_reader_of_the_team_that_applies_never_gets_its_file(trait: str) -> None:
    found = _round(1)
    file = _files(found)[0]
    TeamMemberFactory.create(initiative=file.application.initiative, person=cast.rose(), state=trait)
    with refused("This person is, or was, of the team that applies."):
        _assign(file, story.seated(found, [cast.rose()])[0])


def test_withdrawn_file_and_closed_round_are_given_to_nobody() -> None:
    found = _round(2)
    seat = story.seated(found, [cast.rose()])[0]
    withdrawn, other = _files(found)
    read = RoundFile.objects.select_related("application").get(pk=withdrawn.pk)
    withdraw(withdrawn.application, by=withdrawn.application.started_by, at=clock.now())
    with refused("This application is withdrawn."):
        _assign(read, seat)
    rounds.stop(other, reason="Fragile.", by=cast.ada(), at=clock.now())
    rounds.close_round(found, by=cast.ada(), at=clock.now())
    with refused("This round is closed."):
        _assign(other, seat)


def test_jury_gets_no_file_without_a_summary() -> None:
    told = story.screened(story.received(2))
    story.screening.look_again(told.applications[1], by=cast.ada(), at=clock.now())
    found = story.prepared_round(told, college=College.CITIZENS)
    seat = story.seated(found, [cast.jules()])[0]
    story.screening.admit(told.applications[1], by=cast.ada(), at=clock.now())
    rounds.take_in(found, by=cast.ada(), at=clock.now())
    late = RoundFile.objects.get(round=found, application=told.applications[1])
    with refused("This file has no summary in plain words yet: the jury would have nothing to read."):
        _assign(late, seat)
    rounds.write_summary(late, words="Un atlas.", by=cast.ada(), at=clock.now())
    assert _assign(late, seat).state == "proposed"


def test_agent_in_conflict_gives_the_file_to_nobody() -> None:
    found = _round(1)
    seat = story.seated(found, [cast.rose()])[0]
    file = _files(found)[0]
    declare_conflict(file.application, cast.ada(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        _assign(file, seat)


def test_proposal_leaves_out_what_no_longer_holds() -> None:
    found = _round(3)
    first, second = story.seated(found, [cast.rose(), PersonFactory.create(confirmed=True)], files=2)
    files = _files(found)
    pairs = [(file, seat) for file in files for seat in (first, second)]
    declare_conflict(files[0].application, cast.rose(), source="Voisins.", by=cast.ada(), at=clock.now())
    _assign(files[1], second)
    assert assignments.assign_all(found, pairs, by=cast.ada(), at=clock.now()) == 3
    made = {(review.file, review.seat) for review in Review.objects.all()}
    assert made == {(files[1], first), (files[2], first), (files[0], second), (files[1], second)}
    assert assignments.assign_all(found, pairs, by=cast.ada(), at=clock.now()) == 0


def test_pair_is_undone_until_the_reading_begins() -> None:
    found = _round(2)
    seat = story.seated(found, [cast.rose()])[0]
    kept, undone = (_assign(file, seat) for file in _files(found))
    story.read(kept)
    with refused("This review has begun: only its reader can leave it."):
        assignments.unassign(kept, by=cast.ada(), at=clock.now())
    assignments.unassign(undone, by=cast.ada(), at=clock.now())
    with refused("This file is no longer given to this reader."):
        assignments.unassign(undone, by=cast.aldo(), at=clock.now())
    with refused("This file is no longer given to this reader."):
        reviews.confirm_no_link(undone, by=cast.rose(), at=clock.now())
    assert list(Review.objects.all()) == [kept]
