from django.http import Http404, HttpRequest, HttpResponse


def outcome(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def assessment(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
