"""The funding plan: what is needed each quarter, and each source, from meant to obtained or refused."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.engine.fundings import quarter_of
from tremplin.support.models import Accompaniment, Budget, Funding, ResourceRequest
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.states import FundingState, RequestState, Subject

MOST = Decimal("9999999999.99")  # what the columns hold
LONGEST = 20  # years one source may pay for
# what a request of a resource has become, told of the source born from it
_FOLLOWS = {
    RequestState.MEANT: FundingState.MEANT,
    RequestState.ASKED: FundingState.ASKED,
    RequestState.OBTAINED: FundingState.GOT,
    RequestState.REFUSED: FundingState.REFUSED,
    RequestState.DROPPED: FundingState.DROPPED,
}
_VERBS = {
    FundingState.ASKED: "ask",
    FundingState.GOT: "get",
    FundingState.REFUSED: "refuse",
    FundingState.DROPPED: "drop",
    FundingState.MEANT: "take_again",
}


def say_needs(accompaniment: Accompaniment, needs: Mapping[date, Decimal | None], *, by: Person, at: datetime) -> None:
    """What is needed in each quarter, named by its first day; None takes a quarter away. What was said before stays in
    the journal.
    """
    with transaction.atomic():
        supported = _may_write(accompaniment, by)
        known = dict(Budget.objects.filter(accompaniment=supported).values_list("quarter", "amount"))
        changed = {quarter: amount for quarter, amount in needs.items() if known.get(quarter) != amount}
        for quarter, amount in changed.items():
            if quarter != quarter_of(quarter):
                raise MoveRefused(_("A quarter is named by its first day."))
            if amount is None:
                Budget.objects.filter(accompaniment=supported, quarter=quarter).delete()
                continue
            _holds(amount)
            Budget.objects.update_or_create(
                accompaniment=supported, quarter=quarter, defaults={"amount": amount, "said_by": by, "said_at": at}
            )
        if changed:
            before = "\n".join(f"{quarter} {known[quarter]}" for quarter in sorted(changed) if quarter in known)
            journal.record("say_needs", supported, by=by.ref, at=at, detail=before)


def add_funding(
    accompaniment: Accompaniment,
    *,
    name: str,
    asked: Decimal,
    covers_from: date,
    covers_until: date,
    deadline: date | None = None,
    words: str = "",
    body: Body | None = None,
    born_from: ResourceRequest | None = None,
    by: Person,
    at: datetime,
) -> Funding:
    """A source; `born_from`: the request of a resource, whose state it then has. Born twice, it is the first."""
    with transaction.atomic():
        supported = _may_write(accompaniment, by)
        if born_from is not None:
            if born_from.accompaniment_id != supported.pk:
                raise MoveRefused(_("This request is another initiative’s."))
            known = Funding.objects.filter(request=born_from).first()
            if known is not None:
                return known
        _fits(asked, covers_from, covers_until, at)
        made = Funding.objects.create(
            accompaniment=supported,
            name=name,
            body=body,
            request=born_from,
            asked=asked,
            deadline=deadline,
            covers_from=covers_from,
            covers_until=covers_until,
            words=words,
            written_by=by,
            written_at=at,
        )
        journal.record("add", made, by=by.ref, at=at)
        if born_from is not None:
            _follow(made, born_from, by.ref, at)
        return made


def change_funding(
    funding: Funding,
    *,
    name: str,
    asked: Decimal,
    covers_from: date,
    covers_until: date,
    deadline: date | None,
    words: str,
    by: Person,
    at: datetime,
) -> None:
    with transaction.atomic():
        held = _held(funding, by)
        _fits(asked, covers_from, covers_until, at)
        Funding.objects.filter(pk=held.pk).update(
            name=name, asked=asked, covers_from=covers_from, covers_until=covers_until, deadline=deadline, words=words
        )
        before = f"{held.name}\n{held.asked}\n{held.covers_from}/{held.covers_until}\n{held.words}"
        journal.record("change", held, by=by.ref, at=at, detail=before)
    funding.refresh_from_db()


def ask_for(funding: Funding, *, asked_on: date, by: Person, at: datetime) -> None:
    _go(funding, "ask", by, at, asked_on, asked_on=asked_on)


def get_funding(funding: Funding, *, got: Decimal, answered_on: date, by: Person, at: datetime) -> None:
    """Obtained: this amount, which may not be the one that was asked."""
    _holds(got)
    if not got:
        raise MoveRefused(_("Nothing was obtained: note that it was refused."))
    _go(funding, "get", by, at, answered_on, got=got, answered_on=answered_on)


def lose_funding(funding: Funding, *, answered_on: date, by: Person, at: datetime) -> None:
    """Refused; what was obtained, then withdrawn, counts no more."""
    _go(funding, "refuse", by, at, answered_on, got=None, answered_on=answered_on)


def drop_funding(funding: Funding, *, words: str, by: Person, at: datetime) -> None:
    if not words.strip():
        raise MoveRefused(_("Please say why: what is given up stays with its reason."))
    _go(funding, "drop", by, at, None, words=words)


def ask_after_all(funding: Funding, *, by: Person, at: datetime) -> None:
    _go(funding, "take_again", by, at, None, got=None, asked_on=None, answered_on=None)


def follow_request(born_from: ResourceRequest, *, by: Person, at: datetime) -> None:
    """The source born from a resource has its state; called in the transaction that changed it."""
    found = Funding.objects.filter(request=born_from).first()
    if found is not None:
        _follow(found, born_from, by.ref, at)


def _follow(funding: Funding, born_from: ResourceRequest, by: str, at: datetime) -> None:
    wanted = _FOLLOWS[RequestState(born_from.state)]
    if funding.state == wanted:
        return
    fields: dict[str, Any] = {"asked_on": born_from.asked_on, "answered_on": born_from.answered_on}
    if wanted == FundingState.GOT:
        fields["got"] = born_from.value if born_from.value is not None else funding.asked
    elif wanted != FundingState.DROPPED:
        fields["got"] = None
    for verb in _way(funding.state, wanted):
        move(funding, verb, by=by, at=at, detail="follows", **fields)


def _way(state: str, wanted: str) -> list[str]:
    """By which moves: at once, or through « asked » when it is born already refused."""
    verb = _VERBS[FundingState(wanted)]
    return [verb] if Funding.MOVES.allows(verb, state) else ["ask", verb]


def _go(funding: Funding, verb: str, by: Person, at: datetime, day: date | None, **fields: Any) -> None:
    with transaction.atomic():
        held = _held(funding, by)
        if held.request_id is not None:
            raise MoveRefused(_("This source follows the request of its resource: note there what happened."))
        today = at.astimezone(ZoneInfo(held.accompaniment.season.programme.time_zone)).date()
        if day is not None and day > today:
            raise MoveRefused(_("This day is to come: note what has happened."))
        if "answered_on" in fields and day and held.asked_on and day < held.asked_on:
            raise MoveRefused(_("The answer comes after the request: please look at the day."))
        gone = [str(getattr(held, name)) for name in ("words", "got") if name in fields and getattr(held, name)]
        move(held, verb, by=by.ref, at=at, detail="\n".join(gone), **fields)
    funding.refresh_from_db()


def _held(funding: Funding, person: Person) -> Funding:
    held = hold(funding)
    if isinstance(refusal := can_write_of(person, held.accompaniment, Subject.MONEY), No):
        raise MoveRefused(refusal.reason)
    return held


def _may_write(accompaniment: Accompaniment, person: Person) -> Accompaniment:
    supported = hold(accompaniment)
    if isinstance(refusal := can_write_of(person, supported, Subject.MONEY), No):
        raise MoveRefused(refusal.reason)
    return supported


def _holds(amount: Decimal) -> None:
    if not Decimal(0) <= amount <= MOST:
        raise MoveRefused(_("This amount cannot be right: please look at it again."))


def _fits(asked: Decimal, first: date, last: date, at: datetime) -> None:
    _holds(asked)
    if last < first:
        raise MoveRefused(_("The last day comes before the first: please look at both."))
    if last.year - first.year > LONGEST:
        raise MoveRefused(_("One source pays for twenty years at most: please look at both days."))
    if abs(first.year - at.year) > LONGEST:
        raise MoveRefused(_("These days are more than twenty years away: please look at both."))
