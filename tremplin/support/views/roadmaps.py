from django.http import Http404, HttpRequest, HttpResponse


def roadmap(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def moved(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def write_need(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def plan_action(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def need(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def action(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
