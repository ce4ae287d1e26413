"""Small numbers are hidden, and cannot be worked out from the others."""

from tremplin.insights.engine.secrecy import Cell, breakdown, steps


def values(cells):
    return {cell.key: cell.value for cell in cells}


def test_under_five_is_hidden_and_five_is_told():
    assert values(breakdown([Cell("a", 4), Cell("b", 5), Cell("c", 3), Cell("d", 9)])) == {
        "a": None,
        "b": 5,
        "c": None,
        "d": 9,
    }


def test_a_single_hidden_number_takes_the_smallest_other_with_it():
    cells = breakdown([Cell("a", 2), Cell("b", 30), Cell("c", 7)])
    assert values(cells) == {"a": None, "b": 30, "c": None}
    assert [cell.hidden.value for cell in cells] == ["small", "", "protecting"]


def test_nobody_is_protected_by_hiding_beside_a_zero():
    assert values(breakdown([Cell("a", 0), Cell("b", 30), Cell("c", 7)])) == {"a": None, "b": 30, "c": 7}


def test_what_is_public_by_name_is_told_and_protects_nothing():
    cells = [Cell("laureates", 2, public=True), Cell("reserve", 3), Cell("declined", 8), Cell("other", 6)]
    assert values(breakdown(cells, last="other")) == {"laureates": 2, "reserve": None, "declined": None, "other": 6}


def test_a_step_that_gives_a_hidden_part_away_is_hidden():
    counted = [Cell("received", 20), Cell("admissible", 18, of="received"), Cell("short", 12, of="admissible")]
    parts = breakdown([Cell("refused", 2), Cell("kept", 18)])
    assert values(parts) == {"refused": None, "kept": None}
    assert values(steps(counted, told_apart={"admissible": "refused"}, parts=parts)) == {
        "received": 20,
        "admissible": None,
        "short": 12,
    }


def test_a_step_with_nothing_to_give_away_is_told():
    counted = [Cell("received", 20), Cell("admissible", 14, of="received")]
    parts = breakdown([Cell("refused", 6), Cell("kept", 14)])
    assert values(steps(counted, told_apart={"admissible": "refused"}, parts=parts)) == {
        "received": 20,
        "admissible": 14,
    }
