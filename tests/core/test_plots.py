"""Drawings of figures: what is drawn is in the table, and stays inside the drawing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tremplin.core.plots import Bar, Lane, Plot, Point, Row, bars, levels, series


def _drawn(plot: Plot) -> Any:
    with translation.override("fr"):
        return BeautifulSoup(Template("{% plot one %}").render(Context({"one": plot})), "html.parser")


def test_bars_print_their_values_and_repeat_them_in_the_table() -> None:
    page = _drawn(
        bars(
            "kinds",
            "Par nature",
            "Une barre par ligne.",
            [
                Bar("Associations", "1 sur 3 (33,3 %)", 100 / 3, ("1", "3")),
                Bar("Autres", "moins de 5", None, ("–", "3")),
            ],
            columns=("Nature", "Nombre", "Sur"),
        )
    )
    assert [one.get_text() for one in page.select("svg text")] == [
        "Associations",
        "1 sur 3 (33,3 %)",
        "Autres",
        "moins de 5",
    ]
    # a place is written with a point in any language, and what has no share is a stroke
    assert [one["width"] for one in page.select("svg rect")] == ["100", "1"]
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["Associations", "1", "3"], ["Autres", "–", "3"]]
    assert page.svg["aria-labelledby"] == f"{page.svg.title['id']} {page.svg.desc['id']}"


def test_lane_joins_its_marks_and_leaves_out_what_was_not_said() -> None:
    lane = Lane((("ring", 1), ("ring", None), ("disc", 4)), "1 → – → 4")
    page = _drawn(
        levels(
            "year", "L’année", "…", [Row("Statut", (lane,), ("a", "b"))], scale=[1, 2, 3, 4, 5], columns=("Q", "T", "P")
        )
    )
    assert [one["class"] for one in page.select("circle")] == [["tremplin-plot__ring"], ["tremplin-plot__disc"]]
    assert len(page.select("line.tremplin-plot__strong")) == 1


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-(10**9), 10**9)), max_size=30),
    st.none() | st.integers(-(10**9), 10**9),
)
def test_series_stays_inside_whatever_its_values(values: list[tuple[date, int]], aim: int | None) -> None:
    points = [Point(on, Decimal(value), str(value), str(on)) for on, value in sorted(values)]
    drawn = series("s", "c", "d", points, columns=("Jour", "Valeur"), target=(Decimal(aim), "visé") if aim else None)
    for mark in drawn.marks:
        assert 0 <= float(mark.x) <= drawn.width
        assert 0 <= float(mark.y) <= drawn.height
    assert len(drawn.rows) == len(points)


@pytest.mark.parametrize("count", [11, 12])
def test_values_are_printed_while_they_are_fewer_than_twelve(count: int) -> None:
    points = [Point(date(2026, 1, day), Decimal(day), f"v{day}", f"j{day}") for day in range(1, count + 1)]
    drawn = series("s", "c", "d", points, columns=("Jour", "Valeur"))
    assert sum(mark.words.startswith("v") for mark in drawn.marks) == (count if count < 12 else 0)
