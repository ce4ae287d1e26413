from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.factories import MandateFactory, PersonFactory
from tremplin.core import journal
from tremplin.people.actions import UNCONFIRMED_KEPT, confirm, introduce_oneself, remove_unconfirmed, welcome
from tremplin.people.models import Person
from tremplin.people.queries import person_at, persons, persons_matching

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_welcome_enters_a_new_person() -> None:
    person = welcome("Alice@Example.org", by="0123456789", full_name="Alice", language="en", at=NOW)
    assert (person.email, person.full_name, person.language, person.joined_at) == (
        "alice@example.org",
        "Alice",
        "en",
        NOW,
    )
    assert (person.confirmed_at, person.has_usable_password(), person.is_superuser) == (None, False, False)
    assert [(entry.verb, entry.actor) for entry in journal.of(person)] == [("welcome", "0123456789")]


@pytest.mark.django_db
def test_welcome_of_somebody_known_changes_nothing() -> None:
    alice = cast.alice()
    assert welcome(" ALICE@example.org", full_name="Somebody Else", at=NOW) == alice
    assert (Person.objects.get().full_name, list(journal.of(alice))) == ("Alice", [])


@pytest.mark.concurrency
def test_two_welcomes_at_once_give_one_person(race: Any) -> None:
    first, second = race(lambda: welcome("alice@example.org", at=NOW), lambda: welcome("Alice@example.org", at=NOW))
    assert (first, Person.objects.count()) == (second, 1)
    assert [entry.verb for entry in journal.of(first)] == ["welcome"]


@pytest.mark.django_db
def test_confirm_is_told_once() -> None:
    person = PersonFactory.create()
    confirm(person, at=NOW)
    confirm(person, at=NOW + timedelta(days=1))
    assert Person.objects.get().confirmed_at == NOW
    assert [entry.verb for entry in journal.of(person)] == ["confirm"]


@pytest.mark.django_db
def test_introduction_changes_the_name_its_shadow_and_the_language() -> None:
    alice = cast.alice()
    introduce_oneself(alice, full_name="Alice Éluard", language="en", at=NOW)
    alice.refresh_from_db()
    assert (alice.full_name, alice.language, alice.folded) == ("Alice Éluard", "en", "alice eluard alice@example.org")


@pytest.mark.django_db
def test_addresses_nobody_confirmed_go_after_two_days() -> None:
    old = {"joined_at": NOW - UNCONFIRMED_KEPT - timedelta(seconds=1), "full_name": ""}
    PersonFactory.create(**old)
    kept = [
        PersonFactory.create(**old | {"joined_at": NOW - UNCONFIRMED_KEPT}),
        PersonFactory.create(**old, confirmed_at=NOW),
        PersonFactory.create(**old | {"full_name": "Invited by name"}),
        MandateFactory.create(person__full_name="", person__joined_at=old["joined_at"]).person,
    ]
    assert remove_unconfirmed(NOW) == "1"
    assert set(Person.objects.all()) == set(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ELISE", ["Élise Noël"]),
        ("noel elise", ["Élise Noël"]),
        ("example.org", ["Bob", "Élise Noël"]),
        ("x%", []),
        ("", ["Bob", "Élise Noël"]),
    ],
)
def test_persons_are_found_by_each_word_accents_and_case_aside(words: str, found: list[str]) -> None:
    PersonFactory.create(full_name="Élise Noël")
    PersonFactory.create(full_name="Bob")
    PersonFactory.create(forgotten=True)
    assert [person.full_name for person in persons_matching(words)] == found


@pytest.mark.django_db
def test_forgotten_person_is_nowhere() -> None:
    PersonFactory.create(forgotten=True)
    assert (list(persons()), list(persons_matching("")), person_at("")) == ([], [], None)
