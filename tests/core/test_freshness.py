from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.http import HttpResponse

from tremplin.core import freshness


def _generation() -> str:
    path = freshness.generation_file()
    return path.read_text() if path.exists() else ""


@pytest.mark.django_db
def test_mark_says_until_when() -> None:
    at = datetime(2026, 3, 2, 9, 30, 15, 999_999, tzinfo=UTC)
    assert freshness.mark(HttpResponse(), at)[freshness.HEADER] == "1772443815"  # rounded down: never shown too long


@pytest.mark.django_db
def test_mark_without_an_instant_says_until_something_is_published() -> None:
    assert freshness.mark(HttpResponse())[freshness.HEADER] == "-"


@pytest.mark.concurrency
def test_bump_waits_for_the_commit(fresh_database: None) -> None:
    before = _generation()
    with transaction.atomic():
        freshness.bump()
        assert _generation() == before
    assert _generation() != before


@pytest.mark.concurrency
def test_bump_that_is_rolled_back_voids_nothing(fresh_database: None) -> None:
    before = _generation()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        freshness.bump()
        raise ZeroDivisionError
    assert _generation() == before


@pytest.mark.concurrency
def test_every_bump_is_another_generation_and_leaves_one_file(fresh_database: None) -> None:
    seen = set()
    for _turn in range(50):
        freshness.bump()
        seen.add(_generation())
    folder = freshness.generation_file().parent
    assert (len(seen), [path.name for path in folder.glob("generation*")]) == (50, ["generation"])
