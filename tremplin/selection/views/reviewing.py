from django.http import Http404, HttpRequest, HttpResponse


def review(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def autosave(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def recuse(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def read_last_version(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def download(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
