"""A private file: its rule *and* an address signed for five minutes, for that person, always as an attachment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.factories import StoredFileFactory
from tremplin.core import clock, files, offers
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _owner_only(person: Any, stored: StoredFile) -> Answer:
    return Yes() if stored.owner == person.ref else No("This file is for its owner.")


@pytest.fixture(autouse=True)
def _kind_of_file() -> Iterator[None]:
    offers.file_kinds.add(offers.FileKind("test-file", _owner_only))
    yield
    offers.file_kinds.remove("test-file")


@pytest.fixture
def stored() -> StoredFile:
    made: StoredFile = StoredFileFactory.create(owner=cast.alice().ref, clean=True)
    return made


def _open(client: Client, person: Any, address: str) -> tuple[Any, bytes]:
    """The answer to a person, and what it holds."""
    client.force_login(person)
    answer = client.get(address)
    content = b"".join(answer)
    return answer, content


def _status(client: Client, person: Any, address: str) -> int:
    answer, _content = _open(client, person, address)
    status: int = answer.status_code
    return status


def test_owner_downloads_the_file_as_an_attachment(client: Client, stored: StoredFile) -> None:
    answer, content = _open(client, cast.alice(), files.download_address(stored, cast.alice()))
    assert (answer.status_code, content) == (200, b"A short text.")
    names = (
        "Content-Type",
        "Content-Length",
        "Content-Disposition",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Cache-Control",
    )
    assert [answer[name] for name in names] == [
        "text/plain",
        "13",
        "attachment; filename*=utf-8''budget%20pr%C3%A9visionnel.txt",
        "sandbox",
        "nosniff",
        "private, no-store",
    ]


def test_address_holds_for_five_minutes(client: Client, stored: StoredFile) -> None:
    with clock.at(NOW):
        address = files.download_address(stored, cast.alice())
    statuses = []
    for seconds in (0, 299, 300):
        with clock.at(NOW + timedelta(seconds=seconds)):
            statuses.append(_status(client, cast.alice(), address))
    assert statuses == [200, 200, 404]


def test_address_of_somebody_else_is_absent_even_for_the_owner(client: Client, stored: StoredFile) -> None:
    bobs = files.download_address(stored, cast.bob())
    assert _status(client, cast.alice(), bobs) == 404


def test_address_without_the_right_is_refused_with_the_rules_sentence(client: Client, stored: StoredFile) -> None:
    answer, content = _open(client, cast.bob(), files.download_address(stored, cast.bob()))
    assert answer.status_code == 403
    assert content.decode().count("This file is for its owner.") == 1


def test_address_of_another_file_does_not_open_this_one(client: Client, stored: StoredFile) -> None:
    other = StoredFileFactory.create(owner=cast.alice().ref, clean=True)
    token = files.download_address(other, cast.alice()).rstrip("/").rpartition("/")[2]
    assert _status(client, cast.alice(), reverse("file-download", args=[stored.ref, token])) == 404


@pytest.mark.parametrize("what", [["x"], "x", 3, None, ["a", "b", "c", "d"]])
def test_token_of_another_shape_is_absent(client: Client, stored: StoredFile, what: Any) -> None:
    token = signing.dumps(what, salt="core.files")
    assert _status(client, cast.alice(), reverse("file-download", args=[stored.ref, token])) == 404


@pytest.mark.parametrize("token", ["x", "x:y:z", "é"])
def test_forged_token_is_absent(client: Client, stored: StoredFile, token: str) -> None:
    assert _status(client, cast.alice(), reverse("file-download", args=[stored.ref, token])) == 404


def test_visitor_is_sent_to_sign_in(client: Client, stored: StoredFile) -> None:
    assert client.get(files.download_address(stored, cast.alice())).status_code == 302


def test_file_of_a_kind_nobody_offers_is_nobodys(client: Client) -> None:
    orphan = StoredFileFactory.create(kind="nothing", owner=cast.alice().ref, clean=True)
    assert _status(client, cast.alice(), files.download_address(orphan, cast.alice())) == 403


@pytest.mark.parametrize(
    ("state", "antivirus", "status"),
    [
        ("received", "host:3310", 403),
        ("clean", "host:3310", 200),
        ("infected", "host:3310", 403),
        ("unscanned", "host:3310", 403),
        ("received", "off", 403),
        ("clean", "off", 200),
        ("infected", "off", 403),
        ("unscanned", "off", 200),
    ],
)
def test_file_is_downloaded_once_checked(
    client: Client, settings: Any, state: str, antivirus: str, status: int
) -> None:
    settings.ANTIVIRUS = antivirus
    trait = {} if state == "received" else {state: True}
    stored = StoredFileFactory.create(owner=cast.alice().ref, **trait)
    assert _status(client, cast.alice(), files.download_address(stored, cast.alice())) == status


def test_web_page_sent_as_a_text_stays_a_text(client: Client) -> None:
    stored = StoredFileFactory.create(
        owner=cast.alice().ref, clean=True, name='a"; b.txt', content=b"<script>alert(1)</script>"
    )
    answer, _content = _open(client, cast.alice(), files.download_address(stored, cast.alice()))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/plain",
        'attachment; filename="a\\"; b.txt"',
    )
