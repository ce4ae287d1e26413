from django.http import Http404, HttpRequest, HttpResponse


def queue(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def seat(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def links(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
