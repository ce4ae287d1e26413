"""Who is needed to settle one file, to the person."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.selection.engine.quorum import Quorum, quorum

many = settings(max_examples=100, deadline=None)
TEN = [f"m{number}" for number in range(10)]
people = st.sets(st.sampled_from(TEN))


@pytest.mark.parametrize(
    ("present", "recused", "share", "found", "met"),
    [
        (TEN[:5], [], 50, Quorum(10, 10, 5, 5), True),
        (TEN[:5], [], 51, Quorum(10, 10, 5, 6), False),
        (TEN[:5], TEN[9:], 50, Quorum(10, 9, 5, 5), True),
        (TEN[:5], TEN[:1], 50, Quorum(10, 9, 4, 5), False),  # present and recused
        (TEN[:1], [], 1, Quorum(10, 10, 1, 1), True),
        ([], [], 1, Quorum(10, 10, 0, 1), False),
        (TEN, [], 100, Quorum(10, 10, 10, 10), True),
        (TEN[1:], [], 100, Quorum(10, 10, 9, 10), False),
        (["guest", *TEN[:4]], [], 50, Quorum(10, 10, 4, 5), False),
        (TEN[:5], ["guest"], 50, Quorum(10, 10, 5, 5), True),
        (TEN, TEN, 50, Quorum(10, 0, 0, 1), False),
        (["m0", "m0"], [], 20, Quorum(10, 10, 1, 2), False),
    ],
)
def test_quorum(present, recused, share, found, met):
    asked = quorum(TEN, present, recused, share)
    assert (asked, asked.met) == (found, met)


def test_nobody_is_a_member():
    assert quorum([], ["guest"], [], 50) == Quorum(0, 0, 0, 1)


def test_a_share_of_a_hundred_people_is_exact():
    """7 % of 100 people is 7; a decimal 0.07 × 100 would be a little more, hence 8."""
    assert [quorum([str(n) for n in range(100)], [], [], share).needed for share in range(1, 101)] == list(
        range(1, 101)
    )


@pytest.mark.parametrize("share", [0, 101, -1])
def test_a_share_out_of_bounds(share):
    with pytest.raises(ValueError, match=re.escape(f"A quorum is a share from 1 to 100 %, not {share}.")):
        quorum(TEN, TEN, [], share)


@many
@given(people, people, people, st.integers(1, 100))
def test_the_needed_are_the_fewest_that_make_the_share(members, present, recused, share):
    found = quorum(members, present, recused, share)
    assert 0 <= found.present <= found.able <= found.members == len(members)
    assert found.needed == next(number for number in range(1, 12) if number * 100 >= share * found.able)
    assert quorum(members, members, recused, share).met == (found.able > 0)
