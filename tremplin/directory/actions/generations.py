"""Saying that what search and pages read has changed."""

import secrets

from tremplin.core import freshness
from tremplin.directory.models import Generation
from tremplin.directory.queries.places import PLACES
from tremplin.directory.queries.resources import RESOURCES
from tremplin.directory.queries.search import INDEX


def doors_changed() -> None:
    """In the caller's transaction: every process makes its index again, kept pages are void."""
    _changed(INDEX)


def resources_changed() -> None:
    """The same for the index of public resources."""
    _changed(RESOURCES)


def words_changed() -> None:
    """The team's synonyms: both indexes read them."""
    _changed(INDEX, RESOURCES)


def territories_changed() -> None:
    _changed(INDEX, RESOURCES, PLACES)


def _changed(*names: str) -> None:
    for name in names:
        Generation.objects.update_or_create(name=name, defaults={"token": secrets.token_hex(16)})
    freshness.bump()
