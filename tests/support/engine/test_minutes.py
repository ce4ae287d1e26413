"""The minutes of a committee: what the draft says, and two people who write at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.minutes import (
    GENERAL,
    Discussed,
    Promised,
    Session,
    Sitter,
    day_words,
    digest_of,
    euros,
    merge,
    opening,
    section,
)

KEYS = st.sampled_from(["", "a", "b", "c"])
TEXTS = st.dictionaries(KEYS, st.sampled_from(["", "un", "deux", "trois"]), max_size=4)


def test_opening_tells_the_session_and_no_file() -> None:
    session = Session(
        kind="Comité d’accélération",
        season="Saison 2026",
        day=date(2026, 6, 1),
        hours="de 14 h 00 à 16 h 00",
        place="Salle des communs",
        quorum=50,
        sitters=[
            Sitter("Sylvie", "directrice", "present"),
            Sitter("Sonia", "mécène", "present"),
            Sitter("Rémi", "référent", "excused"),
            Sitter("Rose", "évaluatrice", "expected"),
        ],
    )
    assert opening(session) == (
        "Comité d’accélération – Saison 2026, 1er juin 2026, de 14 h 00 à 16 h 00, Salle des communs.\n\n"
        "Présents\u00a0: Sylvie (directrice) ; Sonia (mécène).\n\n"
        "Excusés\u00a0: Rémi (référent).\n\n"
        "Absents\u00a0: Rose (évaluatrice).\n\n"
        "Quorum\u00a0: 50\u00a0% des membres qui peuvent siéger, vérifié dossier par dossier."
    )


def test_section_tells_the_decision_then_what_was_promised() -> None:
    item = Discussed(
        outcome="extend",
        until=date(2027, 9, 30),
        granted=Decimal(20000),
        conditions="Le compte rendu financier est remis.",
        motive="La convention est presque signée.",
        present=4,
        needed=2,
        left=["Sonia"],
        pledges=[Promised("Fondation des haies", "mécénat", date(2026, 12, 1), Decimal(10000))],
        commitments=[Promised("Mme Roux (DINUM)", "prêter une salle", date(2026, 7, 14))],
    )
    assert section(item) == (
        "Le comité décide de prolonger l’accompagnement jusqu’au 30 septembre 2027.\n\n"
        "Motif\u00a0: La convention est presque signée.\n\n"
        "Une aide de 20\u202f000\u00a0€ est accordée.\n\n"
        "Conditions de la prochaine tranche\u00a0: Le compte rendu financier est remis.\n\n"
        "Ont quitté la salle pendant l’examen de ce dossier\u00a0: Sonia.\n\n"
        "Membres présents pouvant siéger\u00a0: 4 (2 requis).\n\n"
        "Promesses de soutien\u00a0:\n"
        "– Fondation des haies\u00a0: mécénat (10\u202f000\u00a0€), d’ici le 1er décembre 2026\n\n"
        "Engagements\u00a0:\n– Mme Roux (DINUM)\u00a0: prêter une salle, d’ici le 14 juillet 2026"
    )
    assert section(replace(Discussed(), granted=Decimal(0))) == (
        "Le comité n’a pas pris de décision sur ce dossier.\n\nAucune aide n’est accordée."
    )


def test_words_of_days_and_money() -> None:
    assert (day_words(date(2026, 8, 1)), day_words(date(2026, 12, 31))) == ("1er août 2026", "31 décembre 2026")
    assert (euros(Decimal("12.50")), euros(Decimal(1234567))) == ("12,50\u00a0€", "1\u202f234\u202f567\u00a0€")


def test_two_people_in_two_sections_both_keep_their_words() -> None:
    base = {GENERAL: "Séance.", "a": "Un.", "b": "Deux."}
    theirs, mine = base | {"a": "Un, relu."}, base | {"b": "Deux, relu."}
    assert merge(base, theirs, mine).sections == {GENERAL: "Séance.", "a": "Un, relu.", "b": "Deux, relu."}
    assert merge(base, theirs, mine).both == {}


def test_two_people_in_one_section_both_texts_are_given() -> None:
    base = {"a": "Un."}
    merged = merge(base, {"a": "Un, relu par Ada."}, {"a": "Un, relu par Aldo."})
    assert (merged.sections, merged.both) == ({"a": "Un, relu par Aldo."}, {"a": "Un, relu par Ada."})


def test_section_somebody_is_not_shown_stays_as_it_is_kept() -> None:
    assert merge({"a": "Un."}, {"a": "Un.", "secret": "Deux."}, {"a": "Un."}).sections == {
        "a": "Un.",
        "secret": "Deux.",
    }


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_anybody_wrote_is_lost(base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]) -> None:
    merged = merge(base, theirs, mine)
    for key, words in mine.items():
        if words != base.get(key, ""):
            assert merged.sections.get(key, "") == words
    for key, words in theirs.items():
        assert words in (merged.sections[key], merged.both.get(key, base.get(key, "")))


@given(TEXTS, TEXTS)
def test_digest_is_that_of_the_words(one: dict[str, str], other: dict[str, str]) -> None:
    assert digest_of(dict(reversed(one.items()))) == digest_of(one)
    assert (digest_of(one) == digest_of(other)) == (one == other)
