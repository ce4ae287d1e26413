"""Who may do what with an application. Each rule answers Yes or No with its sentence; button and door ask the same."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Attachment, Call, Initiative, TeamMember
from tremplin.calls.queries import correction_of, intake_for, legal_text, membership_of, right_of, visible_to
from tremplin.calls.states import ApplicationState, LegalKind, MemberState, TeamRight
from tremplin.core import offers
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_start(call: Call, at: datetime) -> Answer:
    intake = intake_for(call, at)
    if intake is None:
        return No(_("This call is closed: no closing is to come."))
    if call.published_at is None or call.published_at > at:
        return No(_("This call is not published yet."))
    if not any(one.opens_at <= at for one in call.intakes.all()):
        return No(_("This call is not open yet."))
    return Yes()


def can_write(person: Any, application: Application, at: datetime) -> Answer:
    """Type answers: a draft until it is submitted, then only what a correction opens again, until its date."""
    if not right_of(person, application.initiative, TeamRight.WRITE):
        return No(_("In this team, you read the application without writing in it."))
    if application.state == ApplicationState.DRAFT:
        return Yes()
    if application.state == ApplicationState.RETURNED:
        correction = correction_of(application)
        if correction is not None and at < correction.until:
            return Yes()
        return No(_("The date set for the correction has passed."))
    return No(_("This application is submitted: it can no longer be changed."))


def can_submit(person: Any, application: Application, at: datetime) -> Answer:
    if not right_of(person, application.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person submits the application."))
    writing = can_write(person, application, at)
    if isinstance(writing, No):
        return writing
    if application.state == ApplicationState.DRAFT and intake_for(application.call, at) is None:
        return No(_("The last closing of this call has passed: the application can no longer be submitted."))
    return Yes()


def has_signed(person: Any, application: Application, at: datetime) -> Answer:
    """Whoever submits has signed the charter in force, word for word."""
    charter = legal_text(application.call, LegalKind.CHARTER, at)
    if charter is None or application.signatures.filter(person=person, text=charter).exists():
        return Yes()
    return No(_("The charter of the programme is to be signed before submitting."))


def can_withdraw(person: Any, application: Application) -> Answer:
    if not right_of(person, application.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person may withdraw the application."))
    if application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is already withdrawn."))
    return Yes()


def can_manage_team(person: Any, initiative: Initiative) -> Answer:
    if right_of(person, initiative, TeamRight.SUBMIT):
        return Yes()
    return No(_("The team is managed by those who may submit."))


def can_invite_first(person: Any, initiative: Initiative) -> Answer:
    """An initiative entered without an application has nobody: the programme team invites the first of its team, who
    then invites the others.
    """
    if Role.AGENT not in roles_of(person):
        return No(_("The first person of a team is invited by the programme team."))
    there = initiative.members.filter(state__in=[MemberState.INVITED, MemberState.JOINED], right=TeamRight.SUBMIT)
    if there.exists():
        return No(_("Somebody of the initiative is already here, or invited: they invite the others."))
    return Yes()


def can_remove_member(person: Any, member: TeamMember) -> Answer:
    """Anybody may leave; those who submit may remove others; somebody who may submit always remains."""
    me = membership_of(person, member.initiative)
    if me is None or (me.pk != member.pk and me.right != TeamRight.SUBMIT):
        return No(_("The team is managed by those who may submit."))
    others = member.initiative.members.filter(state=MemberState.JOINED, right=TeamRight.SUBMIT).exclude(pk=member.pk)
    if member.right == TeamRight.SUBMIT and member.state == MemberState.JOINED and not others.exists():
        return No(_("Nobody else could submit: give this right to another member first."))
    return Yes()


def can_manage_calls(person: Any) -> Answer:
    if roles_of(person) & {Role.AGENT, Role.ADMINISTRATOR}:
        return Yes()
    return No(_("Calls are managed by the programme team."))


def can_read_applications(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Applications are read by the programme team."))


def is_of_the_programme_team(person: Any, application: Application) -> Answer:
    """For what agents do with a file: notes, conflicts, corrections."""
    if Role.AGENT in roles_of(person, application.call.season.programme):
        return Yes()
    return No(_("Applications are read by the programme team."))


def can_send_back(person: Any, application: Application) -> Answer:
    answer = is_of_the_programme_team(person, application)
    if isinstance(answer, No):
        return answer
    if application.state != ApplicationState.SUBMITTED:
        return No(_("Only a submitted application can be sent back for correction."))
    return Yes()


def can_download_attachment(person: Any, stored: StoredFile) -> Answer:
    """Whoever may open the application may download its files; so may those a later room gave it to read."""
    attachment = Attachment.objects.filter(file=stored).first()
    if attachment is not None and visible_to(person).filter(pk=attachment.application_id).exists():
        return Yes()
    if any(reader.may_read(person, stored) for reader in offers.file_readers):
        return Yes()
    return No(_("This file belongs to an application you cannot open."))


ATTACHMENT = FileKind("calls.attachment", can_download_attachment)
