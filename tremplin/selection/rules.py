"""Who may do what while an application is chosen or not. Each rule answers Yes or No with its sentence."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Attachment, Call, Conflict
from tremplin.calls.queries import right_of
from tremplin.calls.states import ApplicationState, TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileReader
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.selection.models import (
    Decision,
    Review,
    Round,
    RoundFile,
    Seat,
    Sitting,
    SittingItem,
    Wave,
)
from tremplin.selection.queries import (
    next_round,
    previous_round,
    quorum_of,
    reviews_of,
    seats_of,
    signatory_of,
    standing_approvals,
)
from tremplin.selection.queries.decisions import departures_of
from tremplin.selection.queries.releases import contents, contents_of, unsigned, untold
from tremplin.selection.states import (
    AcceptanceState,
    College,
    DecisionState,
    ItemState,
    Outcome,
    ReviewState,
    RoundState,
    ScreeningState,
    SeatState,
    SittingState,
    WaveKind,
    WaveState,
)

APPROVALS = 2  # what leaves is approved by two people


def can_run_selection(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("The selection is run by the programme team."))


def runs(person: Any, call: Call) -> Answer:
    """For everything the programme team does with a call."""
    if Role.AGENT in roles_of(person, call.season.programme):
        return Yes()
    return No(_("The selection is run by the programme team."))


def _in_conflict(person: Person, application: int) -> bool:
    return Conflict.objects.filter(person=person, application=application).exists()


def handles(person: Any, application: Application) -> Answer:
    """For everything the programme team does with one application: somebody in conflict does nothing with it."""
    if isinstance(answer := runs(person, application.call), No):
        return answer
    if _in_conflict(person, application.pk):
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


def can_answer_seat(person: Any, seat: Seat) -> Answer:
    if not isinstance(person, Person) or seat.person_id != person.pk:
        return No(_("This invitation is for somebody else."))
    if seat.state == SeatState.ENDED:
        return No(_("This invitation was withdrawn."))
    if seat.round.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    return Yes()


def can_assign(person: Any, file: RoundFile, seat: Seat) -> Answer:
    """A pair made by hand passes the same checks as the round robin."""
    if isinstance(answer := handles(person, file.application), No):
        return answer
    if file.round_id != seat.round_id:
        return No(_("This reader belongs to another round."))
    if file.round.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    if file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if file.round.asks_opinion and file.round.state == RoundState.OPEN and not file.summary.strip():
        return No(_("This file has no summary in plain words yet: the jury would have nothing to read."))
    return _may_be_given(file, seat)


def _may_be_given(file: RoundFile, seat: Seat) -> Answer:
    if seat.state != SeatState.ACCEPTED:
        return No(_("This person has not accepted to read in this round."))
    if _in_conflict(seat.person, file.application_id) or seat.reviews.filter(file=file, state="recused").exists():
        return No(_("This person has a conflict with the file."))
    if file.application.initiative.members.filter(person=seat.person_id, state__in=["joined", "left"]).exists():
        return No(_("This person is, or was, of the team that applies."))
    kept = seat.reviews.exclude(state=ReviewState.RECUSED)
    if kept.filter(file=file).exists():
        return No(_("This person already reads the file."))
    if seat.files_accepted is not None and kept.count() >= seat.files_accepted:
        return No(_("This person already has as many files as they accepted."))
    return Yes()


def can_assign_several(person: Any, found: Round) -> Answer:
    """What does not depend on a pair; `queries.readers.pairs_that_hold` says the rest for all of them."""
    if isinstance(answer := runs(person, found.call), No):
        return answer
    if found.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    return Yes()


def can_unassign(person: Any, review: Review) -> Answer:
    if isinstance(answer := handles(person, review.file.application), No):
        return answer
    if review.state not in (ReviewState.PROPOSED, ReviewState.ACCEPTED):
        return No(_("This review has begun: only its reader can leave it."))
    return Yes()


def can_recuse(person: Any, review: Review) -> Answer:
    """The reader says it; nobody says it in their place. The team declares a conflict from the file itself."""
    if not isinstance(person, Person) or review.seat.person_id != person.pk:
        return No(_("This review is somebody else's."))
    return Yes()


def can_read(person: Any, review: Review) -> Answer:
    """The reader says they have no link, and reads: while the round is open, and the file is theirs to read."""
    if isinstance(answer := can_recuse(person, review), No):
        return answer
    if review.state == ReviewState.RECUSED or _in_conflict(person, review.file.application_id):
        return No(_("You have a conflict with this file."))
    if review.seat.state != SeatState.ACCEPTED:
        return No(_("Your part in this round has ended."))
    if review.file.round.state == RoundState.PREPARED:
        return No(_("This round is not open."))
    if review.file.round.state != RoundState.OPEN:
        return No(_("This round is closed: reviews can no longer be written."))
    if review.file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    return Yes()


def can_write_review(person: Any, review: Review) -> Answer:
    if isinstance(answer := can_read(person, review), No):
        return answer
    if review.state == ReviewState.PROPOSED:
        return No(_("Before reading, please say whether you are linked to this initiative."))
    if review.state == ReviewState.SUBMITTED:
        return No(_("Your review is in. If something is wrong, the team can open it again for you."))
    return Yes()


def can_reopen(person: Any, review: Review) -> Answer:
    if isinstance(answer := handles(person, review.file.application), No):
        return answer
    if review.file.round.state != RoundState.OPEN:
        return No(_("This round is closed."))
    if review.state != ReviewState.SUBMITTED:
        return No(_("This review is not submitted."))
    return Yes()


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
    if _in_conflict(person, decision.application_id):
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
    if _in_conflict(person, decision.application_id):
        return No(_("You have a conflict with this file."))
    if decision.state == DecisionState.RELEASED:
        return No(_("This decision is announced."))
    return Yes()


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
    """Has the moment of this wave come? Its date, the wave before it, two approvals of what it holds now."""
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


def can_read_attachment(person: Any, stored: StoredFile) -> Answer:
    """A reader downloads the files of the applications they review; citizens read a summary, not files."""
    attachment = Attachment.objects.filter(file=stored).first()
    if attachment is not None:
        mine = reviews_of(person).filter(file__application=attachment.application_id)
        if mine.exclude(file__round__college=College.CITIZENS).exclude(state=ReviewState.PROPOSED).exists():
            return Yes()
    return No(_("This file belongs to an application you cannot open."))


READERS = FileReader("selection.readers", can_read_attachment)


def can_open_queue(person: Any) -> Answer:
    if seats_of(person).exclude(state=SeatState.ENDED).exists():
        return Yes()
    return No(_("Nobody has invited you to read files yet."))


def can_open_signatures(person: Any) -> Answer:
    if Role.AUTHORITY in roles_of(person):
        return Yes()
    return No(_("Decisions are signed by the authority named in the call."))
