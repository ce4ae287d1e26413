"""Which experts are proposed first, and the facts that say why; hours counted to the quarter."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tremplin.support.engine.experts import Expert, Reason, Wanted, Why, propose
from tremplin.support.engine.hours import hours_left, is_in_quarters, length_in_hours, value_of

NOTHING: dict[int, str] = {}


def _expert(name: str, **fields: Any) -> Expert:
    usual: dict[str, Any] = {"themes": NOTHING, "places": NOTHING, "words": {}}
    return Expert(key=ord(name), name=name, **usual | fields)


def _order(experts: list[Expert], wanted: Wanted) -> str:
    return "".join(one.expert.name for one in propose(experts, wanted))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"themes": {1: "licences"}}, {"words": {"statut": "statuts"}}),
        ({"words": {"statut": "statuts"}}, {"places": {81: "Tarn"}}),
        ({"places": {81: "Tarn"}}, {}),
        ({}, {"places": {29: "Finistère"}}),
        ({"met": 1}, {}),
        ({"met": 1}, {"hours_left": Decimal(9)}),
        ({"hours_left": Decimal(9)}, {"hours_left": Decimal(2)}),
        ({}, {"hours_left": Decimal(0), "themes": {1: "licences"}}),
        ({}, {"order_left": Decimal(0), "themes": {1: "licences"}}),
        ({}, {"gave_back": True, "themes": {1: "licences"}}),
    ],
)
def test_one_fact_comes_before_another(first: dict[str, Any], second: dict[str, Any]) -> None:
    wanted = Wanted(frozenset({1}), (8100, 81, 76), {"statut": "statuts"})
    # whatever the name, and whatever the order they were given in
    for names in ("ab", "ba"):
        experts = [_expert(names[0], **first), _expert(names[1], **second)]
        assert _order(experts, wanted) == names
        assert _order(experts[::-1], wanted) == names


def test_equal_experts_come_by_name() -> None:
    assert _order([_expert("c"), _expert("a"), _expert("b")], Wanted()) == "abc"


def test_each_reason_holds_its_fact() -> None:
    one = _expert(
        "a",
        themes={1: "licences", 2: "budget"},
        places={81: "Tarn", 76: "Occitanie"},
        words={"statut": "statut", "licence": "licence"},
        met=2,
        met_on=date(2026, 5, 3),
        hours_left=Decimal("1.25"),
        order_left=Decimal(0),
    )
    wanted = Wanted(frozenset({1}), (8100, 81, 76), {"statut": "statuts", "embauche": "embauche"})
    assert propose([one], wanted)[0].reasons == (
        Reason(Why.THEME, names=("licences",)),
        Reason(Why.WORDS, names=("statuts",)),
        Reason(Why.PLACE, names=("Tarn",)),
        Reason(Why.MET, count=2, day=date(2026, 5, 3)),
        Reason(Why.HOURS_LEFT, hours=Decimal("1.25")),
        Reason(Why.NO_ORDER, hours=Decimal(0)),
    )


@pytest.mark.parametrize(
    ("minutes", "hours"), [(15, "0.25"), (16, "0.5"), (45, "0.75"), (60, "1"), (90, "1.5"), (61, "1.25")]
)
def test_a_quarter_begun_counts(minutes: int, hours: str) -> None:
    at = datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert length_in_hours(at, at + timedelta(minutes=minutes)) == Decimal(hours)


def test_what_is_left_is_in_whole_quarters_and_never_less_than_nothing() -> None:
    assert hours_left(Decimal("0.33"), Decimal(7), []) == Decimal("2.25")
    assert hours_left(Decimal(1), Decimal(7), [Decimal("6.75")]) == Decimal("0.25")
    assert hours_left(Decimal(1), Decimal(7), [Decimal(9)]) == 0
    assert [is_in_quarters(Decimal(one)) for one in ("0.25", "1.50", "1.3")] == [True, True, False]


def test_half_a_cent_counts_as_one() -> None:
    assert value_of(Decimal("0.25"), Decimal("100.10")) == Decimal("25.03")
    assert value_of(Decimal("0.25"), Decimal("100.14")) == Decimal("25.04")
