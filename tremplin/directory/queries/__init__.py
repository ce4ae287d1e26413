"""What this room and the later ones read of bodies and doors."""

from tremplin.directory.queries.bodies import (
    bodies_above,
    bodies_below,
    bodies_matching,
    bodies_other_than,
    body_by_ref,
    standing_body,
)
from tremplin.directory.queries.doors import (
    Freshness,
    Standing,
    bodies_visible_to,
    doors_matching,
    doors_of_body,
    doors_visible_to,
    freshness_of,
    manages_doors,
    published_doors,
)
from tremplin.directory.queries.imports import imports_visible_to, running_import
from tremplin.directory.queries.search import FoundDoor, find_doors

__all__ = [
    "FoundDoor",
    "Freshness",
    "Standing",
    "bodies_above",
    "bodies_below",
    "bodies_matching",
    "bodies_other_than",
    "bodies_visible_to",
    "body_by_ref",
    "doors_matching",
    "doors_of_body",
    "doors_visible_to",
    "find_doors",
    "freshness_of",
    "imports_visible_to",
    "manages_doors",
    "published_doors",
    "running_import",
    "standing_body",
]
