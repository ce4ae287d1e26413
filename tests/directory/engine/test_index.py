"""The search of doors: ranking, reasons, filters, mistakes in typing, and that it is exact and repeats itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.directory.engine.index import CaseRecord, CorrectionRecord, DoorIndex, DoorRecord, Reason, Why
from tremplin.directory.engine.words import one_edit, stem, terms

DOORS = [
    DoorRecord(
        "a1", "Bureau des aides aux associations", "BAA", ("Direction de l’entraide",), "Instruit les subventions"
    ),
    DoorRecord("b2", "Bureau du logiciel libre", "BLL", ("Direction du numérique",), topics=("numerique",)),
    DoorRecord("c3", "Guichet des associations", territories=("department-31", "region-76")),
    DoorRecord("d4", "Guichet des associations", territories=("department-35", "region-53")),
    DoorRecord("e5", "Direction du numérique", "DINUM", topics=("numerique", "donnees")),
]
WORDS = ["aide", "association", "bureau", "numerique", "logiciel", "eau", "direction", "subvention"]


def _refs(index: DoorIndex, text: str, **asked: object) -> list[str]:
    return [hit.ref for hit in index.search(text, **asked)]  # type: ignore[arg-type]


def test_names_acronyms_and_bodies_above_are_found_the_best_first() -> None:
    index = DoorIndex(DOORS)
    assert _refs(index, "aide pour une ASSOCIATION") == ["a1", "c3", "d4"]
    assert _refs(index, "dinum") == ["e5"]
    assert _refs(index, "numérique") == ["e5", "b2"]


def test_a_hit_says_why() -> None:
    index = DoorIndex(DOORS, [CaseRecord("a1", "trouver une subvention"), CaseRecord("a1", "autre chose")])
    [hit] = index.search("subventions du baa")
    assert hit.reasons == (
        Reason(Why.ACRONYM, ("baa",)),
        Reason(Why.DOES, ("subventions",)),
        Reason(Why.CASES, count=1),
    )


def test_what_was_needed_before_leads_to_the_door_that_answered() -> None:
    need = "planter un verger avec les voisins"
    assert _refs(DoorIndex(DOORS), "verger") == []
    assert _refs(DoorIndex(DOORS, [CaseRecord("d4", need), CaseRecord("gone", need)]), "verger") == ["d4"]
    assert _refs(DoorIndex(DOORS, corrections=[CorrectionRecord("a1", "e5", need)]), "verger") == ["e5"]


def test_a_territory_keeps_doors_inside_above_and_everywhere() -> None:
    index = DoorIndex(DOORS)
    assert _refs(index, "associations", territory=["department-31", "region-76"]) == ["c3", "a1"]
    assert _refs(index, "associations", territory=["region-53"]) == ["d4", "a1"]
    regional = DoorIndex([DoorRecord("r", "Guichet", territories=("region-76",))])
    assert _refs(regional, "guichet", territory=["department-31", "region-76"]) == ["r"]
    assert _refs(regional, "guichet", territory=["department-35", "region-53"]) == []


def test_topics_keep_the_doors_that_have_one() -> None:
    index = DoorIndex(DOORS, [CaseRecord("e5", "une carte")])
    assert _refs(index, "direction", topics={"donnees"}) == ["e5"]
    assert _refs(index, "", topics={"numerique"}) == ["e5", "b2"]
    [first, _second] = index.search("", topics={"numerique"})
    assert first.reasons == (Reason(Why.CASES, count=1), Reason(Why.TOPIC, ("numerique",)))


@pytest.mark.parametrize("typed", ["associtions", "asociations", "associatoins", "assoc"])
def test_a_mistake_or_a_beginning_is_understood(typed: str) -> None:
    assert _refs(DoorIndex(DOORS), typed) == ["c3", "d4", "a1"]


@pytest.mark.parametrize("text", ["", "   ", "de la des", "?!", "zzzzz"])
def test_nothing_asked_or_nothing_known_gives_nothing(text: str) -> None:
    assert DoorIndex(DOORS).search(text) == []
    assert DoorIndex([]).search(text) == []


def test_equal_scores_are_told_apart_by_reference() -> None:
    assert _refs(DoorIndex(list(reversed(DOORS))), "guichet") == ["c3", "d4"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("association", "associations"),
        ("général", "générales"),
        ("nationaux", "national"),
        ("bureau", "bureaux"),
        ("aide", "aides"),
        ("l’eau", "eaux"),
        ("étude", "études"),
    ],
)
def test_plurals_and_feminines_are_one_term(left: str, right: str) -> None:
    assert terms(left) == terms(right) != ()


_DOOR = st.builds(
    DoorRecord,
    ref=st.uuids().map(str),
    name=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    does=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    topics=st.sets(st.sampled_from(["x", "y"])).map(tuple),
    territories=st.sampled_from([(), ("department-31", "region-76"), ("region-76",), ("department-35",)]),
)


@settings(max_examples=60)
@given(
    st.lists(_DOOR, max_size=40, unique_by=lambda door: door.ref),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.sampled_from([None, ("department-31", "region-76"), ("region-76",)]),
    st.sampled_from([None, {"x"}]),
    st.integers(1, 6),
)
def test_the_best_are_the_first_of_all_and_order_of_rows_is_nothing(doors, text, territory, topics, k) -> None:
    index = DoorIndex(doors)
    everything = index.search(text, territory=territory, topics=topics, k=1_000)
    assert index.search(text, territory=territory, topics=topics, k=k) == everything[:k]
    assert DoorIndex(doors[::-1]).search(text, territory=territory, topics=topics, k=1_000) == everything
    assert everything == sorted(everything, key=lambda hit: (-hit.score, hit.ref))
    assert all(hit.score > 0 and hit.reasons for hit in everything)


@given(st.text(max_size=60))
def test_whatever_is_typed_nothing_raises(text: str) -> None:
    DoorIndex(DOORS).search(text, territory=("region-76",), topics={"numerique"})


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_edit_goes_both_ways(left: str, right: str) -> None:
    assert one_edit(left, right) == one_edit(right, left)
    assert one_edit(left, left)


@given(st.from_regex(r"[a-z0-9]{1,15}", fullmatch=True))
def test_a_stem_is_never_empty_nor_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)
