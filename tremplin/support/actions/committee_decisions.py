"""What a committee decides of a file while it sits, and what is promised there. It takes effect with the minutes."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.actions.commitments import write_commitment
from tremplin.support.actions.pledges import note_pledge
from tremplin.support.models import Commitment, CommitteeItem, Pledge
from tremplin.support.queries.committees import members_of, quorum_of
from tremplin.support.queries.ties import ties_of
from tremplin.support.rules import committees as rules
from tremplin.support.rules.money import can_be_granted
from tremplin.support.states import CommitteeOutcome, Presence

LONGEST = timedelta(days=731)  # a support is extended by


def decide(
    item: CommitteeItem,
    *,
    outcome: str,
    until: date | None = None,
    granted: Decimal | None = None,
    conditions: str = "",
    motive: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Until the minutes are signed, a decision written again replaces the one before. `granted`: None when money was
    not spoken of, zero when it is refused.
    """
    with transaction.atomic():
        hold(item.committee)
        held = hold(item)
        if isinstance(answer := rules.can_decide(by, held), No):
            raise MoveRefused(answer.reason)
        check(held, outcome, until, granted, motive)
        members = members_of(held.committee)
        ties = ties_of(members, [held])
        found = quorum_of(held, members, ties)
        before = held.outcome
        CommitteeItem.objects.filter(pk=held.pk).update(
            outcome=outcome,
            extended_until=until,
            granted=granted,
            conditions=conditions,
            motive=motive,
            decided_at=at,
            present=found.present,
            needed=found.needed,
        )
        held.left_room.set([tie.member for tie in ties if tie.member.presence == Presence.PRESENT])
        journal.record("decide", held, by=by.ref, at=at, before=before, after=outcome, detail=motive)
    item.refresh_from_db()


def check(item: CommitteeItem, outcome: str, until: date | None, granted: Decimal | None, motive: str) -> None:
    """What a decision must say. Asked again when the minutes are signed: the support may have moved meanwhile."""
    found = item.accompaniment
    if outcome not in CommitteeOutcome.values:
        raise MoveRefused(_("Please choose what is decided."))
    if outcome == CommitteeOutcome.EXTEND:
        if until is None:
            raise MoveRefused(_("Please say until which day the support is extended."))
        if until <= found.ends_on:
            words = _("This support ends on %(day)s already: choose a day after it.")
            raise MoveRefused(words % {"day": date_format(found.ends_on)})
        if until > found.ends_on + LONGEST:
            raise MoveRefused(_("A support is extended by two years at most: please check the year."))
    elif until is not None:
        raise MoveRefused(_("Only a support that is extended has another last day: leave the day empty."))
    if outcome == CommitteeOutcome.STOP and not motive.strip():
        raise MoveRefused(_("Please say why the support stops: the initiative is told."))
    _check_grant(item, outcome, granted)


def _check_grant(item: CommitteeItem, outcome: str, granted: Decimal | None) -> None:
    if granted is None:
        return
    if granted < 0:
        raise MoveRefused(_("A grant is an amount above zero, or zero when it is refused."))
    if granted and outcome == CommitteeOutcome.STOP:
        raise MoveRefused(_("A support that stops receives no grant."))
    if granted and isinstance(answer := can_be_granted(item.accompaniment, _day(item)), No):
        raise MoveRefused(answer.reason)


def take_back(item: CommitteeItem, *, by: Person, at: datetime) -> None:
    """Nothing is decided of it any more: it is spoken of again, or left for another committee."""
    with transaction.atomic():
        held = _in_session(item, by)
        if not held.outcome:
            raise MoveRefused(_("Nothing was decided of this file."))
        before = held.outcome
        CommitteeItem.objects.filter(pk=held.pk).update(
            outcome="",
            extended_until=None,
            granted=None,
            conditions="",
            motive="",
            decided_at=None,
            present=None,
            needed=None,
        )
        held.left_room.clear()
        journal.record("take_back", held, by=by.ref, at=at, before=before)
    item.refresh_from_db()


def pledge_in_session(
    item: CommitteeItem,
    *,
    body: Body | None,
    sponsor: Person | None,
    kind: str,
    what: str,
    amount: Decimal | None,
    due_on: date,
    by: Person,
    at: datetime,
) -> Pledge:
    """Said around the table: to be confirmed in writing. From now on the partner reads nothing of this file."""
    with transaction.atomic():
        held = _in_session(item, by)
        return note_pledge(
            held.accompaniment,
            body=body,
            sponsor=sponsor,
            kind=kind,
            what=what,
            amount=amount,
            due_on=due_on,
            pledged_on=_day(held),
            item=held,
            by=by,
            at=at,
        )


def promise_in_session(
    item: CommitteeItem,
    *,
    body: Body | None,
    sponsor: Person | None,
    what: str,
    who: str,
    due_on: date,
    by: Person,
    at: datetime,
) -> Commitment:
    """A promise typed on the spot, followed afterwards like any other."""
    with transaction.atomic():
        held = _in_session(item, by)
        made = write_commitment(
            held.accompaniment,
            body=body,
            sponsor=sponsor,
            what=what,
            who=who,
            due_on=due_on,
            made_on=_day(held),
            by=by,
            at=at,
        )
        Commitment.objects.filter(pk=made.pk).update(item=held)
        made.item = held
        return made


def _in_session(item: CommitteeItem, by: Person) -> CommitteeItem:
    hold(item.committee)
    held = hold(item)
    if isinstance(answer := rules.in_session(by, held.committee), No):
        raise MoveRefused(answer.reason)
    return held


def _day(item: CommitteeItem) -> date:
    return item.committee.starts_at.astimezone(ZoneInfo(item.committee.season.programme.time_zone)).date()
