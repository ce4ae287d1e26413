import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tremplin.core.text import clean, fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Économie  d’Énergie", "economie d'energie"),
        ("ŒUVRE\tà\ncœur", "oeuvre a coeur"),
        ("STRASSE straße", "strasse strasse"),
        ("ﬁnancement", "financement"),
        ("  ", ""),
        ("㎒", "mhz"),
        ("Éric Noël", "eric noel"),
        ("E\u0301ric", "eric"),
    ],
)
def test_fold_keeps_the_letters_only(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
@example("㎒")
@example("ŉ ͅ İ")
def test_fold_twice_is_fold_once(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@given(st.text())
def test_fold_leaves_single_spaces_and_no_accent(typed: str) -> None:
    folded = fold(typed)
    assert " ".join(folded.split()) == folded
    assert [character for character in folded if unicodedata.combining(character)] == []


@given(st.text(st.characters(codec="ascii")))
def test_fold_does_not_see_capitals(typed: str) -> None:
    assert fold(typed.upper()) == fold(typed.lower())


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("\ufeffa\u2028b", "ab"),
        ("E\u0301", "É"),
        ("tab\tkept", "tab\tkept"),
        ("nbsp\u00a0kept", "nbsp\u00a0kept"),
    ],
)
def test_clean_leaves_what_a_person_typed(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text())
def test_clean_twice_is_clean_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@given(st.text(st.characters(categories=["Cc", "Zl", "Zp", "Ll", "Mn"])))
def test_clean_leaves_no_control_character_but_tabs_and_line_ends(typed: str) -> None:
    left = {character for character in clean(typed) if unicodedata.category(character) in ("Cc", "Zl")}
    assert left <= {"\t", "\n"}
