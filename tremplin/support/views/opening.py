from django.http import Http404, HttpRequest, HttpResponse


def open_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def open_from_decision(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def open_by_act(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def import_past(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
