"""Lines typed after a call, in French and in English: what each is read as, and what is left alone."""

from datetime import date

import pytest

from tremplin.support.engine.after_calls import MOST, Known, nearest, read, sentences_in
from tremplin.support.engine.said_days import find

TODAY = date(2026, 5, 4)  # a Monday
PEOPLE = [
    Known("alice", "Alice Roy", "team"),
    Known("bob", "Bob Petit", "team"),
    Known("sam", "Sam Durand", "officer"),
    Known("noe", "Noé Blanc", "expert"),
]


def _read(said: str) -> tuple[str, str, str, str, date | None]:
    (line,) = read(said, today=TODAY, people=PEOPLE)
    return line.kind, line.owner, line.person or line.name, line.words, line.due


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Alice envoie les statuts d'ici le 12 mai", ("team", "alice", "Envoie les statuts", date(2026, 5, 12))),
        ("alice roy : relire le bail, pour vendredi", ("team", "alice", "Relire le bail", date(2026, 5, 8))),
        ("- Bob doit appeler la banque demain", ("team", "bob", "Appeler la banque", date(2026, 5, 5))),
        ("Relire le budget (Alice, 12/05)", ("team", "alice", "Relire le budget", date(2026, 5, 12))),
        ("l'équipe prépare la démo pour fin juin", ("team", "", "Prépare la démo", date(2026, 6, 30))),
        ("On rappelle la mairie le 3 juin", ("officer", "", "Rappelle la mairie", date(2026, 6, 3))),
        ("envoyer le modèle de convention", ("officer", "", "Envoyer le modèle de convention", None)),
        (
            "la mairie de Lyon confirme la salle dans deux semaines",
            ("body", "La mairie de Lyon", "Confirme la salle", date(2026, 5, 18)),
        ),
        (
            "Alice et Bob appellent le notaire lundi",
            ("team", "Alice Roy et Bob", "Appellent le notaire", date(2026, 5, 11)),
        ),
        ("Alice sends the statutes by 12 May", ("team", "alice", "Sends the statutes", date(2026, 5, 12))),
        ("Sam will check the budget next week", ("officer", "sam", "Check the budget", date(2026, 5, 15))),
        ("They need to find a room by the end of June", ("team", "", "Find a room", date(2026, 6, 30))),
    ],
)
def test_action_has_its_owner_words_and_day(said: str, expected: tuple[str, str, str, date | None]) -> None:
    assert _read(said) == ("action", *expected)


@pytest.mark.parametrize(
    ("said", "words", "day"),
    [
        ("on rappelle le 3 juin", "", date(2026, 6, 3)),
        ("On se reparle lundi pour le budget", "Le budget", date(2026, 5, 11)),
        ("Prochain point le 10 juin : la licence", "La licence", date(2026, 6, 10)),
        ("We call back on June 3 about the budget", "The budget", date(2026, 6, 3)),
        ("Next call in two weeks", "", date(2026, 5, 18)),
    ],
)
def test_next_call_has_a_day_and_what_it_is_about(said: str, words: str, day: date) -> None:
    assert _read(said) == ("call", "officer", "", words, day)


@pytest.mark.parametrize(
    ("said", "person", "words"),
    [
        ("voir Noé sur la licence", "noe", "La licence"),
        ("See Noé about the licence", "noe", "The licence"),
        ("Demander une séance sur le recrutement", "", "Le recrutement"),
    ],
)
def test_session_is_asked_of_an_expert_or_of_nobody_yet(said: str, person: str, words: str) -> None:
    assert _read(said) == ("session", "expert", person, words, None)


@pytest.mark.parametrize(
    ("said", "door"),
    [
        ("écrire à la DINUM pour l'API", "DINUM l'API"),
        ("Write to the ANCT about rural maps", "ANCT rural maps"),
        ("contacter la préfecture", "préfecture"),
    ],
)
def test_introduction_says_which_door_to_look_for(said: str, door: str) -> None:
    (line,) = read(said, today=TODAY, people=PEOPLE)
    assert (line.kind, line.door, line.words.casefold()) == ("introduction", door, said.casefold())


@pytest.mark.parametrize(
    "said",
    [
        "Le budget est voté.",
        "Alice a envoyé les statuts le 2 mai",
        "They have sent the statutes",
        "Bonne ambiance, tout avance",
        "Rien de neuf",
    ],
)
def test_what_happened_already_or_means_nothing_stays_in_the_note(said: str) -> None:
    assert _read(said)[0] == "note"


def test_member_with_the_name_of_an_expert_is_not_an_expert_to_see() -> None:
    """Somebody of the team is met by an action, never by a session; a first name of two people names nobody."""
    two = [*PEOPLE, Known("alice2", "Alice Mars", "expert")]
    (line,) = read("Alice envoie les statuts d'ici le 12 mai", today=TODAY, people=two)
    assert (line.kind, line.person) == ("action", "")
    (line,) = read("Alice Roy envoie les statuts d'ici le 12 mai", today=TODAY, people=two)
    assert line.person == "alice"


def test_sentences_are_cut_where_one_gesture_ends() -> None:
    text = "1. Alice envoie les statuts ; Bob relit.\n\n• L'équipe hésite, et on rappelle le 3 juin\nM. Roy passe."
    assert sentences_in(text) == [
        "Alice envoie les statuts",
        "Bob relit",
        "L'équipe hésite",
        "on rappelle le 3 juin",
        "M. Roy passe",
    ]
    assert len(read("\n".join(["Bob relit"] * 40), today=TODAY, people=PEOPLE)) == MOST


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("le 3 mai", date(2027, 5, 3)),
        ("le 4 mai", TODAY),
        ("31/12/26", date(2026, 12, 31)),
        ("1er juillet", date(2026, 7, 1)),
        ("mid-September", date(2026, 9, 15)),
        ("début janvier", date(2027, 1, 7)),
        ("fin de semaine", date(2026, 5, 8)),
        ("après-demain", date(2026, 5, 6)),
        ("next Monday", date(2026, 5, 11)),
        ("le mois prochain", date(2026, 6, 30)),
        ("within 10 days", date(2026, 5, 14)),
        ("le 31 février", None),
        ("99/99", None),
        ("la version 3.2", None),
        ("3 personnes", None),
    ],
)
def test_day_is_read_as_it_is_said(said: str, day: date | None) -> None:
    found = find(said, TODAY)
    assert (found.day if found else None) == day


@pytest.mark.parametrize("said", ["", " ", ";;;", "\x00", "İstanbul le 12 mai", "ﬁn mai", "12 mai" * 400])
def test_any_text_is_read_without_a_fault(said: str) -> None:
    assert all(line.kind in ("action", "note") for line in read(said, today=TODAY, people=PEOPLE))


def test_need_that_shares_most_words_is_the_nearest() -> None:
    needs = [("a", "Embaucher une première personne"), ("b", "Choisir une licence libre")]
    found = [nearest(words, needs) for words in ("La licence de la carte", "Embaucher avec une licence libre", "Rien")]
    assert found == ["b", "b", ""]
