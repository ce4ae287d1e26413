"""May an application be examined: answered once, with a reason when it is no, and put back as a whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Application, Correction
from tremplin.core import clock, journal
from tremplin.selection.actions import screening
from tremplin.selection.models import Decision, Screening
from tremplin.selection.queries import screening_of
from tremplin.selection.states import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return story.received(1).applications[0]


def _state(application: Application) -> tuple[str, str, Any]:
    found = screening_of(application)
    assert found is not None
    return (found.state, found.reason, found.screened_by)


def test_application_is_admitted_once(application: Application) -> None:
    screening.admit(application, by=cast.ada(), at=clock.now())
    with refused("Somebody has just screened this application. Please look again."):
        screening.refuse(application, reason="Hors sujet.", by=cast.aldo(), at=clock.now())
    assert _state(application) == ("admissible", "", cast.ada())


def test_refusal_keeps_its_reason(application: Application) -> None:
    screening.refuse(application, reason="Le budget manque.", by=cast.ada(), at=clock.now())
    assert _state(application) == ("refused", "Le budget manque.", cast.ada())


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_refusal_without_a_reason_is_refused(application: Application, reason: str) -> None:
    with refused("Please say why: the reason stays with the file."):
        screening.refuse(application, reason=reason, by=cast.ada(), at=clock.now())
    assert screening_of(application) is None


def test_screening_looked_at_again_waits_as_if_new(application: Application) -> None:
    screening.refuse(application, reason="Le budget manque.", by=cast.ada(), at=clock.now())
    screening.look_again(application, by=cast.aldo(), at=clock.now())
    assert _state(application) == ("waiting", "", None)
    screening.admit(application, by=cast.aldo(), at=clock.now())
    found = screening_of(application)
    assert found is not None
    details = [entry.detail.text if hasattr(entry, "detail") else "" for entry in journal.of(found)]
    assert details == ["Le budget manque.", "Le budget manque.", ""]


def test_screening_never_made_is_not_looked_at_again(application: Application) -> None:
    with refused("This application is still to be screened."):
        screening.look_again(application, by=cast.ada(), at=clock.now())


def test_screening_stands_once_a_round_took_the_file_in() -> None:
    told = story.screened(story.received(1))
    story.prepared_round(told, opened=False)
    with refused("This application is already in a round: the round settles it."):
        screening.look_again(told.applications[0], by=cast.ada(), at=clock.now())


def test_decision_prepared_on_a_screening_falls_with_it() -> None:
    told = story.screened(story.received(2), refused=1)
    application = told.applications[1]
    decision = story.prepared(application, Outcome.NOT_ADMISSIBLE)
    screening.look_again(application, by=cast.ada(), at=clock.now())
    assert Decision.objects.count() == 0
    assert [entry.verb for entry in journal.of(decision)] == ["prepare", "discard"]


def test_screening_stands_once_its_decision_is_signed() -> None:
    told = story.screened(story.received(2), refused=1)
    story.name_authority(told)
    story.signed([story.prepared(told.applications[1], Outcome.NOT_ADMISSIBLE)])
    with refused("The decision on this application is signed."):
        screening.look_again(told.applications[1], by=cast.ada(), at=clock.now())
    assert _state(told.applications[1])[0] == "refused"


def _ask_correction(application: Application) -> Correction:
    now = clock.now()
    until = now + timedelta(days=8)
    return screening.ask_correction(
        application, questions=[], words="Il manque le budget.", until=until, by=cast.ada(), at=now
    )


def test_correction_puts_the_screening_back_and_returns_the_application(application: Application) -> None:
    screening.refuse(application, reason="Le budget manque.", by=cast.ada(), at=clock.now())
    correction = _ask_correction(application)
    application.refresh_from_db()
    assert (application.state, correction.words) == ("returned", "Il manque le budget.")
    assert _state(application) == ("waiting", "", None)
    with refused("This application is sent back for correction: it is screened when it comes back."):
        screening.admit(application, by=cast.ada(), at=clock.now())


def test_correction_that_cannot_be_asked_changes_nothing(application: Application) -> None:
    screening.admit(application, by=cast.ada(), at=clock.now())
    Application.objects.filter(pk=application.pk).update(state="returned")
    with pytest.raises(PermissionDenied):
        _ask_correction(application)
    assert _state(application) == ("admissible", "", cast.ada())
    assert Correction.objects.count() == 0


def test_withdrawn_application_is_left_alone(application: Application) -> None:
    screening.admit(application, by=cast.ada(), at=clock.now())
    withdraw(application, by=cast.alice(), at=clock.now())
    with refused("Only a submitted application is screened."):
        screening.admit(application, by=cast.ada(), at=clock.now())
    with refused("This application is withdrawn."):
        screening.look_again(application, by=cast.ada(), at=clock.now())
    assert _state(application)[0] == "admissible"


def test_screening_is_the_programme_teams(application: Application) -> None:
    for person in (cast.alice(), cast.rose(), cast.sylvie(), cast.charlie()):
        with refused("The selection is run by the programme team."):
            screening.admit(application, by=person, at=clock.now())
    declare_conflict(application, cast.ada(), source="Même famille.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        screening.admit(application, by=cast.ada(), at=clock.now())
    assert Screening.objects.count() == 0
