"""Tranches of a grant and financial reports. The payment itself is made in the State's own software: its reference is
kept here, nothing more.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.actions.advantages import must_be
from tremplin.support.engine.conventions import Terms
from tremplin.support.models import CommitteeItem, Convention, FinancialReport, Tranche
from tremplin.support.queries.money import decisions_for
from tremplin.support.rules.money import can_answer_for_money, can_open_tranche, can_run_money
from tremplin.support.states import ReportState, TrancheState


def must_fit_tranches(convention: Convention, terms: Terms) -> None:
    """New terms leave alone what was opened, asked or paid; a report already due may move, not vanish."""
    asked = {one.number: one for one in terms.tranches}
    for tranche in convention.tranches.select_related("report"):
        new, report = asked.get(tranche.number), getattr(tranche, "report", None)
        if tranche.state not in (TrancheState.PLANNED, TrancheState.CANCELLED):
            if new is None or new.amount != tranche.amount:
                raise MoveRefused(
                    _("Tranche %(number)s is %(state)s: an amendment leaves it as it is.")
                    % {"number": tranche.number, "state": tranche.get_state_display()}
                )
        elif tranche.state == TrancheState.CANCELLED and new is not None:
            raise MoveRefused(
                _("Tranche %(number)s was cancelled: give the new one another number.") % {"number": tranche.number}
            )
        if new is not None and report is not None and new.report_due_on is None:
            raise MoveRefused(
                _("The financial report before tranche %(number)s stays due: its day may change.")
                % {"number": tranche.number}
            )


def apply_tranches(convention: Convention, terms: Terms, *, by: Person, at: datetime) -> None:
    """What both signed becomes what is in force. Called in the transaction of the last signature."""
    known = {one.number: one for one in convention.tranches.all()}
    for one in terms.tranches:
        tranche = known.pop(one.number, None)
        if tranche is None:
            tranche = Tranche.objects.create(
                convention=convention,
                number=one.number,
                amount=one.amount,
                due_on=one.due_on,
                conditions=one.conditions,
                needs_committee=one.needs_committee,
            )
            journal.record("plan", tranche, by=by.ref, at=at)
        elif tranche.state == TrancheState.PLANNED:
            Tranche.objects.filter(pk=tranche.pk).update(
                amount=one.amount, due_on=one.due_on, conditions=one.conditions, needs_committee=one.needs_committee
            )
        if one.report_due_on is not None:
            _due(convention, tranche, one.report_due_on, by=by, at=at)
    for tranche in known.values():
        if tranche.state == TrancheState.PLANNED:
            move(tranche, "cancel", by=by.ref, at=at, why=_("Taken off by an amendment."))
    _due(convention, None, terms.report_due_on, by=by, at=at)


def _due(convention: Convention, tranche: Tranche | None, due_on: date, *, by: Person, at: datetime) -> None:
    report = FinancialReport.objects.filter(convention=convention, gates=tranche).first()
    if report is None:
        report = FinancialReport.objects.create(convention=convention, gates=tranche, due_on=due_on)
        journal.record("expect", report, by=by.ref, at=at, after=due_on.isoformat())
    elif report.state == ReportState.DUE and report.due_on != due_on:
        FinancialReport.objects.filter(pk=report.pk).update(due_on=due_on)
        journal.record("move", report, by=by.ref, at=at, before=report.due_on.isoformat(), after=due_on.isoformat())


def open_tranche(tranche: Tranche, *, decision: CommitteeItem | None = None, by: Person, at: datetime) -> None:
    """Its conditions are met: the committee decided, the report due is accepted, and somebody of the team says so."""
    with transaction.atomic():
        held = _held(tranche)
        must_be(can_run_money(by, held.convention.accompaniment))
        _must_be_planned(held)
        must_be(can_open_tranche(held))
        if held.needs_committee:
            offered = decisions_for(held)
            if decision is None or not offered.filter(pk=decision.pk).exists():
                raise MoveRefused(_("Please say which decision of a committee opens this tranche."))
        move(held, "open", by=by.ref, at=at, decided_by=decision if held.needs_committee else None)
    tranche.refresh_from_db()


def request_payment(tranche: Tranche, *, on: date, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(tranche)
        must_be(can_answer_for_money(by, held.convention.accompaniment))
        if held.state == TrancheState.PLANNED:
            must_be(can_open_tranche(held))
            raise MoveRefused(_("Nothing is missing: the programme team first says that its conditions are met."))
        _must_be_past(on, held.convention)
        if held.convention.signed_on is not None and on < held.convention.signed_on:
            raise MoveRefused(_("The convention was not signed by both yet on that day."))
        move(held, "request", by=by.ref, at=at, requested_on=on)
    tranche.refresh_from_db()


def note_payment(tranche: Tranche, *, on: date, payment: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(tranche)
        must_be(can_run_money(by, held.convention.accompaniment))
        _must_be_past(on, held.convention)
        if held.requested_on is not None and on < held.requested_on:
            raise MoveRefused(_("It was asked for after that day."))
        if not payment.strip():
            raise MoveRefused(_("Please write the reference of the payment."))
        move(held, "pay", by=by.ref, at=at, paid_on=on, payment=payment)
    tranche.refresh_from_db()


def send_back_request(tranche: Tranche, *, why: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(tranche)
        must_be(can_run_money(by, held.convention.accompaniment))
        must_say(why)
        move(held, "send_back", by=by.ref, at=at, requested_on=None, why=why)
    tranche.refresh_from_db()


def cancel_tranche(tranche: Tranche, *, why: str, by: Person, at: datetime) -> None:
    """It will not be paid; what was agreed stays written, with why."""
    with transaction.atomic():
        held = _held(tranche)
        must_be(can_run_money(by, held.convention.accompaniment))
        must_say(why)
        move(held, "cancel", by=by.ref, at=at, why=why)
    tranche.refresh_from_db()


# financial reports


def send_report(
    report: FinancialReport,
    *,
    spent: Decimal,
    words: str,
    file: StoredFile | None = None,
    by: Person,
    at: datetime,
) -> None:
    """What was spent, and on what; sent again while it is not accepted."""
    with transaction.atomic():
        held = hold(report)
        must_be(can_answer_for_money(by, held.convention.accompaniment))
        if spent < 0:
            raise MoveRefused(_("What was spent cannot be less than nothing."))
        if not words.strip():
            raise MoveRefused(_("Please say in a few words what the money was spent on."))
        fields: dict[str, Any] = {"file": file} if file is not None else {}
        move(held, "receive", by=by.ref, at=at, spent=spent, words=words, received_at=at, **fields)
    report.refresh_from_db()


def accept_report(report: FinancialReport, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(report)
        must_be(can_run_money(by, held.convention.accompaniment))
        move(held, "accept", by=by.ref, at=at, accepted_at=at, accepted_by=by, remark="")
    report.refresh_from_db()


def send_back_report(report: FinancialReport, *, remark: str, by: Person, at: datetime) -> None:
    """With what is to be corrected; what was sent stays there to start from."""
    with transaction.atomic():
        held = hold(report)
        must_be(can_run_money(by, held.convention.accompaniment))
        if not remark.strip():
            raise MoveRefused(_("Please say what is to be corrected."))
        move(held, "send_back", by=by.ref, at=at, remark=remark)
    report.refresh_from_db()


def _held(tranche: Tranche) -> Tranche:
    """The convention first: a tranche waits for those before it."""
    hold(tranche.convention)
    return hold(tranche)


def _must_be_planned(tranche: Tranche) -> None:
    if tranche.state != TrancheState.PLANNED:
        must_be(Tranche.MOVES.allows("open", tranche.state))


def _must_be_past(on: date, convention: Convention) -> None:
    if on > clock.today(convention.accompaniment.season.programme.time_zone):
        raise MoveRefused(_("This day is to come."))


def must_say(why: str) -> None:
    if not why.strip():
        raise MoveRefused(_("Please say why: what is closed stays with its reason."))
