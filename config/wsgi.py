"""The web application: the cache of public pages, and Django behind it.

The cache answers before Django is asked. It keeps what `tremplin.core.freshness` marked, in this process, for people
without a session, as long as the generation file is unchanged and until the instant the page itself says it changes.
A kept page lies ready in each form a browser may ask for, and a browser that still has it is told so (304).
"""

import gc
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.wsgi import get_wsgi_application

from config.codings import CODINGS, chosen
from config.maintenance import Maintenance

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
SERVED_AGAIN = ("X-Page-Cache", "kept")
# told by us for each coding; a 304 describes a page the browser already has
OF_ONE_CODING = ("content-length", "content-encoding", "etag", "vary")


@dataclass(frozen=True)
class Kept:
    """A page in each coding, with the headers of one that is served again."""

    generation: bytes
    until: float | None
    etag: str
    forms: dict[str, tuple[Headers, bytes]]
    unchanged: Headers
    weight: int


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
        self.generation_file = os.fspath(generation_file)
        self.mark = mark.lower()
        self.now = now
        self.size = size
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        # which words of the query a page reads, as it said itself: any other makes no other page
        self._reads: dict[Place, frozenset[str]] = {}
        self._weight = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        cookie = environ.get("HTTP_COOKIE")
        personal = cookie and any(name in cookie for name in PERSONAL_COOKIES)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or personal:
            return self._ask(environ, start_response, place=None, generation=b"")
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
            return _send(kept, environ, start_response)
        # the generation is read before the page is made: what is published meanwhile makes it void
        return self._ask(environ, start_response, place=place, generation=generation)

    def _ask(
        self, environ: Environ, start_response: StartResponse, place: Place | None, generation: bytes
    ) -> Iterable[bytes]:
        told: dict[str, Any] = {"keep": False}

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            mark = next((value for name, value in headers if name.lower() == self.mark), None)
            headers = [pair for pair in headers if pair[0].lower() != self.mark]
            # a cookie is one person's, whatever the mark says
            mark = None if any(name.lower() == "set-cookie" for name, _value in headers) else mark
            if place and mark and status.startswith("200 ") and environ["REQUEST_METHOD"] == "GET" and not exc_info:
                told.update(keep=True, mark=mark, headers=headers)  # what is sent is known once the page is read
                return None
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        answer = self.application(environ, start)
        if place is None or not told["keep"]:
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        instant, *reads = told["mark"].split()
        page = _in_all_codings(generation, None if instant == "-" else float(instant), told["headers"], body)
        self._keep(place, frozenset(reads), environ, page)
        return _send(page, environ, start_response, again=False)

    def _keep(self, place: Place, reads: frozenset[str], environ: Environ, page: Kept) -> None:
        key = (place, _read_of(environ, reads))
        with self._lock:
            self._reads[place] = reads
            before = self._pages.pop(key, None)
            self._weight += page.weight - (before.weight if before else 0)
            self._pages[key] = page
            while self._weight > self.size:
                _oldest, gone = self._pages.popitem(last=False)
                self._weight -= gone.weight

    def _generation(self) -> bytes:
        # the word it holds, not its dates: three writings within one tick of the file system's clock look alike
        try:
            file = os.open(self.generation_file, os.O_RDONLY)
        except FileNotFoundError:
            return b""
        try:
            return os.read(file, 256)
        finally:
            os.close(file)


def _in_all_codings(generation: bytes, until: float | None, headers: Headers, body: bytes) -> Kept:
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    varies = ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"])
    common = [pair for pair in headers if pair[0].lower() not in OF_ONE_CODING]
    common += [("Vary", varies), ("ETag", etag), SERVED_AGAIN]
    forms = {}
    for coding, code in CODINGS.items():
        coded = code(body)
        said = [("Content-Encoding", coding)] if coding else []
        forms[coding] = ([*common, *said, ("Content-Length", str(len(coded)))], coded)
    unchanged = [pair for pair in common if not pair[0].lower().startswith("content-type")]
    return Kept(generation, until, etag, forms, unchanged, sum(len(coded) for _headers, coded in forms.values()))


def _send(page: Kept, environ: Environ, start_response: StartResponse, *, again: bool = True) -> Iterable[bytes]:
    had = environ.get("HTTP_IF_NONE_MATCH")
    if had and (page.etag in had or had.strip() == "*"):
        status, headers, body = "304 Not Modified", page.unchanged, b""
    else:
        headers, body = page.forms[chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        status = "200 OK"
    start_response(status, headers if again else [pair for pair in headers if pair is not SERVED_AGAIN])
    return [body] if body and environ["REQUEST_METHOD"] == "GET" else []


def _read_of(environ: Environ, reads: frozenset[str]) -> str:
    """The part of the query a page reads, in one order: nothing else can make it be made again."""
    if not reads or not environ.get("QUERY_STRING"):
        return ""
    return urlencode(sorted(pair for pair in parse_qsl(environ["QUERY_STRING"]) if pair[0] in reads))


def settle() -> None:
    """What is loaded at the start stays until the end: a full collection that walks through it again and again would
    make one page in ten wait a third of a second (`make bench-year`).
    """
    from django.urls import get_resolver

    get_resolver()._populate()  # the addresses, read now rather than by the first visitor
    gc.collect()
    gc.freeze()


def build() -> Maintenance:
    django = get_wsgi_application()
    from django.conf import settings

    from tremplin.core import clock, freshness, maintenance

    def now() -> float:
        return clock.now().timestamp()

    cache = PageCache(django, freshness.generation_file(), freshness.HEADER, now)
    settle()
    return Maintenance(cache, maintenance.file(), settings.STATIC_URL, now)


application = build()
