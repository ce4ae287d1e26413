"""Seats: what is asked is said before it is accepted; the mandate comes with the acceptance; access ends with it."""

from typing import Any

import pytest

from tests import cast
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.selection.actions import reviews, seats
from tremplin.selection.models import Review, Round, Seat
from tremplin.selection.queries import reviews_of, seats_of
from tremplin.selection.rules import can_open_queue
from tremplin.selection.states import College

pytestmark = pytest.mark.django_db


def _round(college: str = College.EXPERTS) -> Round:
    return story.prepared_round(story.screened(story.received(2)), college=college)


def _invite(found: Round, person: Person, *, files: int = 10) -> Seat:
    return seats.invite(
        found, email=str(person.email), full_name=person.full_name, files_asked=files, by=cast.ada(), at=clock.now()
    )


def test_load_accepted_is_at_most_what_was_asked() -> None:
    seat = _invite(_round(), cast.rose(), files=4)
    for files in (0, -1, 5):
        with refused("Please choose between 1 and 4 files, or decline."):
            seats.accept(seat, files=files, by=cast.rose(), at=clock.now())
    seats.accept(seat, files=3, words="Pas en avril.", by=cast.rose(), at=clock.now())
    assert (seat.state, seat.files_accepted, seat.words) == ("accepted", 3, "Pas en avril.")


def test_reader_is_asked_for_one_file_at_least() -> None:
    with refused("A reader is asked for one file at least."):
        _invite(_round(), cast.rose(), files=0)
    assert Seat.objects.count() == 0


def test_who_declined_may_still_accept() -> None:
    seat = _invite(_round(), cast.rose())
    seats.decline(seat, words="En congé.", by=cast.rose(), at=clock.now())
    assert (seat.state, Mandate.objects.filter(person=cast.rose(), season__isnull=False).count()) == ("declined", 0)
    seats.accept(seat, files=2, by=cast.rose(), at=clock.now())
    with refused("This is not possible now: the state is “accepted”."):
        seats.decline(seat, by=cast.rose(), at=clock.now())
    assert seat.state == "accepted"


@pytest.mark.parametrize(("college", "role"), [("experts", "reviewer"), ("citizens", "juror"), ("team", "reviewer")])
def test_mandate_comes_with_the_acceptance_until_the_season_ends(college: str, role: str) -> None:
    found = _round(college)
    person = cast.charlie()
    seat = _invite(found, person)
    assert Mandate.objects.filter(person=person).count() == 0
    seats.accept(seat, files=2, by=person, at=clock.now())
    season = found.call.season
    mandates = Mandate.objects.filter(person=person)
    assert [(one.role, one.programme, one.season, one.from_day, one.until_day) for one in mandates] == [
        (role, season.programme, season, clock.today(season.programme.time_zone), season.ends_on)
    ]


def test_inviting_twice_is_once() -> None:
    found = _round()
    first, second = (_invite(found, cast.rose(), files=files) for files in (4, 7))
    assert first == second
    assert (Seat.objects.count(), Seat.objects.get().files_asked) == (1, 4)
    assert Message.objects.filter(kind="selection-invitation").count() == 1


def test_who_declined_is_invited_again_on_the_same_seat() -> None:
    found = _round()
    seat = _invite(found, cast.rose())
    seats.decline(seat, by=cast.rose(), at=clock.now())
    again = _invite(found, cast.rose(), files=2)
    assert (again.pk, again.state, again.files_asked, again.answered_at) == (seat.pk, "invited", 2, None)
    assert Message.objects.filter(kind="selection-invitation").count() == 2


def test_seat_is_answered_by_its_person_only() -> None:
    seat = _invite(_round(), cast.rose())
    for person in (cast.jules(), cast.ada(), cast.max_()):
        with refused("This invitation is for somebody else."):
            seats.accept(seat, files=1, by=person, at=clock.now())
        with refused("This invitation is for somebody else."):
            seats.decline(seat, by=person, at=clock.now())
    assert (Seat.objects.get().state, list(seats_of(cast.jules()))) == ("invited", [])


def test_closed_round_offers_no_seat() -> None:
    found = _round()
    seat = _invite(found, cast.rose())
    story.settled(found, passed=0)
    with refused("This round is closed."):
        seats.accept(seat, files=1, by=cast.rose(), at=clock.now())
    with refused("This round is closed."):
        _invite(found, cast.jules())


def test_seat_that_ends_gives_back_what_is_not_begun_and_keeps_what_is_in() -> None:
    found = _round()
    seat = story.seated(found, [cast.rose()])[0]
    first, second = story.assigned(found, [seat])
    story.read(first)
    reviews.confirm_no_link(second, by=cast.rose(), at=clock.now())
    assert set(reviews_of(cast.rose())) == {first, second}
    seats.end(seat, by=cast.ada(), at=clock.now())
    assert list(Review.objects.all()) == [first]
    assert list(reviews_of(cast.rose())) == []
    assert not can_open_queue(cast.rose())
    with refused("This invitation was withdrawn."):
        seats.accept(seat, files=1, by=cast.rose(), at=clock.now())


def test_reader_whose_part_ended_writes_nothing_more() -> None:
    found = _round()
    seat = story.seated(found, [cast.rose()])[0]
    review = story.assigned(found, [seat])[0]
    reviews.confirm_no_link(review, by=cast.rose(), at=clock.now())
    nothing: dict[str, Any] = {"given": {}, "by": cast.rose(), "at": clock.now()}
    reviews.save(review, revision=0, **nothing)
    seats.end(seat, by=cast.ada(), at=clock.now())
    with refused("Your part in this round has ended."):
        reviews.save(review, revision=1, for_team="Encore un mot.", **nothing)
    with refused("This is not possible now: the state is “ended”."):
        seats.end(seat, by=cast.ada(), at=clock.now())
    assert Review.objects.get(pk=review.pk).for_team == ""
