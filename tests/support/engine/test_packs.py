"""Which documents a pack is made of, and the plot of its diagnosis."""

import pytest

from tremplin.support.engine.packs import Dot, key_of, plot, sets_to_make


def test_key_tells_sets_of_files_apart_whatever_their_order() -> None:
    assert key_of(["a", "b"]) == key_of(["b", "a", "a"])
    assert len({key_of([]), key_of(["a"]), key_of(["b"]), key_of(["a", "b"]), key_of(["ab"])}) == 5


def test_documents_are_the_whole_then_each_other_set_once() -> None:
    found = sets_to_make(["a", "b", "c"], [["a", "b", "c"], ["b", "a"], ["a", "b"], [], ["c"]])
    assert found == [frozenset("abc"), frozenset("ab"), frozenset("c")]


def test_plot_puts_each_level_in_its_column() -> None:
    made = plot([(1, 5), (None, 3)])
    assert [x for _level, x in made.columns] == [36, 90, 144, 198, 252]
    assert made.dots == (Dot(1, 34, 36, 252), Dot(2, 54, None, 144))
    with pytest.raises(ValueError, match="no level 6"):
        plot([(6, None)])
