from django.http import Http404, HttpRequest, HttpResponse


def free_slots(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def book(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def booking(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def calendar(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def slot_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
