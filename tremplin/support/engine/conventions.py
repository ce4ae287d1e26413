"""The terms of a convention, as they are frozen in each of its versions, and its text merged with them.

Amounts are in euros, with cents; in the frozen copy they are texts and days are ISO 8601, so that a digest of it holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

# what a template may name between braces: {beneficiary}; nothing else is replaced, and nothing is run
FIELDS = (
    "authority",
    "programme",
    "beneficiary",
    "registration",
    "initiative",
    "reference",
    "object",
    "amount",
    "from",
    "until",
    "tranches",
    "report",
)
NEEDED = ("beneficiary", "object", "amount")
_FIELD = re.compile(r"\{([a-z_]+)\}")

# above this many euros a year to one beneficiary, a grant is agreed in writing and its essential data are published:
# law 2000-321 of 12 April 2000, article 10, and decree 2001-495; publication: decree 2017-779, within three months
CONVENTION_ABOVE = Decimal(23_000)
CONVENTION_SINCE = date(2001, 6, 10)
PUBLICATION_SINCE = date(2017, 8, 1)
PUBLICATION_MONTHS = 3


@dataclass(frozen=True)
class TrancheTerms:
    """`report_due_on`: the financial report that must be accepted before it, due on that day."""

    number: int
    amount: Decimal
    due_on: date
    conditions: str = ""
    needs_committee: bool = False
    report_due_on: date | None = None


@dataclass(frozen=True)
class Terms:
    """`report_due_on` is the day of the last financial report, on all that was spent."""

    object: str
    amount: Decimal
    from_day: date
    until_day: date
    report_due_on: date
    tranches: tuple[TrancheTerms, ...]
    number: str = ""
    not_economic: str = ""


class Fault(StrEnum):
    """What does not hold in terms, before any right is asked."""

    NO_MONEY = "no-money"
    ENDS_FIRST = "ends-first"
    NO_TRANCHE = "no-tranche"
    SUM = "sum"
    TRANCHE_EARLY = "tranche-early"
    TRANCHES_ORDER = "tranches-order"
    REPORT_AFTER = "report-after"
    LAST_REPORT = "last-report"


def faults(terms: Terms) -> Iterator[tuple[Fault, int]]:
    """Each fault with the number of its tranche, 0 for the whole."""
    if terms.amount <= 0:
        yield Fault.NO_MONEY, 0
    if terms.until_day < terms.from_day:
        yield Fault.ENDS_FIRST, 0
    if not terms.tranches:
        yield Fault.NO_TRANCHE, 0
    elif sum(one.amount for one in terms.tranches) != terms.amount:
        yield Fault.SUM, 0
    yield from _of_tranches(terms)
    if terms.report_due_on < terms.from_day:
        yield Fault.LAST_REPORT, 0


def _of_tranches(terms: Terms) -> Iterator[tuple[Fault, int]]:
    before: TrancheTerms | None = None
    for one in terms.tranches:
        if one.amount <= 0:
            yield Fault.NO_MONEY, one.number
        if one.due_on < terms.from_day:
            yield Fault.TRANCHE_EARLY, one.number
        if before is not None and one.due_on < before.due_on:
            yield Fault.TRANCHES_ORDER, one.number
        if one.report_due_on is not None and one.report_due_on > one.due_on:
            yield Fault.REPORT_AFTER, one.number
        before = one


def freeze(terms: Terms) -> dict[str, Any]:
    return {
        "object": terms.object,
        "number": terms.number,
        "amount": str(terms.amount),
        "from": terms.from_day.isoformat(),
        "until": terms.until_day.isoformat(),
        "report": terms.report_due_on.isoformat(),
        "not_economic": terms.not_economic,
        "tranches": [
            {
                "number": one.number,
                "amount": str(one.amount),
                "due": one.due_on.isoformat(),
                "conditions": one.conditions,
                "committee": one.needs_committee,
                "report": one.report_due_on.isoformat() if one.report_due_on else None,
            }
            for one in terms.tranches
        ],
    }


def thaw(frozen: Mapping[str, Any]) -> Terms:
    """The terms of a frozen copy: `thaw(freeze(terms)) == terms`."""
    return Terms(
        object=frozen["object"],
        number=frozen["number"],
        amount=Decimal(frozen["amount"]),
        from_day=date.fromisoformat(frozen["from"]),
        until_day=date.fromisoformat(frozen["until"]),
        report_due_on=date.fromisoformat(frozen["report"]),
        not_economic=frozen["not_economic"],
        tranches=tuple(
            TrancheTerms(
                number=one["number"],
                amount=Decimal(one["amount"]),
                due_on=date.fromisoformat(one["due"]),
                conditions=one["conditions"],
                needs_committee=one["committee"],
                report_due_on=date.fromisoformat(one["report"]) if one["report"] else None,
            )
            for one in frozen["tranches"]
        ),
    )


def unknown_fields(template: str) -> list[str]:
    """What stands between braces and is no field of ours, in order, once each."""
    return list(dict.fromkeys(name for name in _FIELD.findall(template) if name not in FIELDS))


def missing_fields(template: str) -> list[str]:
    """What no convention goes without, and the template does not name."""
    named = set(_FIELD.findall(template))
    return [name for name in NEEDED if name not in named]


def merge(template: str, words: Mapping[str, str]) -> str:
    """The text with each known field replaced once; what is replaced is never read again as a field."""
    return _FIELD.sub(lambda found: words.get(found[1], found[0]), template)


def needs_convention(amount_in_the_year: Decimal, on: date) -> bool:
    return on >= CONVENTION_SINCE and amount_in_the_year > CONVENTION_ABOVE


def publication_due(amount_in_the_year: Decimal, signed_on: date) -> date | None:
    """The last day for its essential data to be public; None when the law asks for none."""
    if signed_on < PUBLICATION_SINCE or not needs_convention(amount_in_the_year, signed_on):
        return None
    month = signed_on.month - 1 + PUBLICATION_MONTHS
    year, month = signed_on.year + month // 12, month % 12 + 1
    return date(year, month, min(signed_on.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days
