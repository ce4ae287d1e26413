"""The foundations of the tests themselves: a copy of a migrated database, put back after each test that commits."""

import os
import threading
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from wagtail.models import Page, Site

Prepared = Callable[[str, Callable[[], object]], None]


@pytest.mark.django_db
def test_migrations_left_a_root_page_and_a_site() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.filter(is_default_site=True).count() == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_gone_in_the_next_test(turn: int, fresh_database: None) -> None:
    sites = Site.objects.count()
    Site.objects.create(hostname=f"left.example{turn}", root_page=Page.objects.get(depth=1))
    assert sites == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_prepared_state_is_made_once_and_copied(turn: int, prepared: Prepared) -> None:
    def build() -> None:
        Site.objects.update(site_name="prepared")
        default_storage.save("prepared.txt", ContentFile(b"prepared"))

    prepared("law", build)
    assert Site.objects.get().site_name == "prepared"
    assert default_storage.exists("prepared.txt")
    Site.objects.update(site_name="changed")
    default_storage.delete("prepared.txt")
    again: list[int] = []
    prepared("law", lambda: again.append(turn))
    assert again == []
    assert Site.objects.get().site_name == "prepared"
    assert default_storage.exists("prepared.txt")


def test_second_connection_waits_for_the_first(second_connection) -> None:
    site = Site.objects.get()
    started = threading.Event()

    def rename() -> int:
        started.set()
        return Site.objects.filter(pk=site.pk).update(site_name="other")

    with transaction.atomic():
        Site.objects.filter(pk=site.pk).update(site_name="ours")
        future = second_connection(rename)
        started.wait(10)
        assert not future.done()
    assert future.result(timeout=30) == 1
    assert Site.objects.get().site_name == "other"


def test_race_has_one_winner(race) -> None:
    site = Site.objects.get()

    def take(name: str) -> int:
        return Site.objects.filter(pk=site.pk, site_name=site.site_name).update(site_name=name)

    assert sorted(race(lambda: take("a"), lambda: take("b"))) == [0, 1]


def test_race_tells_an_exception(race) -> None:
    def fail() -> None:
        raise LookupError("lost")

    outcome = race(fail, lambda: "won")
    assert isinstance(outcome[0], LookupError)
    assert outcome[1] == "won"


@pytest.mark.django_db
def test_database_is_the_one_asked_for() -> None:
    assert connection.vendor == os.environ.get("TREMPLIN_TEST_DB", "sqlite")
