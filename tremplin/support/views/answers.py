from django.http import Http404, HttpRequest, HttpResponse


def answer(request: HttpRequest, **_given: object) -> HttpResponse:
    raise Http404
