"""What marks and opinions say: abstentions aside, thresholds to the unit."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.selection.engine.tallies import Divergence, Tally, divergences, favourable, overall, tally

many = settings(max_examples=100, deadline=None)


@pytest.mark.parametrize(
    ("values", "found", "spread"),
    [
        ([], Tally(None, 0, 0, None, None), 0),
        ([None, None], Tally(None, 0, 2, None, None), 0),
        ([3], Tally(3.0, 1, 0, 3, 3), 0),
        ([0, None], Tally(0.0, 1, 1, 0, 0), 0),
        ([4, None, 1, 2], Tally(7 / 3, 3, 1, 1, 4), 3),
    ],
)
def test_tally(values, found, spread):
    assert (tally(values), tally(values).spread) == (found, spread)


@pytest.mark.parametrize(
    ("criteria", "maxima", "share"),
    [
        ([], [], None),
        ([[None]], [5], None),
        ([[0]], [5], 0.0),
        ([[5, 5]], [5], 1.0),
        ([[3], [10]], [5, 20], 0.55),
        ([[3], [None, None]], [5, 20], 0.6),
        ([[2, 4, None], [5]], [5, 5], 0.8),
        ([[1, 1, 1, 1], [3]], [4, 4], 0.5),  # a criterion weighs the same, however many marks it has
    ],
)
def test_overall(criteria, maxima, share):
    assert overall([tally(values) for values in criteria], maxima) == share


@pytest.mark.parametrize(
    ("opinions", "found"), [([], (0, 0)), ([1, 2], (0, 2)), ([3, 4, 2, 1, 4], (3, 5)), (iter([3]), (1, 1))]
)
def test_favourable(opinions, found):
    assert favourable(opinions) == found


@pytest.mark.parametrize(
    ("marks", "maximum", "told"),
    [
        ([1, 3], 4, True),
        ([1, 2], 4, False),
        ([0, 2], 5, False),
        ([0, 3], 5, True),
        ([0, 1], 1, False),  # half the maximum, but a single level
        ([0, 1], 2, False),
        ([0, 2], 2, True),
        ([5, 14], 20, False),
        ([5, None, 15], 20, True),
        ([4, None], 4, False),
        ([None], 4, False),
    ],
)
def test_marks_far_apart(marks, maximum, told):
    marked = [mark for mark in marks if mark is not None]
    found = Divergence(
        "criterion", {"criterion": "impact", "least": min(marked, default=0), "most": max(marked, default=0)}
    )
    assert divergences({"impact": marks}, {"impact": maximum}, []) == ([found] if told else [])


@pytest.mark.parametrize(
    ("marks", "opinions", "told"),
    [
        ([3], [2, 2, 3], (0.6, 1, 3)),
        ([3], [2, 3], None),  # too few opinions
        ([3], [2, 2, 3, 3], None),  # half is no minority
        ([3], [2, 3, 3], None),
        ([2], [2, 3, 3], (0.4, 2, 3)),
        ([2], [3, 3], None),
        ([2], [2, 2, 3, 3], None),
        ([2, 3], [2, 2, 2], None),
        ([2, 3], [3, 3, 3], None),
        ([None], [2, 2, 2], None),
    ],
)
def test_colleges_in_different_directions(marks, opinions, told):
    found = divergences({"impact": marks}, {"impact": 5}, opinions)
    names = ("experts", "favourable", "opinions")
    assert found == ([Divergence("colleges", dict(zip(names, told, strict=True)))] if told else [])


def test_a_threshold_is_reached_exactly():
    """Three criteria that make four tenths, where decimals make a little more."""
    assert (2 / 10 + 4 / 10 + 6 / 10) / 3 > 0.4
    criteria, maxima = {"a": [2], "b": [4], "c": [6]}, dict.fromkeys("abc", 10)
    told = Divergence("colleges", {"experts": 0.4, "favourable": 3, "opinions": 3})
    assert divergences(criteria, maxima, [3, 3, 3]) == [told]


@pytest.mark.parametrize(
    ("opinions", "counts"),
    [
        ([4, 1], {4: 1, 3: 0, 2: 0, 1: 1}),
        ([1, 4, 3, 4], {4: 2, 3: 1, 2: 0, 1: 1}),
        ([4, 2], None),
        ([3, 1], None),
        ([], None),
    ],
)
def test_citizens_split(opinions, counts):
    assert divergences({}, {}, opinions) == ([Divergence("opinions", {"counts": counts})] if counts else [])


def test_divergences_come_in_order():
    criteria, maxima = {"b": [0, 5, 5], "a": [4, 4], "c": [0, 5]}, {"a": 5, "b": 5, "c": 5, "d": 5}
    assert divergences(criteria, maxima, [1, 1, 4]) == [
        Divergence("criterion", {"criterion": "b", "least": 0, "most": 5}),
        Divergence("criterion", {"criterion": "c", "least": 0, "most": 5}),
        Divergence("colleges", {"experts": 59 / 90, "favourable": 1, "opinions": 3}),
        Divergence("opinions", {"counts": {4: 1, 3: 0, 2: 0, 1: 2}}),
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: overall([tally([1])], []), "There are 1 criteria and 0 maxima."),
        (lambda: overall([tally([0])], [0]), "The maximum of a criterion is 1 or more, not 0."),
        (lambda: divergences({"a": [1], "b": [1]}, {"b": 4}, []), "No maximum is given for a."),
        (lambda: favourable([3, 5]), "An opinion is a level from 1 to 4, not 5."),
        (lambda: divergences({}, {}, [0]), "An opinion is a level from 1 to 4, not 0."),
    ],
)
def test_what_is_refused(wrong, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        wrong()


@many
@given(st.lists(st.one_of(st.none(), st.integers(0, 20))))
def test_an_abstention_changes_nothing_but_its_own_count(values):
    found, with_one_more = tally(values), tally([*values, None])
    assert found.given + found.abstained == len(values)
    assert (with_one_more.mean, with_one_more.given, with_one_more.spread) == (found.mean, found.given, found.spread)
    assert with_one_more.abstained == found.abstained + 1
    assert overall([found], [20]) == overall([with_one_more], [20])


@many
@given(st.dictionaries(st.text("abc", min_size=1), st.tuples(st.integers(1, 20), st.lists(st.integers(0, 20)))))
def test_the_overall_share_is_that_of_fractions(criteria):
    maxima = [maximum for maximum, _marks in criteria.values()]
    marks = [[min(mark, maximum) for mark in some] for maximum, some in criteria.values()]
    shares = [Fraction(sum(some), len(some) * top) for some, top in zip(marks, maxima, strict=True) if some]
    expected = float(sum(shares) / len(shares)) if shares else None
    assert overall([tally(some) for some in marks], maxima) == expected
    assert expected is None or 0 <= expected <= 1
