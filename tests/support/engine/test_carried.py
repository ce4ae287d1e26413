"""An application cut into what may become first needs and a first indicator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.carried import (
    MOST,
    SHORT,
    Answered,
    base_of,
    first_indicator,
    first_needs,
    items_in,
    titled,
)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Couvrir cent communes", ["Couvrir cent communes"]),
        ("- un\n- deux\n\n– trois", ["un", "deux", "trois"]),
        ("1. un\n   suite\n2) deux", ["un\nsuite", "deux"]),
        ("un\ndeux", ["un", "deux"]),
        ("2023 sera décisive", ["2023 sera décisive"]),
        ("- \n", []),
        ("", []),
    ],
)
def test_items_are_read_as_people_type_lists(text: str, items: list[str]) -> None:
    assert items_in(text) == items


@given(st.text(max_size=2_000))
def test_title_fits_and_nothing_of_a_text_is_lost(words: str) -> None:
    title, rest = titled(words)
    assert len(title) <= SHORT
    assert words in (title, rest)


def test_needs_come_from_objectives_then_from_what_was_ticked_once_each() -> None:
    answers = [
        Answered("needs", "De quoi avez-vous besoin ?", "a", ("Un local", "embaucher")),
        Answered("three_objectives", "Vos objectifs", "- Embaucher\n- Grandir"),
        Answered("summary", "Résumé", "Rien à voir."),
    ]
    assert [one.words for one in first_needs(answers)] == ["Embaucher", "Grandir", "Un local"]
    many = [Answered("objectives", "Vos objectifs", "\n".join(f"- objectif {n}" for n in range(40)))]
    assert len(first_needs(many)) == MOST


def test_indicator_is_what_is_said_of_impact() -> None:
    assert first_indicator([Answered("impact", "Impact", "  ")]) is None
    found = first_indicator([Answered("impact_and_measure", "Mesure", "Haies plantées")])
    assert found is not None
    assert (found.asked, found.words) == ("Mesure", "Haies plantées")


@pytest.mark.parametrize(
    ("key", "base"), [("funders_2023_2026", "funders"), ("budget_2024", "budget"), ("plan_b", "plan_b")]
)
def test_years_after_a_key_are_the_same_question(key: str, base: str) -> None:
    assert base_of(key) == base
