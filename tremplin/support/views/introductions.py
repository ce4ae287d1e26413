from django.http import Http404, HttpRequest, HttpResponse


def introduction_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def write(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def introduction(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
