"""What the site's search knows of this room: the doors anybody may see. Their words are French in every interface."""

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
