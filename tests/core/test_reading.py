"""What a page asks several times is asked once, and of an action nothing is remembered."""

from typing import Any

import pytest

from tests import cast
from tests.factories import PersonFactory
from tremplin.core.reading import asked_once, found_once, reading
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db


def _named(name: str) -> Any:
    return found_once(("named", name), lambda: Person.objects.filter(full_name=name))


def test_keys_are_asked_once_while_a_page_is_read(django_assert_num_queries: Any) -> None:
    one, two = PersonFactory.create(full_name="Ada"), PersonFactory.create(full_name="Ada")
    with reading():
        with django_assert_num_queries(1):
            first = _named("Ada")
            again = _named("Ada").filter(pk=two.pk)
        assert (set(first), set(again)) == ({one, two}, {two})


def test_what_nobody_found_stays_empty() -> None:
    with reading():
        assert list(_named("Nobody")) == []
        PersonFactory.create(full_name="Nobody")
        assert list(_named("Nobody")) == []


def test_nothing_is_remembered_outside_of_a_reading() -> None:
    with reading():
        assert list(_named("Ada")) == []
    ada = PersonFactory.create(full_name="Ada")
    assert list(_named("Ada")) == [ada]
    assert [asked_once("key", lambda: number) for number in (1, 2)] == [1, 2]  # noqa: B023


def test_two_keys_are_two_answers() -> None:
    charlie = cast.charlie()
    with reading():
        assert (list(_named("Nobody")), list(_named(charlie.full_name))) == ([], [charlie])
