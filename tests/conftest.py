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
FILES = ("private", "public")
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that asks for no database (pytest-django keeps it from one) says the same on every database: run once."""
    if isinstance(DATABASE, database.SQLite):
        return
    without = [item for item in items if not _asks_for_the_database(item)]
    if without and len(without) < len(items):
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _asks_for_the_database(item)]


def _asks_for_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & fixtures)


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


def start_afresh(name: str = "template") -> None:
    """The database and the files as the migrations left them, or as they were kept; no cache, no kept page."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache
    from django.db import connections

    from tremplin.core import freshness

    connections.close_all()
    DATABASE.restore(name)
    for kind in FILES:
        shutil.rmtree(FOLDER / "var" / kind, ignore_errors=True)
        if (FOLDER / "kept" / name / kind).exists():
            shutil.copytree(FOLDER / "kept" / name / kind, FOLDER / "var" / kind)
    (FOLDER / "var" / "private").mkdir(exist_ok=True)
    (FOLDER / "var" / "public" / "media").mkdir(parents=True, exist_ok=True)
    cache.clear()
    ContentType.objects.clear_cache()
    freshness._write_generation()


@pytest.fixture
def prepared(fresh_database: None) -> Callable[[str, Callable[[], object]], None]:
    """`prepared("demo", build)`: what `build()` makes, rows and files, is made once in each process, then copied."""

    def prepare(name: str, build: Callable[[], object]) -> None:
        from django.db import connections

        if (FOLDER / "kept" / name).exists():
            start_afresh(name)
            return
        build()
        connections.close_all()
        DATABASE.keep(name)
        for kind in FILES:
            shutil.copytree(FOLDER / "var" / kind, FOLDER / "kept" / name / kind)

    return prepare


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


@pytest.fixture(scope="session", autouse=True)
def _shut_inside_transactions(django_test_environment: None) -> Iterator[None]:
    """The network, mail, programs and pictures fail the test inside an action's transaction, whoever opens them."""
    import socket
    import subprocess

    from django.core.mail import EmailMessage
    from PIL import Image

    from tremplin.core.transactions import must_be_outside

    def shut(owner: Any, name: str, what: str) -> None:
        opened = getattr(owner, name)

        def guarded(*arguments: Any, **named: Any) -> Any:
            must_be_outside(what)
            return opened(*arguments, **named)

        patch.setattr(owner, name, guarded)

    with pytest.MonkeyPatch.context() as patch:
        shut(socket.socket, "connect", "the network")
        shut(subprocess.Popen, "__init__", "running a program")
        shut(EmailMessage, "send", "sending mail")
        shut(Image.Image, "resize", "working on a picture")
        yield


@pytest.fixture(scope="session")
def base_url(live: Any) -> str:
    """Where `page.goto("/programme/")` goes. It stands here because a plugin defines it too."""
    return live.address


@pytest.fixture
def client() -> Any:
    """A visitor who reads every page carefully: see tests/strict.py."""
    from tests.strict import StrictClient

    return StrictClient()


@pytest.fixture
def fresh_database(transactional_db: None) -> None:
    """A database of its own, where transactions really commit. Put back as it was afterwards."""


@pytest.fixture
def search_index(tmp_path: Path, settings: Any) -> Path:
    """Where the index of the site's search will be: there is none yet, nor one left by another test."""
    (tmp_path / "public").mkdir()
    settings.VAR = tmp_path
    return tmp_path / "index" / "site"


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
