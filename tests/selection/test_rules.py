"""Who may do what: the programme team runs, readers read, the authority signs; each refusal has its sentence."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.calls.factories import AttachmentFactory
from tests.factories import MandateFactory, ProgrammeFactory
from tests.selection import factories, story
from tests.selection.refusals import said
from tremplin.calls.models import Application
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.selection import rules
from tremplin.selection.actions import reviews, seats
from tremplin.selection.states import College

pytestmark = pytest.mark.django_db

TEAMS = "The selection is run by the programme team."
OTHERS = (cast.alice, cast.charlie, cast.rose, cast.jules, cast.sylvie, cast.eve, cast.max_, cast.sam)


def _call() -> Any:
    return story.CallFactory.create(season=story.SeasonFactory.create(programme=cast.programme()))


def _round(**traits: Any) -> Any:
    return factories.RoundFactory.create(call=_call(), **traits)


def _file(**traits: Any) -> Any:
    return factories.RoundFileFactory.create(round=_round(open=True), **traits)


def _review(**traits: Any) -> Any:
    return factories.ReviewFactory.create(file=_file(), **traits)


def _sitting(**traits: Any) -> Any:
    return factories.SittingFactory.create(round=_round(open=True), **traits)


# what the programme team does → the arguments that follow the person, in a state where it may
TEAM_RULES: dict[str, Callable[[], tuple[Any, ...]]] = {
    "runs": lambda: (_call(),),
    "can_run_selection": tuple,
    "can_screen": lambda: (story.ApplicationFactory.create(call=_call(), submitted=True),),
    "can_look_again": lambda: (story.ApplicationFactory.create(call=_call(), submitted=True),),
    "can_change_round": lambda: (_round(),),
    "can_open_round": lambda: (
        factories.CriterionFactory.create(
            round=factories.RoundFileFactory.create(round=_round(), summary="Un atlas.").round
        ).round,
    ),
    "can_close_round": lambda: (_round(open=True),),
    "can_open_again": lambda: (_round(closed=True),),
    "can_settle": lambda: (_file(),),
    "can_write_summary": lambda: (_file(),),
    "can_assign": lambda: ((file := _file()), factories.SeatFactory.create(round=file.round, accepted=True)),
    "can_unassign": lambda: (_review(),),
    "can_reopen": lambda: (_review(submitted=True),),
    "can_change_sitting": lambda: (_sitting(),),
    "can_open_sitting": lambda: (factories.SittingItemFactory.create(sitting=_sitting()).sitting,),
    "can_discuss_again": lambda: (factories.SittingItemFactory.create(sitting=_sitting(open=True)),),
    "can_propose": lambda: (_with_a_quorum(),),
    "can_close_sitting": lambda: (_sitting(open=True),),
    "can_prepare_decision": lambda: (_file(passed=True).application,),
    "can_plan_release": lambda: (_call(),),
}


def _with_a_quorum() -> Any:
    sitting = _sitting(open=True)
    factories.PresenceFactory.create(sitting=sitting)
    return factories.SittingItemFactory.create(sitting=sitting)


@pytest.mark.parametrize("name", TEAM_RULES)
def test_what_the_programme_team_does_is_done_by_nobody_else(name: str) -> None:
    given, rule = TEAM_RULES[name](), getattr(rules, name)
    assert {said(rule(who(), *given)) for who in (cast.ada, cast.aldo)} == {""}
    assert {said(rule(who(), *given)) for who in OTHERS} == {TEAMS}
    Mandate.objects.filter(person=cast.ada()).update(until_day=clock.today() - timedelta(days=1))
    assert said(rule(cast.ada(), *given)) == TEAMS
    stranger = story.PersonFactory.create(confirmed=True)
    MandateFactory.create(person=stranger, role="agent", programme=ProgrammeFactory.create())
    assert said(rule(stranger, *given)) == ("" if name == "can_run_selection" else TEAMS)


def test_signing_is_offered_to_who_holds_the_mandate() -> None:
    assert said(rules.can_open_signatures(cast.sylvie())) == ""
    told = {said(rules.can_open_signatures(who())) for who in (cast.ada, cast.rose, cast.max_, cast.alice)}
    assert told == {"Decisions are signed by the authority named in the call."}


def test_queue_is_offered_to_who_is_invited() -> None:
    sentence = "Nobody has invited you to read files yet."
    assert said(rules.can_open_queue(cast.rose())) == sentence
    seat = factories.SeatFactory.create(person=cast.rose())
    assert said(rules.can_open_queue(cast.rose())) == ""
    seats.Seat.objects.filter(pk=seat.pk).update(state="ended")
    assert said(rules.can_open_queue(cast.rose())) == sentence


def _attached(application: Application) -> Any:
    return AttachmentFactory.create(application=application).file


def _reader(college: str) -> tuple[Person, Any, Any]:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, college=college)
    seat = story.seated(found)[0]
    review = story.assigned(found, [seat])[0]
    return seat.person, review, _attached(told.applications[0])


ABSENT = "This file belongs to an application you cannot open."


def test_reader_downloads_the_files_of_what_they_read_once_links_are_declared() -> None:
    person, review, stored = _reader(College.EXPERTS)
    assert said(rules.can_read_attachment(person, stored)) == ABSENT
    reviews.confirm_no_link(review, by=person, at=clock.now())
    assert said(rules.can_read_attachment(person, stored)) == ""
    assert {said(rules.can_read_attachment(who(), stored)) for who in (cast.jules, cast.charlie)} == {ABSENT}
    other = story.received(1)
    assert said(rules.can_read_attachment(person, _attached(other.applications[0]))) == ABSENT
    reviews.recuse(review, source="Voisins.", by=person, at=clock.now())
    assert said(rules.can_read_attachment(person, stored)) == ABSENT


def test_reader_whose_part_ended_downloads_nothing_more() -> None:
    person, review, stored = _reader(College.EXPERTS)
    reviews.confirm_no_link(review, by=person, at=clock.now())
    reviews.save(review, revision=0, given={}, by=person, at=clock.now())
    assert said(rules.can_read_attachment(person, stored)) == ""
    seats.end(review.seat, by=cast.ada(), at=clock.now())
    assert said(rules.can_read_attachment(person, stored)) == ABSENT


def test_citizens_read_a_summary_and_no_file() -> None:
    person, review, stored = _reader(College.CITIZENS)
    reviews.confirm_no_link(review, by=person, at=clock.now())
    assert said(rules.can_read_attachment(person, stored)) == ABSENT
