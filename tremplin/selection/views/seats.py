from django.http import Http404, HttpRequest, HttpResponse


def seat_list(request: HttpRequest, **_given: str) -> HttpResponse:
    raise Http404
