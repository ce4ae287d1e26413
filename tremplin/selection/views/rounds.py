from django.http import Http404, HttpRequest, HttpResponse


def call_list(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def call(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def prepare(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def prepare_usual(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def round_(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def change(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def criteria(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
