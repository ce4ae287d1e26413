import socket
import subprocess
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import transaction
from PIL import Image

from tremplin.core.transactions import must_be_outside


@pytest.mark.django_db
def test_slow_work_outside_a_transaction_passes() -> None:
    must_be_outside("sending mail")


@pytest.mark.django_db
def test_slow_work_inside_a_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="^sending mail inside a transaction"):
        must_be_outside("sending mail")


@pytest.mark.concurrency
def test_slow_work_inside_the_only_transaction_is_refused(fresh_database: None) -> None:
    must_be_outside("sending mail")
    with transaction.atomic(), pytest.raises(RuntimeError):
        must_be_outside("sending mail")
    must_be_outside("sending mail")


def _connect() -> None:
    with socket.socket() as somewhere:
        somewhere.connect(("127.0.0.1", 9))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "work",
    [
        _connect,
        lambda: mail.send_mail("subject", "words", None, ["alice@example.org"]),
        lambda: subprocess.run(["true"], check=True),
        lambda: Image.new("RGB", (2, 2)).resize((1, 1)),
    ],
)
def test_work_that_asks_nobody_is_refused_inside_a_transaction(work: Callable[[], object]) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a transaction"):
        work()
