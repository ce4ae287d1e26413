"""Words asked of a small index: what is found, in which order, and what is shown of it."""

import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.search.texts import document, indexed, marked, refs
from tremplin.core.search import engine
from tremplin.core.search.marks import EXTRACT, errors_between


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("une économie d’énergie", "economie energie"),
        ("une economie", "ÉCONOMIE"),
        ("e\u0301conomie", "économie"),
        ("une œuvre", "oeuvre"),
        ("les lauréats", "lauréat"),
        ("une lauréate", "LAUREATS"),
        ("des journaux", "journal"),
        ("les citoyennes", "citoyen"),
        ("accélérer", "accélération"),
        ("l’association", "association"),
        ("l'association", "d’association"),
        ("soft\u00adhyphen", "softhyphen"),
        ("les habitant·e·s", "habitants"),
        ("la saison 2026", "2026"),
    ],
)
def test_word_is_found_whatever_its_accents_case_and_ending(tmp_path: Path, written: str, asked: str) -> None:
    reader = indexed(tmp_path, [document("a", words=written), document("b", words="Tout autre chose")])
    assert refs(reader, asked) == ["a"]


@pytest.mark.parametrize(("written", "asked"), [("winners", "winner"), ("supported", "support"), ("cities", "city")])
def test_english_words_have_english_stems(tmp_path: Path, written: str, asked: str) -> None:
    reader = indexed(tmp_path, [document("a", words=written, language="en"), document("b", language="en")])
    assert refs(reader, asked, "en") == ["a"]


def test_french_words_shown_in_english_are_found_there_and_english_ones_are_not_in_french(tmp_path: Path) -> None:
    only = document("fr", words="lauréats", shown_in=("fr", "en"))
    reader = indexed(tmp_path, [only, document("en", words="lauréats", language="en"), document("x", words="lauréats")])
    assert refs(reader, "lauréat", "fr") == ["fr", "x"]
    assert refs(reader, "lauréats", "en") == ["en", "fr"]


def test_words_come_before_their_stems_beginnings_and_errors(tmp_path: Path) -> None:
    rows = [
        document("itself", words="un portail"),
        document("stem", words="des portails"),
        document("beginning", words="la portaillerie"),
        document("near", words="un poitail"),
        document("none", words="une porte"),
    ]
    reader = indexed(tmp_path, rows)
    # three documents hold it: no error is looked for
    assert refs(reader, "portail") == ["itself", "stem", "beginning"]
    # two only: errors are forgiven as well
    (tmp_path / "fewer").mkdir()
    fewer = indexed(tmp_path / "fewer", [row for row in rows if row.ref != "beginning"])
    assert refs(fewer, "portail") == ["itself", "stem", "near"]


def test_title_comes_before_text(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [document("a", words="le budget"), document("b", title="Le budget")])
    assert refs(reader, "budget") == ["b", "a"]


def test_text_that_speaks_more_of_a_word_comes_first(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [document("a", words="budget " + "mot " * 50), document("b", words="budget budget mot")])
    assert refs(reader, "budget") == ["b", "a"]


def test_ties_are_in_the_order_of_references_whatever_the_order_of_writing(tmp_path: Path) -> None:
    rows = [document(ref, title="Même titre", words="mêmes mots") for ref in "dbca"]
    reader = indexed(tmp_path, rows)
    assert refs(reader, "mots") == ["a", "b", "c", "d"]
    assert [refs(reader, "mots", limit=2, offset=at) for at in (0, 2, 4)] == [["a", "b"], ["c", "d"], []]
    assert reader.search("mots", "fr", limit=1).total == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("accel", True),  # the beginning of the last word
        ("accel programme", False),  # not of another one
        ("programme accel", True),
        ("a", False),
        ("acelerateur", True),  # a letter left out
        ("acclérateur", True),
        ("accéélérateur", True),  # one too many
        ("accélératuer", True),  # two exchanged
        ("aclératuer", False),  # three errors
        ("prorgamme", True),
        ("programe", True),
        ("carte", True),
        ("karte", True),  # one error from four letters on
        ("kartte", False),  # two are too many under eight
        ("ami", True),
        ("amo", False),  # none under four letters
        ("citoyn", True),  # one error in the stem of a longer word
    ],
)
def test_typing_errors_and_beginnings(tmp_path: Path, asked: str, found: bool) -> None:
    reader = indexed(tmp_path, [document("a", words="Accélérateur, programme, carte, ami, citoyennes")])
    result = reader.search(asked, "fr", limit=5)
    assert bool(result.hits and result.all_words) is found


def test_typing_errors_are_not_looked_for_in_a_word_that_is_well_known(tmp_path: Path) -> None:
    rows = [document(f"porte-{number}", words="la porte") for number in range(engine.FEW)]
    reader = indexed(tmp_path, [*rows, document("perte", words="la perte")])
    assert refs(reader, "porte") == [row.ref for row in rows]
    assert refs(reader, "pirte") == ["perte", *(row.ref for row in rows)]


def test_common_words_are_not_looked_for_unless_alone(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [document("a", words="la ville"), document("b", words="pour toi")])
    assert refs(reader, "pour la ville") == ["a"]
    assert refs(reader, "dans une ville") == ["a"]
    assert refs(reader, "la") == ["a"]


def test_all_the_words_else_at_least_half_of_them(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [document("a", words="vert bleu"), document("b", words="vert"), document("c")])
    both = reader.search("vert bleu", "fr", limit=5)
    assert ([hit.ref for hit in both.hits], both.all_words) == (["a"], True)
    some = reader.search("vert bleu violette", "fr", limit=5)
    assert ([hit.ref for hit in some.hits], some.all_words) == (["a"], False)
    one = reader.search("bleu violette", "fr", limit=5)
    assert ([hit.ref for hit in one.hits], one.all_words) == (["a"], False)


def test_extract_shows_where_most_words_are_and_marks_them(tmp_path: Path) -> None:
    words = (
        "Voici le début, où il est question de ville. " + "Rien ici. " * 60 + "Des villes économes, et une économie."
    )
    hit = indexed(tmp_path, [document("a", words=words)]).search("ville économie", "fr", limit=1).hits[0]
    assert marked(hit) == ["villes", "économes", "économie"]
    assert hit.extract[0] == ("… ", False)
    text = "".join(text for text, _asked in hit.extract)
    assert text.removeprefix("… ") in words
    assert len(text) <= EXTRACT + 4


@pytest.mark.parametrize(
    ("asked", "shown"), [("énerg", ["énergie"]), ("enregie", ["énergie"]), ("ENERGIES", ["énergie"]), ("absent", [])]
)
def test_extract_marks_what_was_found_however_it_was_found(tmp_path: Path, asked: str, shown: list[str]) -> None:
    reader = indexed(tmp_path, [document("a", title="Absent", words="Une énergie <b>nouvelle</b>")])
    hit = reader.search(asked, "fr", limit=1).hits[0]
    assert marked(hit) == shown
    # the text itself, as it was given: whoever shows it escapes it
    assert "".join(text for text, _asked in hit.extract) == "Une énergie <b>nouvelle</b>"


@pytest.mark.parametrize("words", ["", " ", "\x00", "…!?", "()", '"', "«»", "\ud83d\ude00"])
def test_nothing_asked_is_nothing_found(tmp_path: Path, words: str) -> None:
    assert indexed(tmp_path, [document("a", words="mots")]).search(words, "fr", limit=5) == engine.Result([], 0)


@pytest.mark.parametrize(
    "words",
    ["title:mots", "mots AND (", "mots*", "+mots -autre", '"mots', "mots~2", "mots^9", "[mots TO mots]", "/.*/ mots"],
)
def test_no_character_has_a_meaning_of_its_own(tmp_path: Path, words: str) -> None:
    reader = indexed(tmp_path, [document("a", words="mots"), document("b", words="rien")])
    assert refs(reader, words) == ["a"]


def test_endless_question_is_cut(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [document("a", words="mots")])
    assert refs(reader, "mots " + "z" * 100_000) == ["a"]
    assert refs(reader, "y " * 50_000) == []
    assert refs(reader, "mots " * 50_000) == ["a"]


@pytest.fixture(scope="module")
def reader() -> engine.Reader:
    return indexed(
        Path(tempfile.mkdtemp()), [document("a", words="l’économie d’une ville"), document("b", words="A b")]
    )


@given(words=st.text(max_size=300), language=st.sampled_from(["fr", "en"]))
@settings(max_examples=150, deadline=None)
def test_any_question_is_answered(reader: engine.Reader, words: str, language: str) -> None:
    for hit in reader.search(words, language, limit=5).hits:
        assert "".join(text for text, _asked in hit.extract).strip("… ") in hit.words


_LETTERS = st.text(alphabet=string.ascii_lowercase[:3], max_size=6)


@given(one=_LETTERS, other=_LETTERS)
@settings(max_examples=150, deadline=None)
def test_marks_count_errors_as_the_index_does(one: str, other: str) -> None:
    """Checked against the definition, by trying every single change."""
    near = {one} | _changed(one)
    assert (errors_between(one, other, 1) <= 1) == (other in near)
    assert errors_between(one, other, 2) == errors_between(other, one, 2)


def _changed(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in cuts if after}
    exchanged = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    replaced = {before + letter + after[1:] for before, after in cuts if after for letter in "abc"}
    return left_out | exchanged | replaced | {before + letter + after for before, after in cuts for letter in "abc"}
