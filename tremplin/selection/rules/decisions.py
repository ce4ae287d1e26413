"""Who proposes, who decides: sittings, decisions, their signature."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application
from tremplin.calls.states import ApplicationState
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.selection.models import Decision, Sitting, SittingItem
from tremplin.selection.queries import quorum_of, signatory_of
from tremplin.selection.queries.decisions import departures_of
from tremplin.selection.rules.rounds import handles, in_conflict, runs
from tremplin.selection.states import DecisionState, ItemState, ScreeningState, SittingState


def can_change_sitting(person: Any, sitting: Sitting) -> Answer:
    if isinstance(answer := runs(person, sitting.round.call), No):
        return answer
    if sitting.state == SittingState.CLOSED:
        return No(_("This sitting is closed: its minutes no longer change."))
    return Yes()


def can_open_sitting(person: Any, sitting: Sitting) -> Answer:
    if isinstance(answer := can_change_sitting(person, sitting), No):
        return answer
    if not sitting.items.exists():
        return No(_("No file is on the running order yet."))
    return Yes()


def can_propose(person: Any, item: SittingItem) -> Answer:
    if isinstance(answer := can_discuss_again(person, item), No):
        return answer
    if item.sitting.state != SittingState.OPEN:
        return No(_("The sitting is not open yet."))
    if item.file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if item.state != ItemState.WAITING:
        return No(_("A proposal is already written for this file."))
    if not quorum_of(item).met:
        return No(_("The quorum is not met for this file: those in conflict with it do not count."))
    return Yes()


def can_discuss_again(person: Any, item: SittingItem) -> Answer:
    """A proposal is taken back until the sitting closes."""
    if isinstance(answer := can_change_sitting(person, item.sitting), No):
        return answer
    return handles(person, item.file.application)


def can_close_sitting(person: Any, sitting: Sitting) -> Answer:
    if isinstance(answer := can_change_sitting(person, sitting), No):
        return answer
    if sitting.state != SittingState.OPEN:
        return No(_("The sitting is not open yet."))
    return Yes()


def can_prepare_decision(person: Any, application: Application) -> Answer:
    """The team proposes a decision when the file has left every round, or was refused at the screening."""
    if isinstance(answer := handles(person, application), No):
        return answer
    if application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    decision = Decision.objects.filter(application=application).first()
    if decision is not None and decision.state != DecisionState.PREPARED:
        return No(_("This decision is signed: the authority takes it back before it changes."))
    files = application.round_files.all()
    refused = getattr(application, "screening", None)
    if not files.exists() and not (refused and refused.state == ScreeningState.REFUSED):
        return No(_("This application is still to be screened, or to enter a round."))
    if files.filter(state="waiting").exists():
        return No(_("A round has not settled this file yet."))
    return Yes()


def can_sign(person: Any, decision: Decision) -> Answer:
    """The authority named in the call, while it holds its mandate."""
    call = decision.application.call
    named = signatory_of(call)
    if named is None:
        return No(_("No authority is named in this call yet."))
    if not isinstance(person, Person) or named.person_id != person.pk:
        return No(_("Decisions are signed by the authority named in the call."))
    if Role.AUTHORITY not in roles_of(person, call.season.programme):
        return No(_("You no longer hold the mandate of signing authority."))
    if in_conflict(person, decision.application_id):
        return No(_("You have a conflict with this file."))
    if decision.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if decision.state != DecisionState.PREPARED:
        return No(_("This decision is already signed."))
    if decision.application.round_files.filter(state="waiting").exists():
        return No(_("A round has not settled this file yet."))
    # a reader found in conflict since, for instance
    if departures_of(decision.application, decision.outcome) and not decision.departure.strip():
        return No(_("This decision departs from an opinion: it says why."))
    return Yes()


def can_take_back(person: Any, decision: Decision) -> Answer:
    call = decision.application.call
    named = signatory_of(call)
    if not isinstance(person, Person) or named is None or named.person_id != person.pk:
        return No(_("A signature is taken back by the authority that gave it."))
    if Role.AUTHORITY not in roles_of(person, call.season.programme):
        return No(_("You no longer hold the mandate of signing authority."))
    if in_conflict(person, decision.application_id):
        return No(_("You have a conflict with this file."))
    if decision.state == DecisionState.RELEASED:
        return No(_("This decision is announced."))
    return Yes()


def can_open_signatures(person: Any) -> Answer:
    if Role.AUTHORITY in roles_of(person):
        return Yes()
    return No(_("Decisions are signed by the authority named in the call."))
