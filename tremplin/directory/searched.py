"""What the site's search knows of this room: the doors and the public resources anybody may see. Their words are French
in every interface.
"""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Published, PublishedSource
from tremplin.core.search.documents import addresses
from tremplin.directory import queries


def _documents() -> Iterator[Published]:
    for door in queries.published_doors().iterator(chunk_size=1000):
        body = "" if door.body.name == door.name else door.body.name
        words = "\n".join(text for text in (door.does, door.for_whom, body, door.body.acronym) if text)
        yield Published(door.ref, "door", "fr", ("fr", "en"), door.name, words)


def _still(refs: Collection[str], language: str) -> dict[str, str]:
    kept = list(queries.published_doors().filter(ref__in=refs).values_list("ref", flat=True))
    return dict(zip(kept, addresses("directory:door", kept, language), strict=True))


DOORS = PublishedSource("30-doors", _("Which door to knock on"), {"door": _("Door")}, _documents, _still)


def _resources() -> Iterator[Published]:
    for row in queries.open_resources().iterator(chunk_size=1000):
        told = (row.does, row.conditions, row.for_whom, row.provider, str(row.body) if row.body else "")
        words = "\n".join(text for text in told if text)
        yield Published(row.ref, "resource", "fr", ("fr", "en"), row.name, words)


def _still_open(refs: Collection[str], language: str) -> dict[str, str]:
    kept = list(queries.open_resources().filter(ref__in=refs).values_list("ref", flat=True))
    return dict(zip(kept, addresses("directory:resource", kept, language), strict=True))


RESOURCES = PublishedSource(
    "35-resources", _("Public resources"), {"resource": _("Public resource")}, _resources, _still_open
)
