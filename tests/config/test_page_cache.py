"""The cache of public pages: what it keeps, for whom, and until when."""

import gzip
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codings import CODINGS
from config.wsgi import PageCache

MARK = "X-Test-Keep"


class Site:
    """A WSGI application that counts what it is asked, behind a page cache whose clock and generation are ours."""

    def __init__(self, folder: Path, size: int = 10_000) -> None:
        self.asked: list[str] = []
        self.closed = 0
        self.mark: str | None = "-"
        self.more: list[tuple[str, str]] = []
        self.now = 1000.0
        self.status = ""
        self.meanwhile: Callable[[], None] = lambda: None
        self.file = folder / "generation"
        self.cache = PageCache(self._application, self.file, MARK, lambda: self.now, size)

    def _application(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked.append(environ["PATH_INFO"])
        self.meanwhile()
        headers = [("Content-Type", "text/plain"), *self.more]
        if self.mark is not None:
            headers.append((MARK, self.mark))
        start_response("200 OK", headers)
        return _Body(self, environ)

    def get(self, path: str = "/", **environ: str) -> tuple[bytes, dict[str, str]]:
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told["headers"] = dict(headers)
            self.status = status

        asked = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "HTTP_HOST": "a.example",
            "wsgi.url_scheme": "https",
            **environ,
        }
        answer = self.cache(asked, start_response)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return body, told["headers"]

    def bump(self, word: str) -> None:
        self.file.write_text(word)


def _weight(text: str) -> int:
    """What a page weighs in all its codings."""
    return sum(len(code(text.encode())) for code in CODINGS.values())


class _Body:
    def __init__(self, site: Site, environ: dict[str, Any]) -> None:
        self.site, self.environ = site, environ

    def __iter__(self) -> Iterator[bytes]:
        yield b"page "
        yield self.environ["PATH_INFO"].encode()

    def close(self) -> None:
        self.site.closed += 1


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_page_is_made_once_and_served_again(site: Site) -> None:
    first, again = site.get("/a/"), site.get("/a/")
    etag = first[1]["ETag"]
    headers = {"Content-Type": "text/plain", "Vary": "Accept-Encoding", "ETag": etag, "Content-Length": "8"}
    assert (first, site.asked) == ((b"page /a/", headers), ["/a/"])
    assert again == (b"page /a/", headers | {"X-Page-Cache": "kept"})


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("identity", ""),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=nonsense", ""),
        ("gzip;q=0, br;q=0", ""),
        (f"{'x' * 300}, gzip", "gzip"),
    ],
)
def test_page_is_sent_in_the_coding_that_was_asked_for(site: Site, accepted: str, coding: str) -> None:
    decode = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
    for _time in range(2):  # made, then kept
        body, headers = site.get("/a/", HTTP_ACCEPT_ENCODING=accepted)
        assert (decode(body), headers.get("Content-Encoding", "")) == (b"page /a/", coding)
        assert headers["Content-Length"] == str(len(body))
    assert len(site.asked) == 1


@pytest.mark.parametrize("kept", [False, True])
def test_browser_that_has_the_page_is_told_so(site: Site, kept: bool) -> None:
    etag = site.get("/a/")[1]["ETag"]
    if not kept:
        site.bump("another generation, the same words")
    body, headers = site.get("/a/", HTTP_IF_NONE_MATCH=f'"other", {etag}', HTTP_ACCEPT_ENCODING="br")
    assert (site.status, body) == ("304 Not Modified", b"")
    assert headers == {"Vary": "Accept-Encoding", "ETag": etag} | ({"X-Page-Cache": "kept"} if kept else {})


def test_browser_that_has_another_page_gets_this_one(site: Site) -> None:
    site.get("/a/")
    assert site.get("/a/", HTTP_IF_NONE_MATCH='W/"other"')[0] == b"page /a/"
    assert site.status == "200 OK"


def test_answer_that_is_not_a_page_is_not_kept(site: Site) -> None:
    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [(MARK, "-")])
        return [b"nothing"]

    site.cache.application = application
    assert [site.get(), site.get()] == [(b"nothing", {})] * 2


def test_page_without_the_mark_is_made_each_time(site: Site) -> None:
    site.mark = None
    assert [site.get(), site.get()] == [(b"page /", {"Content-Type": "text/plain"})] * 2
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "csrftoken=x; sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
    ],
)
def test_page_of_somebody_and_other_methods_pass_by_the_cache(site: Site, environ: dict[str, str]) -> None:
    site.get()
    assert [site.get(**environ), site.get(**environ)] == [(b"page /", {"Content-Type": "text/plain"})] * 2
    assert len(site.asked) == 3
    assert site.get()[1]["X-Page-Cache"] == "kept"


def test_heading_of_a_kept_page_is_told_without_its_body(site: Site) -> None:
    assert site.get(REQUEST_METHOD="HEAD")[1].get("X-Page-Cache") is None
    site.get()
    assert site.get(REQUEST_METHOD="HEAD") == (b"", site.get()[1])
    assert len(site.asked) == 2


def test_page_asked_for_somebody_is_not_kept_for_others(site: Site) -> None:
    site.get(HTTP_COOKIE="sessionid=abc")
    assert "X-Page-Cache" not in site.get()[1]


@pytest.mark.parametrize("cookie", ["csrftoken=abc", "django_language=en", "tracker=1"])
def test_cookie_that_says_nobody_gets_the_kept_page(site: Site, cookie: str) -> None:
    site.get()
    assert site.get(HTTP_COOKIE=cookie)[1]["X-Page-Cache"] == "kept"


@pytest.mark.parametrize(
    "environ",
    [
        {"PATH_INFO": "/b/"},
        {"HTTP_HOST": "b.example"},
        {"wsgi.url_scheme": "http"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"SCRIPT_NAME": "/under"},
    ],
)
def test_another_address_is_another_page(site: Site, environ: dict[str, str]) -> None:
    site.get()
    site.get(**environ)
    assert len(site.asked) == 2
    assert [site.get()[1]["X-Page-Cache"], site.get(**environ)[1]["X-Page-Cache"]] == ["kept", "kept"]


def test_mark_is_never_seen(site: Site) -> None:
    answers = [site.get(), site.get(), site.get(REQUEST_METHOD="POST"), site.get(HTTP_COOKIE="sessionid=a")]
    assert [MARK in headers for _body, headers in answers] == [False] * 4


def test_mark_in_other_capitals_is_never_seen_either(site: Site, tmp_path: Path) -> None:
    site.cache.mark = MARK.lower()

    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [(MARK.upper(), "-")])
        return [b"x"]

    site.cache.application = application
    assert ["X-Page-Cache" in site.get()[1] for _time in range(2)] == [False, True]
    assert [name for name in site.get()[1] if name.lower() == MARK.lower()] == []


def test_kept_page_is_void_once_something_is_published(site: Site) -> None:
    site.get()
    site.bump("1")
    assert "X-Page-Cache" not in site.get()[1]
    assert site.get()[1]["X-Page-Cache"] == "kept"
    site.bump("2")
    assert "X-Page-Cache" not in site.get()[1]


def test_what_is_published_while_a_page_is_made_voids_it(site: Site) -> None:
    site.meanwhile = lambda: site.bump("meanwhile")
    site.get()
    site.meanwhile = lambda: None
    assert "X-Page-Cache" not in site.get()[1]
    assert site.get()[1]["X-Page-Cache"] == "kept"


def test_page_is_kept_until_the_instant_it_says(site: Site) -> None:
    site.mark = "1060"
    site.get()
    site.now = 1059.9
    assert site.get()[1]["X-Page-Cache"] == "kept"
    site.now = 1060.0
    assert "X-Page-Cache" not in site.get()[1]


def test_page_whose_instant_has_passed_is_never_served_again(site: Site) -> None:
    site.mark = "999"
    assert ["X-Page-Cache" in site.get()[1] for _time in range(2)] == [False, False]


def test_least_used_pages_go_first(tmp_path: Path) -> None:
    site = Site(tmp_path, size=_weight("page /a/") * 2)
    for path in ("/a/", "/b/", "/a/", "/c/"):  # /b/ is the one not asked again
        site.get(path)
    assert [path for path in ("/a/", "/c/", "/b/") if "X-Page-Cache" in site.get(path)[1]] == ["/a/", "/c/"]


def test_page_larger_than_the_cache_is_served_and_not_kept(tmp_path: Path) -> None:
    site = Site(tmp_path, size=10)
    assert [site.get("/" + "x" * 20)[0], site.get("/" + "x" * 20)[0]] == [b"page /" + b"x" * 20] * 2
    assert (len(site.asked), site.cache._weight, len(site.cache._pages)) == (2, 0, 0)


def test_application_is_told_when_its_answer_was_read(site: Site) -> None:
    site.get(), site.get(), site.get(REQUEST_METHOD="POST")
    assert site.closed == 2


def test_failure_while_the_page_is_read_is_not_kept(site: Site) -> None:
    def application(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [(MARK, "-")])
        return (1 // 0 and b"" for _part in range(1))  # type: ignore[misc]

    sound, site.cache.application = site.cache.application, application
    with pytest.raises(ZeroDivisionError):
        site.get()
    site.cache.application = sound
    assert "X-Page-Cache" not in site.get()[1]


@given(
    st.lists(st.tuples(st.sampled_from(["get", "bump", "wait"]), st.integers(1, 12)), max_size=60), st.integers(0, 300)
)
def test_cache_never_weighs_more_than_it_may_and_never_shows_an_old_page(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], size: int
) -> None:
    site = Site(tmp_path_factory.mktemp("cache"), size)
    published = 0
    made: dict[str, tuple[int, float]] = {}  # path → generation and instant at which it was last made
    for step, number in steps:
        path = "/" + "x" * number
        if step == "bump":
            published += 1
            site.bump(str(published))
        elif step == "wait":
            site.now += number
        else:
            site.mark = str(int(site.now) + number)
            body, headers = site.get(path)
            assert body == b"page " + path.encode()
            if "X-Page-Cache" in headers:
                assert (made[path][0], made[path][1] + number > site.now) == (published, True)
            else:
                made[path] = (published, site.now)
        kept = sum(page.weight for page in site.cache._pages.values())
        assert (site.cache._weight, kept <= size) == (kept, True)


def test_many_threads_get_their_own_page_and_the_weight_holds(tmp_path: Path) -> None:
    site = Site(tmp_path, size=200)
    gate = threading.Barrier(8)

    def read(seed: int) -> list[bool]:
        gate.wait()
        return [
            site.get(path)[0] == b"page " + path.encode()
            for path in (f"/{'x' * (seed * turn % 23)}/" for turn in range(300))
        ]

    with ThreadPoolExecutor(8) as pool:
        assert {right for answers in pool.map(read, range(1, 9)) for right in answers} == {True}
    kept = sum(page.weight for page in site.cache._pages.values())
    assert (site.cache._weight, kept <= 200) == (kept, True)


def test_words_of_the_query_a_page_does_not_read_make_no_other_page() -> None:
    made: list[str] = []

    def page(environ, start_response):
        made.append(environ["QUERY_STRING"])
        start_response("200 OK", [("X-Tremplin-Keep", "- page theme")])
        return [environ["QUERY_STRING"].encode()]

    cache = PageCache(page, Path("/nonexistent"), "X-Tremplin-Keep", lambda: 0.0)
    told: list[str] = []

    def ask(query: str) -> bytes:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": query, "wsgi.url_scheme": "http"}
        return b"".join(cache(environ, lambda status, headers: told.append(status)))

    ask("")
    for number in range(20):
        ask(f"q={number}")
    assert made == [""]
    assert [ask("theme=a&page=2"), ask("page=2&theme=a"), ask("page=2&x=1&theme=a")] == [b"theme=a&page=2"] * 3
    assert made == ["", "theme=a&page=2"]


def test_page_with_a_cookie_is_kept_for_nobody(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.more = [("Set-Cookie", "sessionid=1")]
    headers = site.get()[1]
    assert (headers["Set-Cookie"], MARK in headers) == ("sessionid=1", False)
    site.more = []
    assert "Set-Cookie" not in site.get()[1]
    assert site.asked == ["/", "/"]
