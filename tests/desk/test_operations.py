"""The operations page: mail, chores and files, for administrators."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.factories import ChoreRunFactory, MessageFactory, StoredFileFactory
from tremplin.core import clock, journal, mail, offers
from tremplin.core.models import Message
from tremplin.core.states import MessageState
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db
OPERATIONS = "/espace/exploitation/"


@pytest.fixture
def max_(client: Client) -> Client:
    client.force_login(cast.max_())
    return client


def _retry(message: Message) -> str:
    return reverse("desk:mail-retry", args=[message.ref])


def _badges(answer: Any) -> dict[str, str]:
    """Chore → its state, as the page colours it."""
    page = BeautifulSoup(answer.content, "html.parser")
    found = {}
    for row, offered in zip(page.select("main tbody tr"), offers.chores, strict=True):
        [badge] = row.select(".fr-badge")
        found[offered.name] = next(
            kind for kind in ("error", "warning", "success") if f"fr-badge--{kind}" in badge["class"]
        )
    return found


@pytest.mark.parametrize("who", [who for who in cast.EVERYBODY if who is not cast.max_], ids=lambda who: who.__name__)
def test_operations_are_for_administrators(client: Client, who: Callable[[], Person]) -> None:
    message = MessageFactory.create(failed=True)
    client.force_login(who())
    assert (client.get(OPERATIONS).status_code, client.post(_retry(message)).status_code) == (403, 403)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_new_installation_reads_well(max_: Client) -> None:
    assert set(_badges(max_.get(OPERATIONS)).values()) == {"warning"}


def test_page_counts_mail_and_files(max_: Client) -> None:
    oldest = MessageFactory.create(created_at=clock.now() - timedelta(hours=1))
    MessageFactory.create()
    MessageFactory.create(failed=True)
    MessageFactory.create(failed=True, erased_at=clock.now())
    StoredFileFactory.create(clean=True)
    StoredFileFactory.create_batch(2)
    context = max_.get(OPERATIONS).context
    assert {name: context[name] for name in ("waiting", "oldest", "failed_count", "quarantined", "files")} == {
        "waiting": 2, "oldest": oldest, "failed_count": 1, "quarantined": 2, "files": 3,
    }  # fmt: skip


def test_page_shows_no_address_nor_word_of_a_mail(max_: Client) -> None:
    MessageFactory.create(failed=True, recipient="secret@example.org", subject="Secret subject")
    page = max_.get(OPERATIONS).content.decode()
    assert ("secret@example.org" in page, "Secret subject" in page) == (False, False)


def test_chores_are_on_time_late_or_failed(max_: Client) -> None:
    for offered in offers.chores:
        ChoreRunFactory.create(name=offered.name, finished=True)
    ChoreRunFactory._meta.model.objects.filter(name="mail-stuck").update(failed=True)
    ChoreRunFactory._meta.model.objects.filter(name="files-scan").update(started_at=clock.now() - timedelta(minutes=5))
    found = _badges(max_.get(OPERATIONS))
    assert {name: state for name, state in found.items() if state != "success"} == {
        "mail-stuck": "error",
        "files-scan": "warning",
    }


def test_failed_mail_is_put_back_in_the_queue(max_: Client) -> None:
    message = MessageFactory.create(failed=True)
    page = BeautifulSoup(max_.get(OPERATIONS).content, "html.parser")
    assert [form["action"] for form in page.select("main form")] == [_retry(message)]
    assert max_.post(_retry(message))["Location"] == OPERATIONS
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert [(entry.verb, entry.actor) for entry in journal.of(message)] == [("retry", cast.max_().ref)]


def test_mail_put_back_leaves_with_its_words(max_: Client) -> None:
    message = MessageFactory.create(failed=True)
    max_.post(_retry(message))
    assert mail.deliver(clock.now()) == 1


def test_mail_put_back_twice_is_put_back_once_with_a_sentence(max_: Client) -> None:
    message = MessageFactory.create(failed=True)
    max_.post(_retry(message))
    page = BeautifulSoup(max_.post(_retry(message), follow=True).content, "html.parser")
    assert (len(page.select("main .fr-alert--warning")), [entry.verb for entry in journal.of(message)]) == (
        1,
        ["retry"],
    )


@pytest.mark.parametrize("traits", [{"failed": True, "erased_at": clock.now(), "recipient": "", "text": ""}])
def test_erased_mail_cannot_be_sent_again(max_: Client, traits: dict[str, Any]) -> None:
    message = MessageFactory.create(**traits)
    assert max_.post(_retry(message)).status_code == 404


def test_mail_is_not_put_back_by_reading_an_address(max_: Client) -> None:
    assert max_.get(_retry(MessageFactory.create(failed=True))).status_code == 405
