"""The worker: `manage.py work`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tests.core.conftest import Mailbox, free_port
from tests.factories import MessageFactory, StoredFileFactory
from tremplin.core import offers
from tremplin.core.models import ChoreRun, Message, StoredFile
from tremplin.core.states import FileState, MessageState


@task()
def add(first: int, second: int) -> int:
    return first + second


@task()
def divide(first: int, second: int) -> float:
    return first / second


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.concurrency
def test_work_once_sends_mail_runs_chores_and_tasks(fresh_database: None, mailbox: Mailbox) -> None:
    MessageFactory.create()
    StoredFileFactory.create()
    results = [add.enqueue(1, 2), divide.enqueue(1, 0)]
    call_command("work", "--once")
    assert (Message.objects.get().state, len(mailbox.mails)) == (MessageState.SENT, 1)
    assert StoredFile.objects.get().state == FileState.UNSCANNED
    assert list(ChoreRun.objects.values_list("name", flat=True)) == [chore.name for chore in offers.chores]
    kept = {str(row.pk): row for row in DBTaskResult.objects.all()}
    assert [(kept[result.id].status, kept[result.id].return_value) for result in results] == [
        ("SUCCESSFUL", 3),
        ("FAILED", None),
    ]


@pytest.mark.concurrency
def test_worker_outlives_a_mail_server_that_is_down(fresh_database: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    MessageFactory.create()
    result = add.enqueue(1, 2)
    call_command("work", "--once")
    assert (Message.objects.get().attempts, DBTaskResult.objects.get(pk=result.id).return_value) == (1, 3)


@pytest.mark.concurrency
def test_worker_told_to_stop_stops(fresh_database: None, tmp_path: Path) -> None:
    """A real process on the test's database."""
    environment = os.environ | {"TREMPLIN_VAR": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=django_settings.BASE_DIR, env=environment)
    try:
        for _attempt in range(200):
            if ChoreRun.objects.filter(finished_at__isnull=False).count() == len(list(offers.chores)):
                break
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()
    assert [run.name for run in ChoreRun.objects.filter(failed=True)] == []
