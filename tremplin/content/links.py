"""Addresses that editors and content files write: what may stand behind a link."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FIT = re.compile(
    r"(https?://[^\s\"'<>\\]+|mailto:[^\s\"'<>\\]+|tel:[+\d\s().-]+|/(?![/\\])[^\s\"'<>\\]*|#[\w-]*)\Z", re.IGNORECASE
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PAGE_FILE = re.compile(r"((?:/[^/?#]+)*?)(?:/index)?\.html?(?=$|[?#])", re.IGNORECASE)
_BARE = re.compile(r"[\w.-]+(/[\w.%-]*)*/?\Z")


def fit(url: str) -> str:
    """The address if a link may carry it ("" otherwise). « programme » is understood as « /programme »."""
    url = url.strip()
    if _FIT.match(url):
        return url
    return f"/{url}" if url and _BARE.match(url) else ""


def validate_address(url: str) -> None:
    if url and not fit(url):
        raise ValidationError(_("Write an address such as /programme/ or https://example.org/page."), code="address")


def at_home(url: str, former: str) -> str:
    """An address of the site's former host, or a file of it, as a path of this one; any other address as it is."""
    if url.startswith("/") and not url.startswith("//"):
        return _PAGE_FILE.sub(r"\1/", url)
    bare, host = _SCHEME.sub("", url.strip()), _SCHEME.sub("", former).rstrip("/")
    if not host or not _SCHEME.match(url.strip()) or not f"{bare}/".lower().startswith(f"{host}/".lower()):
        return url
    path = bare[len(host) :] or "/"
    return _PAGE_FILE.sub(r"\1/", path)
