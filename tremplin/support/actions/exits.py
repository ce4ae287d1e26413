"""What is settled when a support ends: the duties of the charter with their evidence, and who keeps each relation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Duty, Relation
from tremplin.support.queries.reports import charter_lines, unsaid_duties
from tremplin.support.rules import reports as rules


def say_duty(
    accompaniment: Accompaniment, *, position: int, title: str, state: str, evidence: str, by: Person, at: datetime
) -> Duty:
    """How one duty was kept, with its evidence. The first said takes all the lines of the charter into the file: a
    charter written later does not change them. `title`: the duty the page showed.
    """
    with transaction.atomic():
        held = hold(accompaniment)
        if isinstance(answer := rules.can_write_exit(by, held), No):
            raise MoveRefused(answer.reason)
        if not evidence.strip():
            raise MoveRefused(_("Please give the evidence: an address, or a few words that can be checked."))
        if not Duty.objects.filter(accompaniment=held).exists():
            Duty.objects.bulk_create(unsaid_duties(held, charter_lines(held)))
        duty = Duty.objects.filter(accompaniment=held, position=position, title=title).first()
        if duty is None:
            raise MoveRefused(_("The charter changed while you were reading it: please look again."))
        before, shown = duty.state, duty.evidence
        # what is said of a duty, as of a line of a check-list: said again as often as one likes, it follows no moves
        duty.state, duty.evidence, duty.by, duty.at = state, evidence.strip(), by, at
        duty.save(update_fields=["state", "evidence", "by", "at"])
        journal.record("say_duty", held, by=by.ref, at=at, before=before, after=f"{position} {state}", detail=shown)
        return duty


def hand_over(relation: Relation, accompaniment: Accompaniment, *, keeper: Person, by: Person, at: datetime) -> None:
    """Somebody of the initiative keeps the relation from now on. Nobody is written to by this."""
    with transaction.atomic():
        supported, held = hold(accompaniment), hold(relation)
        if isinstance(answer := rules.can_hand_over(by, supported), No):
            raise MoveRefused(answer.reason)
        if held.initiative_id != supported.initiative_id:
            raise MoveRefused(_("This relation belongs to another initiative."))
        team = TeamMember.objects.filter(initiative=held.initiative_id, state=MemberState.JOINED)
        if not team.filter(person=keeper).exists():
            raise MoveRefused(_("A relation is kept by somebody of the initiative’s team."))
        Relation.objects.filter(pk=held.pk).update(keeper=keeper, handed_over_at=at)
        journal.record("hand_over", held, by=by.ref, at=at, after=keeper.ref)
    relation.refresh_from_db()
