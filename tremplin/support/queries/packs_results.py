"""What a pack says of agreements, indicators, money and pledges; every list is cut where two pages would overflow."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from tremplin.support.models import Accompaniment, Agreement, Convention, Indicator, Measure, Pledge
from tremplin.support.states import AgreementState, ConventionState, PledgeState, ReportState, TrancheState

FEW = 4  # lines of a list: two pages hold no more
Row = dict[str, Any]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def few(rows: Iterable[Row]) -> Row:
    every = list(rows)
    return {"rows": every[:FEW], "more": max(len(every) - FEW, 0)}


def agreements(found: Accompaniment) -> Row:
    rows = Agreement.objects.filter(accompaniment=found).exclude(state=AgreementState.DROPPED)
    ordered = sorted(rows, key=lambda one: (one.signed_on is None, one.signed_on or one.next_on or date.max, one.pk))
    return few(
        {
            "partner": one.partner,
            "object": one.object,
            "state": one.state,
            "signed_on": iso(one.signed_on),
            "until": iso(one.ends_on),
        }
        for one in ordered
    )


def indicators(found: Accompaniment) -> Row:
    standing = Prefetch("measures", Measure.objects.filter(replaced_by=None).order_by("on", "pk"))
    rows = Indicator.objects.filter(accompaniment=found, closed_at=None).prefetch_related(standing)
    return few(_indicator(one) for one in rows)


def _indicator(one: Indicator) -> Row:
    measures = list(one.measures.all())
    last = measures[-1] if measures else None
    return {
        "name": one.name,
        "unit": one.unit,
        "initial": _number(one.initial),
        "initial_on": iso(one.initial_on),
        "last": _number(last.value) if last else None,
        "last_on": iso(last.on) if last else None,
        "target": _number(one.target),
        "target_on": iso(one.target_on),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value.normalize() if value % 1 else value.quantize(Decimal(1)))


def money(found: Accompaniment) -> Row:
    """The grants, where each tranche stands, and the reports that are due."""
    rows: QuerySet[Convention] = Convention.objects.filter(accompaniment=found).exclude(state=ConventionState.DROPPED)
    return few(
        {
            "object": one.object,
            "amount": str(one.amount),
            "state": one.state,
            "signed_on": iso(one.signed_on),
            "tranches": [
                {
                    "number": part.number,
                    "amount": str(part.amount),
                    "state": part.state,
                    "due": part.due_on.isoformat(),
                    "paid_on": iso(part.paid_on),
                }
                for part in one.tranches.all()
                if part.state != TrancheState.CANCELLED
            ],
            "reports": [
                {"due": report.due_on.isoformat(), "state": report.state}
                for report in one.reports.all()
                if report.state != ReportState.ACCEPTED
            ],
        }
        for one in rows.prefetch_related("tranches", "reports")
    )


def pledges(found: Accompaniment) -> Row:
    rows = Pledge.objects.filter(accompaniment=found).exclude(state=PledgeState.WITHDRAWN)
    return few(
        {
            "who": str(one.body or one.sponsor),
            "what": one.what,
            "amount": None if one.amount is None else str(one.amount),
            "state": one.state,
            "due": one.due_on.isoformat(),
        }
        for one in rows.select_related("body", "sponsor")
    )
