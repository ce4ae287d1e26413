"""Addresses of static sites: « page.html » is the page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from tremplin.content import ways
from tremplin.content.engine.addresses import BadAddress, from_url


def page_file(request: HttpRequest, path: str) -> HttpResponse:
    """Lead to the address the import gives to such a file, in the language it was asked in when the page is there."""
    try:
        address = from_url(f"/{path}")
    except BadAddress:
        raise Http404 from None
    home = ways.home_in(ways.language())
    english = f"/en{address}" if ways.language() == "en" else address
    found = (ways.leading(english, home) or ways.leading(address, home)) if home else ""
    return HttpResponsePermanentRedirect(found or english)
