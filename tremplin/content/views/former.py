"""Addresses of static sites: « page.html » is the page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from tremplin.content.engine.addresses import BadAddress, from_url


def page_file(request: HttpRequest, path: str) -> HttpResponse:
    """Lead to the address the import gives to such a file."""
    try:
        return HttpResponsePermanentRedirect(from_url(f"/{path}"))
    except BadAddress:
        raise Http404 from None
