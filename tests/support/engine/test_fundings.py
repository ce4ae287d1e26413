"""The funding plan by quarter: amounts spread over days, exact to the cent."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.fundings import Source, plan_of, quarter_of, quarters_between, spread

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(amount=AMOUNTS, first=DAYS, length=st.integers(0, 3000))
def test_shares_add_up_to_the_amount_to_the_cent(amount: Decimal, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    shares = spread(amount, first, last)
    whole = all(share == share.quantize(Decimal("0.01")) and share >= 0 for share in shares.values())
    assert (sum(shares.values()), list(shares), whole) == (amount, quarters_between(first, last), True)


@given(amount=AMOUNTS, first=DAYS, length=st.integers(0, 3000))
def test_a_share_is_as_large_as_its_days_but_for_cents(amount: Decimal, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    shares, days = spread(amount, first, last), length + 1
    for quarter, share in list(shares.items())[:-1]:
        ends = (quarter + timedelta(days=92)).replace(day=1) - timedelta(days=1)
        covered = (min(ends, last) - max(quarter, first)).days + 1
        assert 0 <= amount * covered / days - share < Decimal("0.01")


def test_cents_that_do_not_share_out_stay_in_the_last_quarter() -> None:
    shares = spread(Decimal("100.00"), date(2026, 1, 1), date(2026, 9, 30))
    assert list(shares.values()) == [Decimal("32.96"), Decimal("33.33"), Decimal("33.71")]


@given(DAYS)
def test_quarter_holds_its_day(day: date) -> None:
    first = quarter_of(day)
    assert (first.day, first.month % 3, 0 <= (day - first).days < 92) == (1, 1, True)


def test_only_what_was_obtained_closes_the_gap() -> None:
    needs = {date(2026, 1, 1): Decimal(1000), date(2026, 7, 1): Decimal(500)}
    year = (date(2026, 1, 1), date(2026, 3, 31))
    sources = [
        Source(Decimal(400), *year, "got"),
        Source(Decimal(300), *year, "asked"),
        Source(Decimal(200), *year, "meant"),
        Source(Decimal(5000), *year, "refused"),
    ]
    lines = plan_of(needs, sources)
    told = [(one.first.month, one.needed, one.got, one.asked, one.meant, one.gap) for one in lines]
    assert told == [(1, 1000, 400, 300, 200, 600), (4, 0, 0, 0, 0, 0), (7, 500, 0, 0, 0, 500)]


def test_more_than_needed_is_told_and_not_carried_over() -> None:
    needs = {date(2026, 1, 1): Decimal(100), date(2026, 4, 1): Decimal(100)}
    lines = plan_of(needs, [Source(Decimal(150), date(2026, 1, 1), date(2026, 3, 31), "got")])
    assert [(one.gap, one.over) for one in lines] == [(0, 50), (100, 0)]
