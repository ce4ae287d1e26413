"""Agreements an initiative signs with others: drafted, negotiated, signed, renewed, ended.

A signed agreement leaves a trace in the relation, when it is known with whom.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.emails.consolidate import ending_letters
from tremplin.support.leaving import is_calm
from tremplin.support.models import Accompaniment, Agreement, Relation, Trace
from tremplin.support.queries.working import may_be_told_from
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.states import AccompanimentState, AgreementState, Subject, TraceKind

BEFORE_END = timedelta(days=60)


def write_agreement(
    accompaniment: Accompaniment,
    *,
    partner: str,
    object: str,
    relation: Relation | None = None,
    next_step: str = "",
    next_on: date | None = None,
    ends_on: date | None = None,
    words: str = "",
    by: Person,
    at: datetime,
) -> Agreement:
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(refusal := can_write_of(by, supported, Subject.LEGAL), No):
            raise MoveRefused(refusal.reason)
        _same_initiative(relation, supported)
        made = Agreement.objects.create(
            accompaniment=supported,
            relation=relation,
            partner=partner,
            object=object,
            next_step=next_step,
            next_on=next_on,
            ends_on=ends_on,
            words=words,
            written_by=by,
            written_at=at,
        )
        journal.record("write", made, by=by.ref, at=at)
        return made


def change_agreement(
    agreement: Agreement,
    *,
    partner: str,
    object: str,
    relation: Relation | None,
    next_step: str,
    next_on: date | None,
    ends_on: date | None,
    words: str,
    by: Person,
    at: datetime,
) -> None:
    with transaction.atomic():
        held = _held(agreement, by)
        _same_initiative(relation, held.accompaniment)
        _ends_after(held.signed_on, ends_on)
        Agreement.objects.filter(pk=held.pk).update(
            partner=partner,
            object=object,
            relation=relation,
            next_step=next_step,
            next_on=next_on,
            ends_on=ends_on,
            words=words,
        )
        before = f"{held.partner}\n{held.object}\n{held.ends_on or ''}\n{held.words}"
        journal.record("change", held, by=by.ref, at=at, detail=before)
    agreement.refresh_from_db()


def negotiate(agreement: Agreement, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        move(_held(agreement, by), "negotiate", by=by.ref, at=at)
    agreement.refresh_from_db()


def sign(agreement: Agreement, *, signed_on: date, ends_on: date | None = None, by: Person, at: datetime) -> None:
    """Signed by both; the next step is over, the relation keeps the trace."""
    _signed(agreement, "sign", signed_on, ends_on, by, at)


def renew(agreement: Agreement, *, signed_on: date, ends_on: date | None = None, by: Person, at: datetime) -> None:
    """Signed again, for another time."""
    _signed(agreement, "renew", signed_on, ends_on, by, at, renewed=F("renewed") + 1, reminded_for=None)


def end(agreement: Agreement, *, ends_on: date, words: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(agreement, by)
        _not_to_come(ends_on, held, at)
        _ends_after(held.signed_on, ends_on)
        said = {"ends_on": ends_on, "words": words or held.words, "next_step": "", "next_on": None}
        move(held, "end", by=by.ref, at=at, detail=held.words if words else "", **said)
    agreement.refresh_from_db()


def drop(agreement: Agreement, *, words: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(agreement, by)
        if not words.strip():
            raise MoveRefused(_("Please say why: what is given up stays with its reason."))
        move(held, "drop", by=by.ref, at=at, detail=held.words, words=words, next_step="", next_on=None)
    agreement.refresh_from_db()


def take_again(agreement: Agreement, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        move(_held(agreement, by), "take_again", by=by.ref, at=at)
    agreement.refresh_from_db()


def attach(agreement: Agreement, stored: StoredFile, *, by: Person, at: datetime) -> None:
    """Its file, already received (`core.files.receive`, outside this transaction); the former one is kept aside."""
    with transaction.atomic():
        held = _held(agreement, by)
        Agreement.objects.filter(pk=held.pk).update(file=stored)
        journal.record("attach", held, by=by.ref, at=at, detail=stored.ref)
    agreement.refresh_from_db()


def remind_of_ends(at: datetime) -> int:
    """Two months before a signed agreement ends, its team is told, once for each end; answer how many were told of."""
    near = at.date() - timedelta(days=1), at.date() + BEFORE_END + timedelta(days=1)  # whatever the programme's day
    ending = (
        Agreement.objects.filter(
            state=AgreementState.SIGNED, accompaniment__state=AccompanimentState.RUNNING, ends_on__range=near
        )
        .filter(Q(reminded_for=None) | ~Q(reminded_for=F("ends_on")))
        .select_related("accompaniment__initiative", "accompaniment__season__programme")
    )
    count = 0
    for agreement in ending:
        programme = agreement.accompaniment.season.programme
        today = at.astimezone(ZoneInfo(programme.time_zone)).date()
        if agreement.ends_on is None or not today <= agreement.ends_on <= today + BEFORE_END:
            continue
        if may_be_told_from(agreement.accompaniment, at) > at or not is_calm(programme, at):
            continue  # within the hours of the team only, and in no quiet period
        with transaction.atomic():
            same = Agreement.objects.filter(pk=agreement.pk, reminded_for=agreement.reminded_for)
            if not same.update(reminded_for=agreement.ends_on):
                continue  # another worker told it
            for person, context in ending_letters(agreement):
                mail.post(
                    "support-agreement-ends",
                    to=str(person.email),
                    language=person.language,
                    object=agreement.ref,
                    occasion=str(agreement.ends_on),
                    context=context,
                    at=at,
                )
            count += 1
    return count


def _signed(
    agreement: Agreement, verb: str, signed_on: date, ends_on: date | None, by: Person, at: datetime, **fields: Any
) -> None:
    with transaction.atomic():
        held = _held(agreement, by)
        _not_to_come(signed_on, held, at)
        _ends_after(signed_on, ends_on)
        before = f"{held.signed_on}/{held.ends_on or ''}" if held.signed_on else ""
        fields |= {"signed_on": signed_on, "ends_on": ends_on, "next_step": "", "next_on": None}
        move(held, verb, by=by.ref, at=at, detail=before, **fields)
        if held.relation is not None:
            Trace.objects.create(
                relation=held.relation, kind=TraceKind.AGREEMENT, on=signed_on, words=str(held), by=by, at=at
            )
            journal.record("trace", held.relation, by=by.ref, at=at, after=TraceKind.AGREEMENT)
    agreement.refresh_from_db()


def _held(agreement: Agreement, person: Person) -> Agreement:
    held = hold(agreement)
    if isinstance(refusal := can_write_of(person, held.accompaniment, Subject.LEGAL), No):
        raise MoveRefused(refusal.reason)
    return held


def _same_initiative(relation: Relation | None, accompaniment: Accompaniment) -> None:
    if relation is not None and relation.initiative_id != accompaniment.initiative_id:
        raise MoveRefused(_("This relation is another initiative’s."))


def _ends_after(signed_on: date | None, ends_on: date | None) -> None:
    if signed_on is not None and ends_on is not None and ends_on < signed_on:
        raise MoveRefused(_("It ends before it is signed: please look at both days."))


def _not_to_come(day: date, agreement: Agreement, at: datetime) -> None:
    if day > at.astimezone(ZoneInfo(agreement.accompaniment.season.programme.time_zone)).date():
        raise MoveRefused(_("This day is to come: note what has happened."))
