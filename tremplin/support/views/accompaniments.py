from django.http import Http404, HttpRequest, HttpResponse


def accompaniment_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def accompaniment(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def write_point(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def parts(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def steer(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def show_proof(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
