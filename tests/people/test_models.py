import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.factories import PersonFactory
from tremplin.core import clock
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db


def _refused(**changes: object) -> bool:
    """Whether the database itself refuses, whatever Python says."""
    person = PersonFactory.create(email="alice@example.org", full_name="Alice")
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(**changes)
    except IntegrityError:
        return True
    return False


def test_database_refuses_a_superuser() -> None:
    assert _refused(is_superuser=True)


def test_database_refuses_capitals_in_an_address() -> None:
    assert _refused(email="Alice@example.org")


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "alice@example.org", "full_name": "", "is_active": False},
        {"email": None, "full_name": "Alice", "is_active": False},
        {"email": None, "full_name": "", "is_active": True},
    ],
)
def test_database_refuses_a_forgotten_person_with_something_left(changes: dict[str, object]) -> None:
    assert _refused(forgotten_at=clock.now(), **changes)


def test_database_refuses_an_account_shut_but_not_forgotten() -> None:
    assert _refused(is_active=False)


def test_forgotten_person_keeps_a_reference_only() -> None:
    assert not _refused(forgotten_at=clock.now(), email=None, full_name="", is_active=False)


def test_two_persons_cannot_share_an_address() -> None:
    PersonFactory.create(email="alice@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory.create(email="ALICE@example.org")


def test_two_persons_may_have_no_address() -> None:
    PersonFactory.create_batch(2, email=None)
    assert Person.objects.filter(email=None).count() == 2


@pytest.mark.parametrize(("typed", "kept"), [(" Alice@Example.ORG ", "alice@example.org"), ("", None), (None, None)])
def test_address_is_kept_in_one_form(typed: str | None, kept: str | None) -> None:
    assert PersonFactory.create(email=typed).email == kept


@pytest.mark.parametrize(
    ("fields", "called"),
    [
        ({"full_name": "Alice", "email": "a@example.org"}, "Alice"),
        ({"full_name": "", "email": "a@example.org"}, "a@example.org"),
        ({"full_name": "", "email": None, "ref": "0123456789"}, "0123456789"),
    ],
)
def test_person_is_called_by_what_we_know(fields: dict[str, str | None], called: str) -> None:
    person = PersonFactory.build(**fields)
    assert {str(person), person.get_full_name(), person.get_short_name()} == {called}


def test_forgotten_person_is_called_so() -> None:
    with translation.override("en"):
        assert str(PersonFactory.build(forgotten=True)) == "forgotten person"


def test_persons_are_in_the_order_of_names_accents_aside() -> None:
    for name in ("Zoé", "élise", "Alain", "Émile"):
        PersonFactory.create(full_name=name)
    assert [person.full_name for person in Person.objects.all()] == ["Alain", "élise", "Émile", "Zoé"]
