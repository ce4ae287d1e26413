"""Rhythms, doubtful values, questions that look alike, names left in a text, and the paths as they are written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.look_alikes import alike, names_left
from tremplin.support.engine.measured import Doubt, doubt_of
from tremplin.support.engine.paths import PATHS
from tremplin.support.engine.rhythms import MONTHS, months_after, next_due


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_the_same_day_some_months_later(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(MONTHS)))
def test_next_due_day_is_in_the_month_of_its_rhythm(last: date, frequency: str) -> None:
    due = next_due(frequency, last=last, begun=last)
    months = (due.year - last.year) * 12 + due.month - last.month
    assert (months, due > last) == (MONTHS[frequency], True)


def test_without_any_value_it_is_due_a_month_after_it_was_written() -> None:
    begun = date(2026, 3, 1)
    assert {next_due(one, last=None, begun=begun) for one in MONTHS} == {begun + timedelta(days=30)}


@pytest.mark.parametrize(
    ("value", "least", "most", "last", "expected"),
    [
        ("12", None, None, "10", None),
        ("-1", "0", None, None, Doubt.UNDER),
        ("101", None, "100", None, Doubt.OVER),
        ("100", None, "100", "90", None),
        ("12000000", None, None, "1200", Doubt.MUCH_MORE),
        ("12000", None, None, "1200", Doubt.MUCH_MORE),
        ("11999.99", None, None, "1200", None),
        ("120", None, None, "1200", Doubt.MUCH_LESS),
        ("0", None, None, "1200", None),
        ("-1100", None, None, "1200", Doubt.OTHER_SIGN),
        ("3", None, None, "-2", Doubt.OTHER_SIGN),
        ("5000", None, None, "0", None),
    ],
)
def test_what_cannot_be_believed_is_doubted(
    value: str, least: str | None, most: str | None, last: str | None, expected: Doubt | None
) -> None:
    said = {name: Decimal(one) if one else None for name, one in (("least", least), ("most", most), ("last", last))}
    assert doubt_of(Decimal(value), **said) == expected


NOTES = [
    ("pay", "Peut-on rémunérer un membre du bureau ?", "Dans certaines limites, la présidente peut être payée."),
    ("vat", "Une association paie-t-elle la TVA ?", "Cela dépend de l’activité."),
    ("licence", "Which licence for data?", "The open licence, or ODbL."),
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Remuneration des membres du BUREAU", ["pay"]),
        ("rémunérer la présidente", ["pay"]),
        ("TVA", ["vat"]),
        ("quelle licence pour les données (data)", ["licence"]),
        ("comment faire pour que", []),
        ("", []),
        ("bail commercial", []),
    ],
)
def test_questions_that_look_alike_are_found(typed: str, expected: list[str]) -> None:
    assert alike(typed, NOTES) == expected


def test_names_are_found_as_whole_words_whatever_their_accents() -> None:
    names = ["Atlas des haies", "Alice Durand", "Alice", "bob@example.org", "Al", "123456789"]
    text = "L’ATLAS  des Haïes, que préside alice, écrit à bob@example.org ; son numéro : 123456789. Balice non."
    assert names_left(text, names) == ["Atlas des haies", "Alice", "bob@example.org", "123456789"]
    assert names_left("Rien de particulier, Alix.", names) == []


@pytest.mark.parametrize("key", PATHS)
def test_path_says_everything_in_both_languages_once(key: str) -> None:
    path = PATHS[key]
    said = [path.title, path.about]
    for stage in path.stages:
        said += [stage.title, stage.does, stage.who, stage.takes]
    keys = [stage.key for stage in path.stages]
    assert (all(one.fr and one.en for one in said), len(set(keys)), path.source != "") == (True, len(keys), True)
