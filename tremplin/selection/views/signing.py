from django.http import Http404, HttpRequest, HttpResponse


def decision_list(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404


def decision(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
