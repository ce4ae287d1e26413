"""Who announces, who answers: the waves and their approvals, the notice to the laureates."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Call, Conflict
from tremplin.calls.queries import right_of
from tremplin.calls.states import ApplicationState, TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import quiet_at, roles_of
from tremplin.programme.states import Role
from tremplin.selection.models import Decision, Wave
from tremplin.selection.queries import signatory_of, standing_approvals
from tremplin.selection.queries.releases import contents, contents_of, unsigned, untold
from tremplin.selection.rules.rounds import runs
from tremplin.selection.states import AcceptanceState, Outcome, WaveKind, WaveState

APPROVALS = 2  # what leaves is approved by two people


def can_plan_release(person: Any, call: Call) -> Answer:
    return runs(person, call)


def may_approve(person: Any, call: Call) -> Answer:
    """Who approves a wave: the team and the authority. Somebody in conflict with any file of the call never does, so
    that the refusal says nothing of what a wave holds.
    """
    named = signatory_of(call)
    signs = named is not None and isinstance(person, Person) and named.person_id == person.pk
    roles = roles_of(person, call.season.programme)
    if not (Role.AGENT in roles or (signs and Role.AUTHORITY in roles)):
        return No(_("The announcement is approved by the programme team and the authority."))
    if Conflict.objects.filter(person=person, application__call=call).exists():
        return No(_("You declared a conflict in this call: others approve its announcement."))
    return Yes()


def can_approve(person: Any, wave: Wave) -> Answer:
    if isinstance(answer := may_approve(person, wave.release.call), No):
        return answer
    if wave.state not in (WaveState.PLANNED, WaveState.HELD):
        return No(_("This wave has left."))
    if isinstance(answer := is_ready(wave), No):
        return answer
    approvals = standing_approvals(wave)
    if any(approval.person_id == person.pk for approval in approvals):
        return No(_("You approved this wave already: the second approval is somebody else's."))
    if len(approvals) >= APPROVALS:
        return No(_("Two people have approved this wave."))
    return Yes()


def is_ready(wave: Wave) -> Answer:
    """Is what the wave tells final? Every decision it holds is signed, and there is something to tell."""
    call = wave.release.call
    if unsigned(call).exists():
        return No(_("Some decisions are not signed yet."))
    if wave.kind == WaveKind.PUBLIC and not contents(call, wave.kind).exists():
        return No(_("No laureate has accepted and agreed to a text yet."))
    if wave.kind != WaveKind.PUBLIC and not contents(call, wave.kind).exists():
        return No(_("There is no decision to tell in this wave yet."))
    return Yes()


def can_leave(wave: Wave, at: datetime) -> Answer:
    """Has the moment of this wave come? Its date, the wave before it, two approvals; and no quiet period, if public.

    The notice and the answers are letters owed to people, whatever the silence of the programme.
    """
    if isinstance(answer := is_due(wave, at), No):
        return answer
    if wave.kind == WaveKind.PUBLIC and quiet_at(at, wave.release.call.season.programme) is not None:
        return No(_("A quiet period runs: the public announcement waits for its end."))
    return Yes()


def is_due(wave: Wave, at: datetime) -> Answer:
    if isinstance(answer := is_ready(wave), No):
        return answer
    if len(standing_approvals(wave)) < APPROVALS:
        return No(_("Two people approve a wave before it leaves; what changed since is approved again."))
    before = Wave.objects.filter(release=wave.release_id, position__lt=wave.position).exclude(state=WaveState.DONE)
    # one that has nobody to tell is not waited for, unless somebody holds it
    if any(one.state != WaveState.PLANNED or contents_of(one).exists() for one in before):
        return No(_("The wave before this one has not left."))
    if at < wave.due_at:
        return No(_("Its date has not come."))
    return Yes()


def can_steer(person: Any, wave: Wave) -> Answer:
    """Hold, move, resume, now: one gesture of one person, because waiting harms nobody; « now » waits for approvals."""
    if isinstance(answer := may_approve(person, wave.release.call), No):
        return answer
    if wave.state == WaveState.DONE:
        return No(_("This wave has left."))
    return Yes()


def can_plan_again(person: Any, wave: Wave) -> Answer:
    """A wave that left is planned again when there is somebody new to tell: a laureate called later, a text agreed
    since.
    """
    if isinstance(answer := may_approve(person, wave.release.call), No):
        return answer
    if wave.state != WaveState.DONE:
        return No(_("This wave has not left."))
    if not untold(wave).exists():
        return No(_("Everybody concerned has been told."))
    return Yes()


def can_answer_notice(person: Any, decision: Decision) -> Answer:
    if not right_of(person, decision.application.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person answers for the initiative."))
    acceptance = getattr(decision, "acceptance", None)
    if decision.outcome != Outcome.SELECTED or acceptance is None:
        return No(_("This decision asks for no answer."))
    if decision.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if acceptance.published_at is not None:
        return No(_("The name and the text are public: write to the team to change them."))
    if acceptance.state == AcceptanceState.DECLINED:
        return No(_("The answer is given."))
    return Yes()
