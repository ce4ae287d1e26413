"""The house with a few more doors, to try what stands around every view: `@pytest.mark.urls("tests.core.doors")`."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config import urls
from tremplin.core import clock, freshness
from tremplin.core.models import ChoreRun, Replay

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
CHANGES_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def public(request: HttpRequest) -> HttpResponse:
    return render(request, "core/error.html", {"title": "Open", "status": 200, "text": "Anybody reads this."})


def kept(request: HttpRequest) -> HttpResponse:
    return freshness.mark(HttpResponse("kept"), CHANGES_AT)


def kept_with_a_cookie(request: HttpRequest) -> HttpResponse:
    request.session["visited"] = True
    return freshness.mark(HttpResponse("mine"))


def kept_but_broken(request: HttpRequest) -> HttpResponse:
    return freshness.mark(HttpResponse("broken", status=503))


def take(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("words", ""))


def write(request: HttpRequest) -> HttpResponse:
    Replay.objects.create(person="0123456789", token="written", at=clock.now())
    return HttpResponse("written")


def change(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(ChoreRun.objects.update(failed=True)))


def delete(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("delete from core_chorerun where 1 = 0")
    return HttpResponse("deleted")


def visit(request: HttpRequest) -> HttpResponse:
    request.session["visited"] = True
    return HttpResponse("visited")


def say(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Well done.")
    return HttpResponse("said")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only on Sundays.")


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("../../etc/passwd")


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret")


_OPEN = [public, kept, kept_with_a_cookie, kept_but_broken, forbid, suspect, fail]
_CLOSED = [take, write, change, delete, visit, say]

PUBLIC = urls.PUBLIC | {view.__name__ for view in _OPEN}
urlpatterns = [path(f"essai/{view.__name__}/", view, name=view.__name__) for view in _OPEN + _CLOSED] + urls.urlpatterns
