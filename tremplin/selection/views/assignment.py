from django.http import Http404, HttpRequest, HttpResponse


def assignment(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
