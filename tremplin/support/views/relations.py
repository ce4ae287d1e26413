from django.http import Http404, HttpRequest, HttpResponse


def relation_list(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404


def relation(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
