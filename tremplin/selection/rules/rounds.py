"""Who runs a selection: its screening, its rounds, how a file leaves one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call, Conflict
from tremplin.calls.states import ApplicationState
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.selection.models import Decision, Round, RoundFile
from tremplin.selection.queries import next_round, previous_round
from tremplin.selection.states import College, DecisionState, ReviewState, RoundState


def can_run_selection(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("The selection is run by the programme team."))


def runs(person: Any, call: Call) -> Answer:
    """For everything the programme team does with a call."""
    if Role.AGENT in roles_of(person, call.season.programme):
        return Yes()
    return No(_("The selection is run by the programme team."))


def in_conflict(person: Person, application: int) -> bool:
    return Conflict.objects.filter(person=person, application=application).exists()


def handles(person: Any, application: Application) -> Answer:
    """For everything the programme team does with one application: somebody in conflict does nothing with it."""
    if isinstance(answer := runs(person, application.call), No):
        return answer
    if in_conflict(person, application.pk):
        return No(_("You have a conflict with this file."))
    return Yes()


def can_screen(person: Any, application: Application) -> Answer:
    if isinstance(answer := handles(person, application), No):
        return answer
    if application.state == ApplicationState.RETURNED:
        return No(_("This application is sent back for correction: it is screened when it comes back."))
    if application.state != ApplicationState.SUBMITTED:
        return No(_("Only a submitted application is screened."))
    return Yes()


def can_look_again(person: Any, application: Application) -> Answer:
    """A screening is reconsidered until a round has taken the file in, or something is decided."""
    if isinstance(answer := handles(person, application), No):
        return answer
    if application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if application.round_files.exists():
        return No(_("This application is already in a round: the round settles it."))
    if Decision.objects.filter(application=application).exclude(state=DecisionState.PREPARED).exists():
        return No(_("The decision on this application is signed."))
    return Yes()


def can_change_round(person: Any, found: Round) -> Answer:
    """What readers were told, and the grid they score on, does not change under them."""
    if isinstance(answer := runs(person, found.call), No):
        return answer
    if found.state != RoundState.PREPARED:
        return No(_("This round is open: its criteria and its rules no longer change."))
    return Yes()


def can_open_round(person: Any, found: Round) -> Answer:
    if isinstance(answer := can_change_round(person, found), No):
        return answer
    before = previous_round(found)
    if before is not None and before.state != RoundState.CLOSED:
        return No(_("The round before this one is not closed yet."))
    if not found.criteria.exists():
        return No(_("This round has no criterion yet."))
    files = found.files.exclude(application__state=ApplicationState.WITHDRAWN)
    if not files.exists():
        return No(_("No file has entered this round yet."))
    if found.college == College.CITIZENS and files.filter(summary="").exists():
        return No(_("Some files have no summary in plain words yet: the jury would have nothing to read."))
    return Yes()


def can_close_round(person: Any, found: Round) -> Answer:
    if isinstance(answer := runs(person, found.call), No):
        return answer
    if found.state != RoundState.OPEN:
        return No(_("This round is not open."))
    if found.files.filter(state="waiting").exclude(application__state=ApplicationState.WITHDRAWN).exists():
        return No(_("Some files are still waiting: each one passes, is kept waiting or is stopped first."))
    return Yes()


def can_open_again(person: Any, found: Round) -> Answer:
    if isinstance(answer := runs(person, found.call), No):
        return answer
    after = next_round(found)
    if after is not None and after.state != RoundState.PREPARED:
        return No(_("The next round has opened: this one stays closed."))
    return Yes()


def can_settle(person: Any, file: RoundFile) -> Answer:
    """A file leaves a round, or comes back, while the round is open and nothing is decided."""
    if isinstance(answer := handles(person, file.application), No):
        return answer
    return may_be_settled(file)


def may_be_settled(file: RoundFile) -> Answer:
    """Whoever settles it: a person, or a sitting that closes."""
    if file.round.state != RoundState.OPEN:
        return No(_("This round is not open."))
    if file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if RoundFile.objects.filter(application=file.application_id, round__position__gt=file.round.position).exists():
        return No(_("The next round has taken this file in: it is settled there."))
    if Decision.objects.filter(application=file.application_id).exists():
        return No(_("A decision is prepared on this file."))
    return Yes()


def can_write_summary(person: Any, file: RoundFile) -> Answer:
    if isinstance(answer := handles(person, file.application), No):
        return answer
    if file.round.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    # a juror who has said they have no link reads it already
    if file.reviews.exclude(state__in=[ReviewState.PROPOSED, ReviewState.RECUSED]).exists():
        return No(_("The jury has begun to read this summary: it no longer changes."))
    return Yes()
