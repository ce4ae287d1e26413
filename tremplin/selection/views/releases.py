from django.http import Http404, HttpRequest, HttpResponse


def release(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def wave(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
