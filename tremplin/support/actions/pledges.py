"""What partners pledge: said, confirmed in writing, delivered; told in public only when two people agreed to it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import freshness, journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, CommitteeItem, Pledge
from tremplin.support.rules import pledges as rules
from tremplin.support.states import PledgeKind


def note_pledge(
    accompaniment: Accompaniment,
    *,
    body: Body | None,
    sponsor: Person | None,
    kind: str,
    what: str,
    amount: Decimal | None,
    due_on: date,
    pledged_on: date,
    item: CommitteeItem | None = None,
    by: Person,
    at: datetime,
) -> Pledge:
    with transaction.atomic():
        held = hold(accompaniment)
        _pass(rules.can_note_pledges(by, held))
        if (body is None) == (sponsor is None):
            raise MoveRefused(_("A pledge is made by a body, or by a sponsor."))
        if kind == PledgeKind.MONEY and not amount:
            raise MoveRefused(_("Please say how much money is pledged."))
        if amount is not None and amount <= 0:
            raise MoveRefused(_("A value is above zero; leave it empty when it is not known."))
        if due_on < pledged_on:
            raise MoveRefused(_("A pledge is kept after it is made: check both days."))
        made = Pledge.objects.create(
            programme=held.season.programme,
            accompaniment=held,
            item=item,
            body=body,
            sponsor=sponsor,
            kind=kind,
            what=what,
            amount=amount,
            due_on=due_on,
            pledged_on=pledged_on,
            written_by=by,
            written_at=at,
        )
        journal.record("pledge", made, by=by.ref, at=at)
        return made


def confirm_pledge(pledge: Pledge, *, proof: str, on: date, by: Person, at: datetime) -> None:
    """It came in writing: which letter, of which day."""
    with transaction.atomic():
        held = _held(pledge, by)
        if not proof.strip():
            raise MoveRefused(_("Please say how it was confirmed: which letter or message, and where it is kept."))
        if on < held.pledged_on:
            raise MoveRefused(_("It was confirmed before it was pledged: check the day."))
        move(held, "confirm", by=by.ref, at=at, proof=proof, confirmed_on=on)
    pledge.refresh_from_db()


def deliver_pledge(pledge: Pledge, *, result: str, on: date, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(pledge, by)
        if on < held.pledged_on:
            raise MoveRefused(_("It was delivered before it was pledged: check the day."))
        move(held, "deliver", by=by.ref, at=at, delivered_on=on, result=result or held.result)
        freshness.bump()
    pledge.refresh_from_db()


def withdraw_pledge(pledge: Pledge, *, result: str, by: Person, at: datetime) -> None:
    """It will not come: said with its reason, and no longer told in public."""
    with transaction.atomic():
        held = _held(pledge, by)
        if not result.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        move(held, "withdraw", by=by.ref, at=at, result=result, **_NO_LONGER_TOLD)
        freshness.bump()
    pledge.refresh_from_db()


_NO_LONGER_TOLD: dict[str, Any] = {
    "sponsor_agrees_at": None,
    "sponsor_agrees_by": None,
    "team_agrees_at": None,
    "team_agrees_by": None,
}


def pledge_again(pledge: Pledge, *, due_on: date, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(pledge, by)
        move(held, "pledge_again", by=by.ref, at=at, detail=held.proof, due_on=due_on, proof="", confirmed_on=None)
    pledge.refresh_from_db()


def agree_to_tell(pledge: Pledge, *, as_team: bool, agrees: bool, by: Person, at: datetime) -> None:
    """One of the two says yes to telling it in public, or takes it back."""
    with transaction.atomic():
        held = hold(pledge)
        _pass(rules.can_agree_as_team(by, held) if as_team else rules.can_agree_as_partner(by, held))
        side = "team" if as_team else "sponsor"
        said = {f"{side}_agrees_at": at if agrees else None, f"{side}_agrees_by": by if agrees else None}
        Pledge.objects.filter(pk=held.pk).update(**said)
        journal.record("agree" if agrees else "disagree", held, by=by.ref, at=at, after=side)
        freshness.bump()
    pledge.refresh_from_db()


def _held(pledge: Pledge, by: Person) -> Pledge:
    held = hold(pledge)
    _pass(rules.can_follow_pledge(by, held))
    return held


def _pass(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
