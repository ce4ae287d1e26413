"""The report of a year: its sections come from facts, and what people type in them is never lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.year_reports import KEYS, Changed, NeedSaid, Section, YearFacts, join, parts
from tremplin.support.engine.year_sentences import draft

FACTS = YearFacts(
    language="fr",
    name="Atlas des haies",
    words="Un atlas libre.",
    season="Saison 3",
    first="14 avril 2026",
    last="13 avril 2027",
    needs=[
        NeedSaid("consolidate", "Une licence", "met", "ODbL"),
        NeedSaid("consolidate", "Un local", "dropped"),
        NeedSaid("consolidate", "Un poste", "open"),
    ],
    asked=16,
    changes=[Changed("Licences et droits", "commencé", "acquis, et partagé")],
    sent=8,
    answered=5,
    met=3,
    outcomes=[("un accord", 2)],
    outcomes_said=4,
    money=[("payé par le programme", "20 000 €")],
    promised=3,
    kept=2,
    open_promises=[("Ouvrir les données", "DREAL, Claire", "1 mai 2027")],
)


def _words(facts: YearFacts, *, public: bool) -> dict[str, str]:
    return {one.key: one.words for one in draft(facts, public=public)}


def test_internal_report_says_all_and_counts_stand_beside_what_they_are_out_of() -> None:
    words = _words(FACTS, public=False)
    assert list(words) == list(KEYS)
    assert words["consolidate"].split("\n") == [
        "Besoins satisfaits : 1 sur 3.",
        "– Une licence : ODbL",
        "– Un poste (encore ouvert)",
        "– Un local (abandonné)",
    ]
    assert "Réponses : 5 sur 8. Rencontres : 3 sur 8." in words["introductions"]
    assert "– un accord : 2 sur 4" in words["introductions"]
    assert words["promises"] == "Engagements tenus : 2 sur 3.\n– Ouvrir les données (DREAL, Claire, 1 mai 2027)"
    assert words["money"] == "– payé par le programme : 20 000 €"


def test_public_report_names_no_money_nothing_given_up_and_nobody_who_owes() -> None:
    whole = join(draft(FACTS, public=True))
    assert "Une licence" in whole
    assert not [word for word in ("20 000", "Un local", "Un poste", "DREAL", "acquis") if word in whole]


def test_what_the_file_does_not_hold_is_left_to_people() -> None:
    empty = YearFacts("en", "Atlas", "", "Season 3", "14 April 2026", "13 April 2027")
    assert {key: words for key, words in _words(empty, public=True).items() if words} == {
        "who": "Atlas was supported from 14 April 2026 to 13 April 2027 (Season 3)."
    }
    assert _words(replace(empty, sessions=1, experts=1), public=True)["sessions"] == "1 session held with 1 expert."


_TEXTS = st.text("§ a\n–", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(KEYS), _TEXTS), unique_by=lambda one: one[0], max_size=4))
def test_sections_survive_being_kept_as_one_text(typed: list[tuple[str, str]]) -> None:
    sections = [Section(key, f"Titre {key}", words) for key, words in typed]
    found = parts(join(sections))
    assert [(one.key, one.title) for one in found] == [(one.key, one.title) for one in sections]
    for before, after in zip(sections, found, strict=True):
        # a line that looks like a heading is moved by a space; blank lines around are dropped
        assert [line.strip() for line in after.words.split("\n")] == [
            line.strip() for line in before.words.strip("\n").split("\n")
        ]
    assert parts(join(found)) == found


@pytest.mark.parametrize("words", ["", "Sans titre.", "§ ", "§ who"])
def test_text_without_sections_is_read_without_a_fault(words: str) -> None:
    assert [one.words for one in parts(words)] in ([], [""])
