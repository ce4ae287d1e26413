"""The terms of a convention and its text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tremplin.support.engine.conventions import (
    Fault,
    Terms,
    TrancheTerms,
    faults,
    freeze,
    merge,
    missing_fields,
    publication_due,
    thaw,
    unknown_fields,
)

FIRST = TrancheTerms(1, Decimal("24000.50"), date(2026, 3, 1))
SECOND = TrancheTerms(
    2, Decimal("5999.50"), date(2026, 9, 1), "Un bilan moral.", needs_committee=True, report_due_on=date(2026, 8, 1)
)
TERMS = Terms(
    object="Atlas des haies",
    amount=Decimal(30_000),
    from_day=date(2026, 2, 1),
    until_day=date(2027, 1, 31),
    report_due_on=date(2027, 3, 31),
    tranches=(FIRST, SECOND),
    number="2026-12",
)


def test_terms_frozen_are_the_same_once_thawed() -> None:
    assert thaw(freeze(TERMS)) == TERMS
    assert list(faults(TERMS)) == []


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (replace(TERMS, amount=Decimal("30000.01")), [(Fault.SUM, 0)]),
        (replace(TERMS, tranches=()), [(Fault.NO_TRANCHE, 0)]),
        (replace(TERMS, until_day=date(2026, 1, 31)), [(Fault.ENDS_FIRST, 0)]),
        (
            replace(TERMS, tranches=(FIRST, replace(SECOND, due_on=date(2026, 7, 1)))),
            [(Fault.REPORT_AFTER, 2)],
        ),
        (
            replace(TERMS, tranches=(replace(FIRST, due_on=date(2026, 12, 1)), SECOND)),
            [(Fault.TRANCHES_ORDER, 2)],
        ),
    ],
)
def test_terms_that_do_not_hold(terms: Terms, found: list[tuple[Fault, int]]) -> None:
    assert list(faults(terms)) == found


def test_text_names_known_fields_and_is_never_read_twice() -> None:
    template = "Entre {authority} et {beneficiary}, pour {object}, {amount}. {colour} {__class__} {0}"
    assert unknown_fields(template) == ["colour", "__class__"]
    assert missing_fields("Pour {object}.") == ["beneficiary", "amount"]
    merged = merge(template, {"authority": "A", "beneficiary": "{amount}", "object": "un {object}", "amount": "1 €"})
    assert merged == "Entre A et {amount}, pour un {object}, 1 €. {colour} {__class__} {0}"


@pytest.mark.parametrize(
    ("amount", "signed_on", "due"),
    [
        (Decimal(23000), date(2026, 3, 31), None),
        (Decimal("23000.01"), date(2026, 3, 31), date(2026, 6, 30)),
        (Decimal("23000.01"), date(2025, 11, 30), date(2026, 2, 28)),
        (Decimal(80000), date(2017, 7, 31), None),
    ],
)
def test_publication_is_due_within_three_months_above_the_threshold(
    amount: Decimal, signed_on: date, due: date | None
) -> None:
    assert publication_due(amount, signed_on) == due
