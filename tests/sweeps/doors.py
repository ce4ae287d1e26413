"""Every address of the house, found in the URL configuration itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Wagtail's editor keeps its own doors: one sweep checks that none of them opens without its right.
_FOREIGN = {"wagtailadmin", "wagtailimages", "wagtaildocs", "wagtailsnippets", "wagtailusers", "wagtailsites"}
# An address written as a regular expression, which nothing can be put into.
_WRITTEN = {"wagtail_serve": "/nothing/", "content:page-file": "/nothing.html"}
_SAMPLES = {"str": "0000000000", "int": "1", "slug": "nothing", "path": "nothing/"}


@dataclass(frozen=True)
class Door:
    name: str
    address: str


def every_door() -> list[Door]:
    """Our named doors, each at an address that leads to no object."""
    return sorted(set(_walk(get_resolver().url_patterns, "")), key=lambda door: door.name)


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Door]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern).startswith("cms/"):
                continue
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, below)
        elif pattern.name and pattern.name not in _FOREIGN:
            name = f"{namespace}{pattern.name}"
            values = [_SAMPLES.get(_kind(converter), "0000000000") for converter in pattern.pattern.converters.values()]
            yield Door(name, _WRITTEN.get(name) or reverse(name, args=values))


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
