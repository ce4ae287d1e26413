"""Chromium before the real site: `page` (a desk) and `phone` (320 pixels wide) on `site`, and `axe`.

The site is config.wsgi's application, page cache included, served by threads of this process on a loopback port; each
test has a fresh database. A screenshot of each failure lies in var/test/shots/.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
PATIENCE = 10_000  # milliseconds


class Server:
    """The application behind a port, which knows when it has nothing left to answer."""

    def __init__(self, application: Callable[..., Any]) -> None:
        from django.core.servers.basehttp import ThreadedWSGIServer
        from django.test.testcases import QuietWSGIRequestHandler

        self.application = application
        self.answering = 0
        self.lock = threading.Lock()
        self.httpd = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
        self.httpd.set_app(self)
        self.address = f"http://127.0.0.1:{self.httpd.server_port}"
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with self.lock:
            self.answering += 1
        try:
            answer = self.application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                if hasattr(answer, "close"):
                    answer.close()
        finally:
            with self.lock:
                self.answering -= 1

    def wait_until_idle(self) -> None:
        deadline = time.monotonic() + 10
        while self.answering and time.monotonic() < deadline:
            time.sleep(0.02)


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[Server]:
    from django.test import override_settings

    with override_settings(WHITENOISE_USE_FINDERS=True):
        from config.wsgi import application
    server = Server(application)
    yield server
    server.httpd.shutdown()
    server.httpd.server_close()


@pytest.fixture
def site(_server: Server, fresh_database: None) -> Iterator[str]:
    """The address of the running site, without the last slash."""
    yield _server.address
    _server.wait_until_idle()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # playwright's loop runs in this very thread: Django must not take the test for a coroutine
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page at a desk; `page.goto("/programme/")`."""
    yield from _watched(new_context(viewport=DESK))


@pytest.fixture
def phone(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page on a narrow phone."""
    yield from _watched(new_context(viewport=PHONE, has_touch=True, is_mobile=True))


@pytest.fixture
def second_page(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """Somebody else, at another desk."""
    yield from _watched(new_context(viewport=DESK))


def _watched(context: BrowserContext) -> Iterator[Page]:
    """Open a page, and refuse at the end what a person would not see: a script that fails, a file that is missing."""
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "fetch", "xhr"):
            faults.append(f"{response.status} {response.url}")

    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("response", on_response)
    yield context.new_page()
    assert faults == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with a readable list when the page, as it is now, is not accessible."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Page) -> None:
        violations = Axe().run(page).response["violations"]
        lines = [page.url]
        for violation in violations:
            lines.append(f"{violation['id']} ({violation['impact']}): {violation['help']}")
            lines += [f"    {' '.join(map(str, node['target']))}  {node['html'][:120]}" for node in violation["nodes"]]
        assert violations == [], "\n".join(lines)

    return check


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that drives Chromium is marked by its fixtures; a test that races is marked by its own."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if "_server" in names:
            item.add_marker("browser")
        if names & {"race", "second_connection"}:
            item.add_marker("concurrency")
