"""Doors of the core: what was typed and not taken, files, what robots ask, the site map, errors in style."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.static import serve

from tremplin.core import clock, files, freshness, offers, segments, sitemaps
from tremplin.core.answers import require
from tremplin.core.forms import label_of
from tremplin.core.models import StoredFile

# the icon of each skin
_ICONS = {"etat": "dsfr/dist/favicon/favicon.ico"}
# fields that are machinery, sent again as they are and never shown
_HIDDEN = ("csrfmiddlewaretoken", "once", "revision", "next")


@requires_csrf_token
def interrupted(request: HttpRequest, why: str) -> HttpResponse:
    """The page that keeps what was typed when a post was refused: session ended, form too old, too large.

    It is offered again only when the post came from our own pages: another site must not make a person press the
    button.
    """
    try:
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, SuspiciousOperation):
        typed, why = [], "size"
    ours = _from_our_pages(request)
    context = {
        "why": why,
        "action": request.get_full_path(),
        "hidden": [(name, value) for name, value in typed if name in _HIDDEN and name != "csrfmiddlewaretoken"]
        if ours
        else [],
        "typed": [(name, label_of(name), value) for name, value in typed if name not in _HIDDEN] if ours else [],
        "can_resend": ours and why != "size",
        "had_files": bool(request.FILES) if why != "size" else False,
        "largest": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024),
    }
    status = {"session": 401, "size": 413}.get(why, 403)
    return render(request, "core/interrupted.html", context, status=status)


def _from_our_pages(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return not origin or urlsplit(origin).netloc == request.get_host()


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    person = getattr(request, "user", None)
    coming_in = segments.ACCOUNT in request.path.split("/")[1:3]
    # a browser that lost its session sends no token either: what it needs is to sign in again
    return interrupted(request, "form" if coming_in or (person and person.is_authenticated) else "session")


def download_file(request: HttpRequest, ref: str, token: str) -> HttpResponseBase:
    """A private file, to whom its rule allows and to whom the address was given, for five minutes."""
    stored = get_object_or_404(StoredFile, ref=ref)
    if not files.signature_holds(stored, request.user, token):
        raise Http404
    require(files.may_download(request.user, stored))
    return FileResponse(
        files.content_of(stored).open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.media_type,
        headers={"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"},
    )


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures of the public site. They never change under their name; opened alone, they can run nothing."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of a site, whatever its pages say."""
    response = HttpResponseRedirect(static(_ICONS[settings.BRAND]))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read; nothing on an installation that is not the public one."""
    lines = ["User-agent: *"]
    if settings.INDEXED:
        prefixes = ("/", f"/{segments.ENGLISH}/")
        lines += [f"Disallow: {prefix}{segment}/" for segment in segments.NOT_FOR_ROBOTS for prefix in prefixes]
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    else:
        lines += ["Disallow: /"]
    return freshness.mark(HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8"))


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Every public address; a map of maps when there are too many for one."""
    pages, changes_at = sitemaps.pages(clock.now())
    sheets = sitemaps.sheets(pages)
    if number is not None and not 1 <= number <= len(sheets):
        raise Http404
    if number is None and len(sheets) > 1:
        parts = (reverse("sitemap-part", args=[part]) for part in range(1, len(sheets) + 1))
        xml = sitemaps.index(map(request.build_absolute_uri, parts))
    else:
        xml = sitemaps.url_set(sheets[(number or 1) - 1], request.build_absolute_uri)
    return freshness.mark(HttpResponse(xml, content_type="application/xml"), changes_at)


def site_map(request: HttpRequest) -> HttpResponse:
    """The tree of the pages anybody may read."""
    pages, changes_at = sitemaps.pages(clock.now())
    language = (get_language() or "fr")[:2]
    menu = offers.frame.value(request).menu if offers.frame.value else []
    branches = sitemaps.tree(pages, language, menu, _("Other pages"))
    return freshness.mark(render(request, "core/site_map.html", {"branches": branches}), changes_at)


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    contact = offers.contact_form.value
    context = {
        "status": status,
        "title": title,
        "text": text,
        "contact_url": reverse(contact) if contact else "",
        "lost": status == HTTPStatus.NOT_FOUND,
    }
    return render(request, "core/error.html", context, status=status)


def too_large(request: HttpRequest) -> HttpResponse:
    """Refused by its announced size, before a byte of it is read."""
    words = {"largest": settings.LARGEST_REQUEST // (1024 * 1024)}
    text = _("Everything sent together may weigh %(largest)s MB at most. Nothing was recorded.") % words
    return _error(request, 413, _("This is too large to be sent"), text)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return interrupted(request, "size")
    return _error(request, 400, _("This request was not understood"), _("Please go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason: Any = exception.args[0] if exception is not None and exception.args else ""
    return _error(request, 403, _("This is not open to you"), str(reason) or _("Your role does not include this page."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(
        request,
        404,
        _("This page does not exist"),
        _("The address may be mistyped, or the page moved or withdrawn."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Without database nor context processors: it must hold when nothing else does."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    words = render_to_string("core/error_500.html", {"language": language, "brand": settings.BRAND})
    return HttpResponse(words, status=500)
