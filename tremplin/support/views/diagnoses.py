from django.http import Http404, HttpRequest, HttpResponse


def diagnosis_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def diagnosis(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def comparison(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def write_version(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def version(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
