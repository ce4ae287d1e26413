"""What every test stands on. Each process has its own folder and its own database, chosen before settings are read."""

import atexit
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tests import database

FOLDER = Path(tempfile.mkdtemp(prefix="tremplin-test-"))
FOLDER.chmod(0o711)  # on PostgreSQL, run as root, the server is somebody else
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
DATABASE = database.choose(os.environ.get("TREMPLIN_TEST_DB", "sqlite"), FOLDER)

for _name in [name for name in os.environ if name.startswith("TREMPLIN_") and name != "TREMPLIN_TEST_DB"]:
    del os.environ[_name]
os.environ |= {
    "TREMPLIN_MODE": "test",
    "TREMPLIN_ANTIVIRUS": "off",
    "TREMPLIN_VAR": str(FOLDER / "var"),
    "TREMPLIN_DATABASE_URL": DATABASE.url,
}

pytest_plugins = ["tests.browser.fixtures"]


def pytest_configure() -> None:
    """Read the settings now, before pytest-django does, and without a trace for the processes of the run to inherit."""
    from django.conf import settings

    if settings.configured:
        raise pytest.UsageError("Django's settings were read too early: please unset DJANGO_SETTINGS_MODULE.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    assert settings.MODE == "test"
    del os.environ["DJANGO_SETTINGS_MODULE"]
    # reading the list of static files takes long, and each test client would: only the live site does (tests/browser)
    settings.WHITENOISE_USE_FINDERS = False
    settings.STATIC_ROOT = FOLDER / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's: a copy of the migrated template, and a fresh copy after each test that commits."""
    from django.db import connections
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        DATABASE.start()
    # Django would empty every table, with the root page and the site that migrations made
    TransactionTestCase._fixture_teardown = lambda self: start_afresh()
    yield
    connections.close_all()
    DATABASE.stop()


def start_afresh() -> None:
    """The database as the migrations left it, no file, no cache, no kept page."""
    from django.conf import settings
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache
    from django.db import connections

    connections.close_all()
    DATABASE.restore()
    cache.clear()
    ContentType.objects.clear_cache()
    for folder in (settings.PRIVATE_FILES, settings.MEDIA_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
    from tremplin.core import freshness

    freshness._write_generation()


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the database does not roll back: caches (rate limits, Wagtail's addresses) and the language in use."""
    from django.conf import settings
    from django.core.cache import cache
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
    yield
    if "_django_db_helper" in request.fixturenames:
        cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _strict_templates(django_test_environment: None) -> None:
    """An undefined variable in a template of ours fails the test."""
    from django.template import engines

    from tests.templates import Undefined

    engines["django"].engine.string_if_invalid = Undefined("undefined")


@pytest.fixture
def client() -> Any:
    """A visitor who reads every page carefully: see tests/strict.py."""
    from tests.strict import StrictClient

    return StrictClient()


@pytest.fixture(scope="session")
def base_url(_server: Any) -> str:
    """Where `page.goto("/programme/")` goes. It stands here because a plugin defines it too."""
    return _server.address


@pytest.fixture
def fresh_database(transactional_db: None) -> None:
    """A database of its own, where transactions really commit. Put back as it was afterwards."""


@pytest.fixture
def second_connection(fresh_database: None) -> Callable[..., "Future[Any]"]:
    """`second_connection(action, …)` runs an action on another connection and returns its future.

    With a row held in the test's own transaction, the other side waits: look at `future.done()`, end the transaction,
    then ask for `future.result(timeout=30)`, which raises what the action raised.
    """
    return _elsewhere


@pytest.fixture
def race(fresh_database: None) -> Callable[..., list[Any]]:
    """`race(first, second, …)` runs actions at the same instant, each on its own connection.

    Returns, in the same order, what each returned or the exception it raised.
    """

    def run(*actions: Callable[[], Any]) -> list[Any]:
        gate = threading.Barrier(len(actions))
        futures = [_elsewhere(lambda action=action: (gate.wait(30), action())[1]) for action in actions]
        return [future.exception(timeout=60) or future.result() for future in futures]

    return run


def _elsewhere(action: Callable[..., Any], *arguments: Any, **named: Any) -> "Future[Any]":
    from django.db import connections

    future: Future[Any] = Future()

    def run() -> None:
        result, failure = None, None
        try:
            result = action(*arguments, **named)
        except BaseException as error:  # noqa: BLE001  # told through the future
            failure = error
        # closed before it is told: whoever waits may put the database back at once
        connections.close_all()
        future.set_exception(failure) if failure else future.set_result(result)

    threading.Thread(target=run, daemon=True).start()
    return future


@pytest.fixture
def run_worker() -> Callable[[], None]:
    """Does what is due now, as `manage.py work` would: mail, chores, background tasks."""
    from django.core.management import call_command

    def run() -> None:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            call_command("work", "--once")
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)

    return run
