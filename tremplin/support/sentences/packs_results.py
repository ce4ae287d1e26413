"""Agreements, indicators, grants and pledges of a pack, each in one line."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tremplin.support.states import AgreementState, ConventionState, PledgeState, ReportState, TrancheState

Row = dict[str, Any]


def day(written: str | None) -> str:
    return date_format(date.fromisoformat(written), "DATE_FORMAT") if written else ""


def number(written: str) -> str:
    amount = Decimal(written)
    whole = amount == amount.to_integral_value()
    return number_format(amount, decimal_pos=0 if whole else 2, force_grouping=True)


def euros(written: str) -> str:
    return _("%(amount)s €") % {"amount": number(written)}


def agreement_line(one: Row) -> str:
    words = f"{one['partner']} – {one['object']}: {AgreementState(one['state']).label}"
    if one["signed_on"]:
        words += " " + _("on %(day)s") % {"day": day(one["signed_on"])}
    if one["until"]:
        words += ", " + _("until %(day)s") % {"day": day(one["until"])}
    return words


def indicator_line(one: Row) -> str:
    parts = []
    if one["initial"] is not None:
        parts.append(_value(_("%(value)s at the start"), one["initial"], one["initial_on"]))
    if one["last"] is not None:
        parts.append(_value(_("%(value)s now"), one["last"], one["last_on"]))
    if one["target"] is not None:
        parts.append(_value(_("%(value)s aimed at"), one["target"], one["target_on"]))
    told = ", ".join(parts) or _("not measured yet")
    return _("%(name)s, in %(unit)s: %(told)s") % {"name": one["name"], "unit": one["unit"], "told": told}


def _value(sentence: str, value: str, on: str | None) -> str:
    words = sentence % {"value": number(value)}
    return f"{words} ({day(on)})" if on else words


def money_lines(one: Row) -> list[str]:
    """One grant, then its tranches in one line, then the reports that are due."""
    values = {
        "object": one["object"],
        "amount": euros(one["amount"]),
        "state": ConventionState(one["state"]).label,
    }
    lines = [_("%(object)s: %(amount)s, %(state)s") % values]
    if one["signed_on"]:
        lines = [_("%(words)s on %(day)s") % {"words": lines[0], "day": day(one["signed_on"])}]
    if one["tranches"]:
        told = "; ".join(_tranche(part) for part in one["tranches"])
        lines.append(_("Tranches: %(told)s") % {"told": told})
    for report in one["reports"]:
        due = {"day": day(report["due"]), "state": ReportState(report["state"]).label}
        lines.append(_("Financial report of %(day)s: %(state)s") % due)
    return lines


def _tranche(part: Row) -> str:
    on = part["paid_on"] or part["due"]
    values = {"amount": euros(part["amount"]), "state": TrancheState(part["state"]).label, "day": day(on)}
    if part["paid_on"]:
        return _("%(amount)s, %(state)s on %(day)s") % values
    return _("%(amount)s, %(state)s, expected on %(day)s") % values


def pledge_line(one: Row) -> str:
    what = f"{one['what']} ({euros(one['amount'])})" if one["amount"] else one["what"]
    values = {
        "who": one["who"],
        "what": what,
        "state": PledgeState(one["state"]).label,
        "day": day(one["due"]),
    }
    return _("%(who)s: %(what)s, %(state)s, by %(day)s") % values
