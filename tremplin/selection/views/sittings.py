from django.http import Http404, HttpRequest, HttpResponse


def plan(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def sitting(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def order(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def presence(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def item(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def minutes(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
