"""Who may do what, as tables; what the clock decides, to the microsecond."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.calls.factories import CallFactory, ConflictFactory, CorrectionFactory, IntakeFactory
from tests.calls.story import DAY, FIRST, OPENS, SECOND, TICK, begin, join, make_call, send, write
from tremplin.calls import queries, rules
from tremplin.calls.models import Application
from tremplin.calls.states import APPLICATION_MOVES, ApplicationState, IntakeState, TeamRight
from tremplin.core.answers import No
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db

GRACE = timedelta(minutes=5)


def _people(application: Application) -> dict[str, Person]:
    join(application.initiative, cast.bob(), TeamRight.WRITE)
    join(application.initiative, cast.lina(), TeamRight.READ)
    return {
        "submits": cast.alice(),
        "writes": cast.bob(),
        "reads": cast.lina(),
        "stranger": cast.charlie(),
        "agent": cast.ada(),
    }


# who → (may write a draft, may submit it, may manage the team, may withdraw)
RIGHTS = {
    "submits": (True, True, True, True),
    "writes": (True, False, False, False),
    "reads": (False, False, False, False),
    "stranger": (False, False, False, False),
    "agent": (False, False, False, False),
}


@pytest.mark.parametrize("who", RIGHTS)
def test_rights_of_a_draft(who: str, application: Application) -> None:
    person = _people(application)[who]
    answers = (
        rules.can_write(person, application, DAY),
        rules.can_submit(person, application, DAY),
        rules.can_manage_team(person, application.initiative),
        rules.can_withdraw(person, application),
    )
    assert tuple(map(bool, answers)) == RIGHTS[who]
    assert all(str(answer.reason) for answer in answers if isinstance(answer, No))


# state → (may write, may submit, may withdraw), for somebody who may submit
STATES = {
    "draft": (True, True, True),
    "submitted": (False, False, True),
    "returned": (True, True, True),
    "withdrawn": (False, False, False),
}


@pytest.mark.parametrize("state", STATES)
def test_rights_of_each_state(state: str, application: Application) -> None:
    if state != "draft":
        intake = application.call.intakes.first()
        Application.objects.update(state=state, submitted_at=DAY, intake=intake)
    if state == "returned":
        CorrectionFactory.create(application=application, until=DAY + timedelta(days=3))
    application.refresh_from_db()
    alice = cast.alice()
    answers = (
        rules.can_write(alice, application, DAY),
        rules.can_submit(alice, application, DAY),
        rules.can_withdraw(alice, application),
    )
    assert tuple(map(bool, answers)) == STATES[state]


@pytest.mark.parametrize("state", ApplicationState.values)
def test_rules_never_allow_what_the_table_of_moves_refuses(state: str, application: Application) -> None:
    Application.objects.update(state=state, submitted_at=DAY, intake=application.call.intakes.first())
    application.refresh_from_db()
    if rules.can_submit(cast.alice(), application, DAY):
        assert APPLICATION_MOVES.allows("submit", state)
    if rules.can_withdraw(cast.alice(), application):
        assert APPLICATION_MOVES.allows("withdraw", state)


@pytest.mark.parametrize(("offset", "may"), [(-TICK, True), (timedelta(0), False), (TICK, False)])
def test_correction_is_open_until_its_instant(offset: timedelta, may: bool, application: Application) -> None:
    Application.objects.update(state="returned", submitted_at=DAY, intake=application.call.intakes.first())
    application.refresh_from_db()
    until = CorrectionFactory.create(application=application).until
    assert bool(rules.can_write(cast.alice(), application, until + offset)) is may
    assert bool(rules.can_submit(cast.alice(), application, until + offset)) is may


@pytest.mark.parametrize(
    ("at", "grace", "closing"),
    [
        (OPENS, timedelta(0), FIRST),
        (FIRST - TICK, timedelta(0), FIRST),
        (FIRST, timedelta(0), SECOND),
        (FIRST + TICK, timedelta(0), SECOND),
        (SECOND - TICK, timedelta(0), SECOND),
        (SECOND, timedelta(0), None),
        (FIRST + GRACE - TICK, GRACE, FIRST),
        (FIRST + GRACE, GRACE, SECOND),
        (SECOND + GRACE - TICK, GRACE, SECOND),
        (SECOND + GRACE, GRACE, None),
    ],
)
def test_intake_of_an_instant(at: datetime, grace: timedelta, closing: datetime | None) -> None:
    intake = queries.intake_for(make_call(grace=grace), at)
    assert (intake.closes_at if intake else None) == closing


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - TICK, IntakeState.PLANNED),
        (OPENS, IntakeState.OPEN),
        (FIRST - TICK, IntakeState.OPEN),
        (FIRST, IntakeState.OPEN),  # the second closing is still to come
        (SECOND - TICK, IntakeState.OPEN),
        (SECOND, IntakeState.CLOSED),
    ],
)
def test_standing_of_a_call(at: datetime, state: IntakeState) -> None:
    assert queries.standing_of(make_call(), at).state == state


@pytest.mark.parametrize(
    ("at", "may"), [(OPENS - TICK, False), (OPENS, True), (FIRST, True), (SECOND - TICK, True), (SECOND, False)]
)
def test_starting_follows_the_clock(at: datetime, may: bool) -> None:
    assert bool(rules.can_start(make_call(), at)) is may


def test_a_call_without_dates_or_not_published_cannot_be_started() -> None:
    bare = CallFactory.create(published=True)
    unpublished = IntakeFactory.create().call
    assert [bool(rules.can_start(one, DAY)) for one in (bare, unpublished)] == [False, False]


def test_last_instants_are_told_in_the_same_words_to_everyone(call: Any) -> None:
    told = set()
    for name, person in (("Un", cast.alice()), ("Deux", cast.charlie())):
        application = begin(call, by=person, name=name)
        for at in (SECOND, SECOND + timedelta(days=30)):
            answer = rules.can_submit(person, application, at)
            assert isinstance(answer, No)
            told.add(str(answer.reason))
    assert len(told) == 1


def test_a_draft_is_for_its_team_alone_and_what_was_received_for_the_programme_too(application: Application) -> None:
    people = _people(application)
    seen = {who for who, person in people.items() if queries.visible_to(person).exists()}
    assert seen == {"submits", "writes", "reads"}
    write(application)
    send(application)
    seen = {who for who, person in people.items() if queries.visible_to(person).exists()}
    assert seen == {"submits", "writes", "reads", "agent"}


def test_an_application_in_conflict_is_absent_even_for_a_member(application: Application) -> None:
    ConflictFactory.create(person=cast.alice(), application=application)
    assert not queries.visible_to(cast.alice()).exists()
    assert not queries.drafts_of(cast.alice()).exists()


def test_somebody_who_may_submit_always_remains(application: Application) -> None:
    alice = application.initiative.members.get()
    assert not rules.can_remove_member(cast.alice(), alice)
    bob = join(application.initiative, cast.bob(), TeamRight.SUBMIT)
    assert rules.can_remove_member(cast.alice(), alice)
    assert rules.can_remove_member(cast.alice(), bob)
    assert not rules.can_remove_member(cast.charlie(), bob)
