from django.http import Http404, HttpRequest, HttpResponse


def results(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def file(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
