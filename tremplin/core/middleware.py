"""What happens to every request: headers, sign-in by default, pages read without writing, posts that are never lost."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import get_urlconf
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tremplin.core import freshness, segments
from tremplin.core.reading import reading
from tremplin.core.views import interrupted, too_large

Next = Callable[[HttpRequest], HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS", "TRACE")


def frame(get_response: Next) -> Next:
    """Headers of every answer; a page is kept by the cache only when nothing in it belongs to somebody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        if request.path.startswith(f"/{segments.CMS}/"):
            response._csp_config = settings.CMS_SECURITY_POLICY  # type: ignore[attr-defined]
        keep = response.headers.get(freshness.HEADER)
        somebodys = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or response.cookies or request.method != "GET"
        if keep and (somebodys or response.status_code != 200):
            del response.headers[freshness.HEADER]
            keep = None
        if "Cache-Control" not in response.headers and not request.path.startswith(
            (settings.STATIC_URL, settings.MEDIA_URL)
        ):
            # a browser may keep a page and must ask again: nobody reads what was withdrawn, nor another person's page
            response.headers["Cache-Control"] = "no-cache" if keep else "private, no-store"
        return response

    return middleware


class SignInByDefault(LoginRequiredMiddleware):
    """Every door asks for a session but those on the list in `config/urls.py` (`PUBLIC`)."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        public = import_string(f"{get_urlconf() or settings.ROOT_URLCONF}.PUBLIC")
        if match is not None and match.view_name in public:
            return None
        in_editor = request.path.startswith(f"/{segments.CMS}/") and request.user.is_authenticated
        if in_editor and not request.user.has_perm("wagtailadmin.access_admin"):
            # Wagtail would send a person without the right back to the sign-in page, for ever
            raise PermissionDenied(_("This part is for the editors of the site."))
        if request.user.is_authenticated:
            return None
        # the list alone opens a door: not a view's own `login_not_required`, as on Wagtail's sign-in page
        return self.handle_no_permission(request, view_func)

    def get_login_url(self, view_func: Callable[..., Any]) -> str:
        """One way in, whatever a view of Wagtail's would rather."""
        return resolve_url(settings.LOGIN_URL)

    def handle_no_permission(  # type: ignore[override]  # Django only ever redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Mode") == "cors":
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        if request.method == "POST":
            return interrupted(request, "session")
        answer: HttpResponseBase = super().handle_no_permission(request, view_func)
        return answer


class Interrupted:
    """A post that is too large is answered with a sentence, not with a bare error."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
            return interrupted(request, "size")
        return None


class WriteOnRead(RuntimeError):
    """A page that is only read tried to write to the database."""


# What a read page may write, and why: the session (sign-in, language), a rendition of a picture made when first shown.
_MAY_WRITE = {"django_session", "content_rendition"}
_READS = re.compile(r"(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SHOW|SET|EXPLAIN)\b", re.IGNORECASE)
_WRITES = re.compile(r"(INSERT\s+INTO|INSERT\s+OR\s+\w+\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*\n", re.DOTALL)


def read_only_get(get_response: Next) -> Next:
    """GET never writes our tables: a wrapper on the connection refuses. Wagtail's own editor is the written
    exception.
    """

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statement = _COMMENT.sub("", sql).strip()
        written = _WRITES.match(statement)
        if not _READS.match(statement) and (written is None or written.group(2) not in _MAY_WRITE):
            raise WriteOnRead(f"{written[1]} {written[2]}" if written else statement[:60])
        return execute(sql, params, many, context)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING or request.path.startswith(f"/{segments.CMS}/"):
            return get_response(request)
        with connection.execute_wrapper(refuse), reading():
            return get_response(request)

    return middleware
