"""Saying that what search and pages read has changed."""

import secrets

from tremplin.core import freshness
from tremplin.directory.models import Generation
from tremplin.directory.queries.search import INDEX


def doors_changed() -> None:
    """In the caller's transaction: every process makes its index again, kept pages are void."""
    Generation.objects.update_or_create(name=INDEX, defaults={"token": secrets.token_hex(16)})
    freshness.bump()
