"""Decisions: one an application, motivated, signed by the authority of the call on the very text it read."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.factories import MandateFactory, PersonFactory
from tests.selection import story
from tests.selection.refusals import refused
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Application
from tremplin.core import clock, journal
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role
from tremplin.selection.actions import decisions, rounds, sittings
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Decision, Motive, Round, Signatory
from tremplin.selection.queries import signatory_of
from tremplin.selection.queries.decisions import undecided
from tremplin.selection.states import College, Opinion, Outcome

pytestmark = pytest.mark.django_db


def _settled(count: int = 2, *, passed: int = 1) -> tuple[story.Story, Round]:
    """One round, closed, and Sylvie to sign."""
    told = story.screened(story.received(count))
    found = story.settled(story.prepared_round(told), passed=passed)
    story.name_authority(told)
    return told, found


def _prepare(application: Application, outcome: str, **changed: Any) -> Decision:
    typed: dict[str, Any] = {
        "motive": "Utile à beaucoup.",
        "motives": {one.pk: "Oui." for one in decisions.criteria_of(application)},
        "by": cast.ada(),
        "at": clock.now(),
    }
    return decisions.prepare_decision(application, outcome=outcome, **{**typed, **changed})


def _read(decision: Decision) -> str:
    signatory = signatory_of(decision.application.call)
    assert signatory is not None
    return digest(decisions.text_of(Decision.objects.get(pk=decision.pk), signatory))


def _sign(decision: Decision, *, by: Person | None = None, read: str | None = None) -> None:
    decisions.sign(decision, read=read or _read(decision), by=by or cast.sylvie(), at=clock.now())


DEPARTS = "This decision departs from an opinion: it says why."
MOTIVES = "A decision says why: in general, and on each criterion."


def test_decision_waits_for_the_screening_and_for_every_round() -> None:
    told = story.received(1)
    (application,) = told.applications
    with refused("This application is still to be screened, or to enter a round."):
        _prepare(application, Outcome.DECLINED)
    assert list(undecided(Application.objects.all())) == []
    story.screened(told)
    found = story.prepared_round(told)
    with refused("A round has not settled this file yet."):
        _prepare(application, Outcome.DECLINED)
    assert list(undecided(Application.objects.all())) == []
    story.settled(found, passed=1)
    assert list(undecided(Application.objects.all())) == [application]
    decision = _prepare(application, Outcome.SELECTED)
    assert (decision.state, decision.prepared_by) == ("prepared", cast.ada())
    assert list(undecided(Application.objects.all())) == []


def test_application_refused_at_the_door_is_decided_without_criteria() -> None:
    told = story.screened(story.received(1), refused=1)
    assert list(undecided(Application.objects.all())) == told.applications
    with refused(DEPARTS):
        _prepare(told.applications[0], Outcome.DECLINED)
    decision = _prepare(told.applications[0], Outcome.NOT_ADMISSIBLE)
    assert (decision.outcome, decision.motives.count()) == ("not_admissible", 0)


def test_decision_is_prepared_by_the_programme_team_out_of_conflict() -> None:
    told, _found = _settled(1)
    (application,) = told.applications
    for person in (cast.sylvie(), cast.rose(), cast.alice()):
        with refused("The selection is run by the programme team."):
            _prepare(application, Outcome.SELECTED, by=person)
    declare_conflict(application, cast.ada(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        _prepare(application, Outcome.SELECTED)
    assert _prepare(application, Outcome.SELECTED, by=cast.aldo()).prepared_by == cast.aldo()


def test_withdrawn_application_is_neither_prepared_nor_signed() -> None:
    told, _found = _settled(2, passed=2)
    prepared = _prepare(told.applications[0], Outcome.SELECTED)
    read = _read(prepared)
    for application in told.applications:
        withdraw(application, by=application.started_by, at=clock.now())
    with refused("This application is withdrawn."):
        _prepare(told.applications[1], Outcome.SELECTED)
    with refused("This application is withdrawn."):
        _sign(Decision.objects.get(), read=read)
    assert Decision.objects.get().state == "prepared"


@pytest.mark.parametrize(
    ("outcome", "rank", "sentence"),
    [
        ("perhaps", None, "Please choose a decision."),
        ("", None, "Please choose a decision."),
        ("reserve", None, "A file on the complementary list has a rank; the others have none."),
        ("selected", 1, "A file on the complementary list has a rank; the others have none."),
        ("reserve", 0, "Ranks start at 1."),
    ],
)
def test_decision_that_says_nothing_sensible_is_refused(outcome: str, rank: int | None, sentence: str) -> None:
    told, _found = _settled(1)
    with refused(sentence):
        _prepare(told.applications[0], outcome, rank=rank)
    assert Decision.objects.count() == 0


def test_decision_says_why_in_general_and_on_each_criterion() -> None:
    told, _found = _settled(1)
    (application,) = told.applications
    first, second = decisions.criteria_of(application)
    for missing in ({"motive": " "}, {"motives": {first.pk: "Oui."}}, {"motives": {first.pk: "Oui.", second.pk: " "}}):
        with refused(MOTIVES):
            _prepare(application, Outcome.SELECTED, **missing)
    assert (Decision.objects.count(), Motive.objects.count()) == (0, 0)


def test_application_has_one_decision_changed_until_it_is_signed() -> None:
    told, _found = _settled(1)
    (application,) = told.applications
    first = _prepare(application, Outcome.SELECTED)
    again = _prepare(application, Outcome.RESERVE, rank=2, by=cast.aldo())
    assert (again.pk, again.rank, again.prepared_by, again.motives.count()) == (first.pk, 2, cast.aldo(), 2)
    _sign(again)
    with refused("This decision is signed: the authority takes it back before it changes."):
        _prepare(application, Outcome.SELECTED)
    assert Decision.objects.get().outcome == "reserve"


def test_selecting_what_a_round_stopped_says_why() -> None:
    told, _found = _settled(2, passed=1)
    stopped = told.applications[1]
    for outcome, rank in ((Outcome.SELECTED, None), (Outcome.RESERVE, 1)):
        with refused(DEPARTS):
            _prepare(stopped, outcome, rank=rank, departure=" ")
    decision = _prepare(stopped, Outcome.SELECTED, departure="Une place s’est libérée.")
    assert decision.departure == "Une place s’est libérée."
    assert _prepare(stopped, Outcome.DECLINED).departure == ""


def test_departing_from_what_the_sitting_proposed_says_why() -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told)
    held = story.seated(found)
    now = clock.now()
    sitting = sittings.plan_sitting(found, starts_at=now, place="", files=found.files.all(), by=cast.ada(), at=now)
    sittings.mark_present(sitting, held, by=cast.ada(), at=now)
    sittings.open_sitting(sitting, by=cast.ada(), at=now)
    sittings.propose(sitting.items.get(), outcome="reserve", rank=1, words="Bien.", by=cast.ada(), at=now)
    sittings.close_sitting(sitting, remarks="", by=cast.ada(), at=now)
    rounds.close_round(found, by=cast.ada(), at=now)
    for outcome in (Outcome.SELECTED, Outcome.DECLINED):
        with refused(DEPARTS):
            _prepare(told.applications[0], outcome)
    assert _prepare(told.applications[0], Outcome.RESERVE, rank=1).outcome == "reserve"


def _opined(*opinions: int, passed: int) -> story.Story:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, college=College.CITIZENS, per_file=3)
    for review, opinion in zip(story.assigned(found, story.seated(found)), opinions, strict=True):
        story.read(review, opinion=opinion)
    story.settled(found, passed=passed)
    story.name_authority(told)
    return told


def test_departing_from_the_citizens_says_why() -> None:
    told = _opined(Opinion.RESERVED, Opinion.UNFAVOURABLE, Opinion.FAVOURABLE, passed=1)
    with refused(DEPARTS):
        _prepare(told.applications[0], Outcome.SELECTED)
    told = _opined(*[Opinion.FAVOURABLE] * 3, passed=0)
    with refused(DEPARTS):
        _prepare(told.applications[0], Outcome.DECLINED)


def test_what_departs_since_it_was_prepared_is_not_signed_without_a_reason() -> None:
    told = _opined(Opinion.FAVOURABLE, Opinion.FAVOURABLE, Opinion.UNFAVOURABLE, passed=1)
    (application,) = told.applications
    decision = _prepare(application, Outcome.SELECTED)
    favourable = application.round_files.get().reviews.filter(opinion=Opinion.FAVOURABLE).select_related("seat__person")
    for review in favourable:
        declare_conflict(application, review.seat.person, source="Voisins.", by=cast.ada(), at=clock.now())
    with refused(DEPARTS):
        _sign(decision)
    _prepare(application, Outcome.SELECTED, departure="L’intérêt général l’emporte.")
    _sign(decision)
    assert decision.state == "signed"


def test_signature_is_on_the_text_that_was_read() -> None:
    told, _found = _settled(1)
    decision = _prepare(told.applications[0], Outcome.SELECTED)
    read = _read(decision)
    _prepare(told.applications[0], Outcome.SELECTED, motive="Utile à tous.")
    with refused("This decision changed while you were reading it. Please read it again."):
        _sign(decision, read=read)
    with refused("This decision changed while you were reading it. Please read it again."):
        _sign(decision, read="0" * 64)
    _sign(decision)
    assert (decision.state, decision.signatory, decision.sha256) == ("signed", cast.sylvie(), _read(decision))
    with refused("This decision is already signed."):
        _sign(decision)


def test_decisions_are_signed_together_or_not_at_all() -> None:
    told, _found = _settled(2, passed=2)
    made = [_prepare(application, Outcome.SELECTED) for application in told.applications]
    with refused("This decision changed while you were reading it. Please read it again."):
        decisions.sign_all([(made[0], _read(made[0])), (made[1], "0" * 64)], by=cast.sylvie(), at=clock.now())
    assert {one.state for one in Decision.objects.all()} == {"prepared"}
    count = decisions.sign_all([(one, _read(one)) for one in made], by=cast.sylvie(), at=clock.now())
    assert (count, {one.state for one in Decision.objects.all()}) == (2, {"signed"})


def test_only_the_authority_named_signs_while_it_holds_its_mandate() -> None:
    told, _found = _settled(1)
    decision = _prepare(told.applications[0], Outcome.SELECTED)
    other = PersonFactory.create(confirmed=True)
    MandateFactory.create(person=other, role=Role.AUTHORITY, programme=cast.programme())
    for person in (other, cast.ada(), cast.max_(), cast.alice()):
        with refused("Decisions are signed by the authority named in the call."):
            _sign(decision, by=person)
    mandate = Mandate.objects.get(person=cast.sylvie())
    yesterday = clock.today() - timedelta(days=1)
    Mandate.objects.filter(pk=mandate.pk).update(until_day=yesterday)
    with refused("You no longer hold the mandate of signing authority."):
        _sign(decision)
    Mandate.objects.filter(pk=mandate.pk).update(until_day=None)
    _sign(decision)
    Mandate.objects.filter(pk=mandate.pk).update(until_day=yesterday)
    with refused("You no longer hold the mandate of signing authority."):
        decisions.take_back(decision, reason="Erreur.", by=cast.sylvie(), at=clock.now())
    assert Decision.objects.get().state == "signed"


def test_authority_in_conflict_neither_signs_nor_takes_back() -> None:
    told, _found = _settled(2, passed=2)
    first, second = (_prepare(application, Outcome.SELECTED) for application in told.applications)
    _sign(first)
    for decision in (first, second):
        declare_conflict(decision.application, cast.sylvie(), source="Voisins.", by=cast.ada(), at=clock.now())
    with refused("You have a conflict with this file."):
        _sign(second)
    with refused("You have a conflict with this file."):
        decisions.take_back(first, reason="Erreur.", by=cast.sylvie(), at=clock.now())


def test_without_an_authority_nothing_is_signed() -> None:
    told, _found = _settled(1)
    decision = _prepare(told.applications[0], Outcome.SELECTED)
    Signatory.objects.all().delete()
    with refused("No authority is named in this call yet."):
        _sign(decision, read="0" * 64)


def test_signature_taken_back_says_why_and_leaves_the_decision_to_be_prepared() -> None:
    told, _found = _settled(1)
    decision = _prepare(told.applications[0], Outcome.SELECTED)
    with refused("This is not possible now: the state is “prepared”."):
        decisions.take_back(decision, reason="Erreur.", by=cast.sylvie(), at=clock.now())
    _sign(decision)
    with refused("Please say why the signature is taken back."):
        decisions.take_back(decision, reason=" ", by=cast.sylvie(), at=clock.now())
    with refused("A signature is taken back by the authority that gave it."):
        decisions.take_back(decision, reason="Erreur.", by=cast.ada(), at=clock.now())
    decisions.take_back(decision, reason="Un motif manque.", by=cast.sylvie(), at=clock.now())
    assert (decision.state, decision.signatory, decision.signed_at, decision.sha256) == ("prepared", None, None, "")
    assert [entry.verb for entry in journal.of(decision)] == ["prepare", "sign", "take_back"]
    _prepare(told.applications[0], Outcome.RESERVE, rank=1)
    _sign(decision)


def _name(call: Any, person: Person, *, by: Person | None = None) -> Signatory:
    return decisions.name_signatory(call, person, quality_fr="Préfet", by=by or cast.ada(), at=clock.now())


def test_authority_changes_until_something_is_signed() -> None:
    told, _found = _settled(1)
    other = PersonFactory.create(confirmed=True)
    with refused("This person does not hold the mandate of signing authority."):
        _name(told.call, other)
    MandateFactory.create(person=other, role=Role.AUTHORITY, programme=cast.programme())
    with pytest.raises(PermissionDenied):
        _name(told.call, other, by=cast.sylvie())
    decision = _prepare(told.applications[0], Outcome.SELECTED)
    read = _read(decision)
    _name(told.call, other)
    with refused("Decisions are signed by the authority named in the call."):
        _sign(decision, read=read)
    with refused("This decision changed while you were reading it. Please read it again."):
        _sign(decision, by=other, read=read)  # who signs, and in what quality, is part of the text
    _sign(decision, by=other)
    with refused("Decisions of this call are signed: its authority no longer changes."):
        _name(told.call, cast.sylvie())
    assert Signatory.objects.get().person == other


def test_a_rank_is_given_once_in_a_call() -> None:
    told, _found = _settled(3)
    _prepare(told.applications[1], Outcome.RESERVE, rank=1, departure="Une place se libère.")
    with refused("Another file has this rank on the complementary list."):
        _prepare(told.applications[2], Outcome.RESERVE, rank=1, departure="Une place se libère.")
