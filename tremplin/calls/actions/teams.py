"""The team of an initiative: invite, join, change a right, leave."""

from datetime import datetime

from django.db import transaction

from tremplin.calls import rules
from tremplin.calls.models import Initiative, TeamMember
from tremplin.calls.states import MemberState, TeamRight
from tremplin.core import journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.actions import welcome
from tremplin.people.models import Person


def invite(initiative: Initiative, *, email: str, right: str, by: Person, at: datetime) -> TeamMember:
    """Invite somebody by mail. Already invited or in the team: nothing changes; gone or declined: invited again."""
    with transaction.atomic():
        hold(initiative)
        first = right == TeamRight.SUBMIT and rules.can_invite_first(by, initiative)
        require(first or rules.can_manage_team(by, initiative))
        person = welcome(email, by=by.ref, at=at, language=by.language)
        member = TeamMember.objects.filter(initiative=initiative, person=person).first()
        if member is None:
            member = TeamMember.objects.create(
                initiative=initiative, person=person, right=right, invited_by=by, invited_at=at
            )
            journal.record("invite", member, by=by.ref, at=at, after=right)
        elif member.state in (MemberState.DECLINED, MemberState.LEFT):
            move(member, "invite_again", by=by.ref, at=at, right=right, invited_by=by, invited_at=at, answered_at=None)
        else:
            return member
        mail.post(
            "calls-invitation",
            to=str(person.email),
            language=person.language,
            object=member.ref,
            occasion=at.isoformat(),
            context={"member": member, "inviter": by, "initiative": initiative},
            at=at,
        )
        return member


def answer_invitation(member: TeamMember, *, joins: bool, by: Person, at: datetime) -> None:
    """The invited person joins or declines. Raises MoveRefused when the invitation is no longer open."""
    if member.person_id != by.pk:
        raise MoveRefused("")
    move(member, "join" if joins else "decline", by=by.ref, at=at, answered_at=at)


def change_right(member: TeamMember, *, right: str, by: Person, at: datetime) -> None:
    """Give another right. The last who may submit keeps it: two changes at once cannot leave nobody."""
    with transaction.atomic():
        hold(member.initiative)
        member.refresh_from_db()
        require(rules.can_manage_team(by, member.initiative))
        if right != TeamRight.SUBMIT:
            require(rules.can_remove_member(by, member))
        before, member.right = member.right, right
        member.save(update_fields=["right"])
        journal.record("change_right", member, by=by.ref, at=at, before=before, after=right)


def remove_member(member: TeamMember, *, by: Person, at: datetime) -> None:
    """Somebody leaves, or is removed."""
    with transaction.atomic():
        hold(member.initiative)
        member.refresh_from_db()
        answer = rules.can_remove_member(by, member)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        move(member, "leave", by=by.ref, at=at, answered_at=at)
