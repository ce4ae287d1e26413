"""The web application: the cache of public pages, and Django behind it.

The cache answers before Django is asked. It keeps what `tremplin.core.freshness` marked, in this process, for people
without a session, as long as the generation file is unchanged and until the instant the page itself says it changes.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Place = tuple[str, str, str]
Key = tuple[Place, str]

# Whoever carries one of these is somebody: their page is their own.
PERSONAL_COOKIES = ("sessionid=", "messages=")
KEPT_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    generation: str
    until: float | None
    status: str
    headers: Headers
    body: bytes


class PageCache:
    """Answers again a page that was marked, without asking Django. Thread-safe; the least used pages go first."""

    def __init__(
        self,
        application: Application,
        generation_file: Path,
        mark: str,
        now: Callable[[], float],
        size: int = KEPT_BYTES,
    ) -> None:
        self.application = application
        self.generation_file = generation_file
        self.mark = mark.lower()
        self.now = now
        self.size = size
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        # which words of the query a page reads, as it said itself: any other makes no other page
        self._reads: dict[Place, frozenset[str]] = {}
        self._weight = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        personal = any(name in environ.get("HTTP_COOKIE", "") for name in PERSONAL_COOKIES)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or personal:
            return self._ask(environ, start_response, place=None, generation="")
        generation = self._generation()
        place: Place = (
            str(environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]),
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        )
        key = (place, _read_of(environ, self._reads.get(place, frozenset())))
        kept = self._pages.get(key)
        if kept and kept.generation == generation and (kept.until is None or self.now() < kept.until):
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
            start_response(kept.status, [*kept.headers, ("X-Page-Cache", "kept")])
            return [kept.body] if environ["REQUEST_METHOD"] == "GET" else []
        # the generation is read before the page is made: what is published meanwhile makes it void
        return self._ask(environ, start_response, place=place, generation=generation)

    def _ask(
        self, environ: Environ, start_response: StartResponse, place: Place | None, generation: str
    ) -> Iterable[bytes]:
        told: dict[str, Any] = {}

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            told["mark"] = next((value for name, value in headers if name.lower() == self.mark), None)
            told["status"], told["headers"] = status, [pair for pair in headers if pair[0].lower() != self.mark]
            return (
                start_response(status, told["headers"], exc_info)
                if exc_info
                else start_response(status, told["headers"])
            )

        answer = self.application(environ, start)
        if place is None or told.get("mark") is None or environ["REQUEST_METHOD"] == "HEAD":
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        instant, *reads = told["mark"].split()
        page = Kept(generation, None if instant == "-" else float(instant), told["status"], told["headers"], body)
        self._keep(place, frozenset(reads), environ, page)
        return [body]

    def _keep(self, place: Place, reads: frozenset[str], environ: Environ, page: Kept) -> None:
        key = (place, _read_of(environ, reads))
        with self._lock:
            self._reads[place] = reads
            before = self._pages.pop(key, None)
            self._weight += len(page.body) - (len(before.body) if before else 0)
            self._pages[key] = page
            while self._weight > self.size:
                _oldest, gone = self._pages.popitem(last=False)
                self._weight -= len(gone.body)

    def _generation(self) -> str:
        # the word it holds, not its dates: three writings within one tick of the file system's clock look alike
        try:
            return self.generation_file.read_text(encoding="ascii")
        except FileNotFoundError:
            return ""


def _read_of(environ: Environ, reads: frozenset[str]) -> str:
    """The part of the query a page reads, in one order: nothing else can make it be made again."""
    if not reads or not environ.get("QUERY_STRING"):
        return ""
    return urlencode(sorted(pair for pair in parse_qsl(environ["QUERY_STRING"]) if pair[0] in reads))


def build() -> PageCache:
    django = get_wsgi_application()
    from tremplin.core import clock, freshness

    return PageCache(django, freshness.generation_file(), freshness.HEADER, lambda: clock.now().timestamp())


application = build()
