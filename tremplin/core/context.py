"""What every page of ours finds in its context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse

from tremplin.core import notice, offers, segments


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` (site name, menu, footer), and, for a person signed in, the sections open to them."""
    offered = offers.frame.value
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "notice": notice.current()[0],
        "frame": offered(request) if offered else offers.Frame(title="Tremplin"),
        "accessibility": notice.accessibility()[0],
        "public_pages": list(offers.public_pages),
        "site_search_url": reverse(offers.site_search.value) if offers.site_search.value else "",
        "brand": settings.BRAND,
        "space_url": resolve_url(settings.LOGIN_REDIRECT_URL),
        "demonstration_url": f"/{segments.DEVELOPMENT}/" if settings.DEVELOPMENT else "",
        "sections": [section for section in offers.sections if section.may_open(person)] if signed_in else [],
    }
