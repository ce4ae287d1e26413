from django.http import Http404, HttpRequest, HttpResponse


def screening_list(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def screening(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def correction(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
