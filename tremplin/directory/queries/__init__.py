"""What this room and the later ones read of bodies and doors."""

from tremplin.directory.queries.bodies import (
    bodies_above,
    bodies_before,
    bodies_below,
    bodies_matching,
    bodies_other_than,
    body_by_ref,
    standing_bodies,
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
from tremplin.directory.queries.keys import FoundKeys, key_card_of
from tremplin.directory.queries.resources import (
    FoundResource,
    ResourceStanding,
    find_resources,
    open_resources,
    resource_by_ref,
    resources_matching,
    resources_visible_to,
    standing_of,
)
from tremplin.directory.queries.search import FoundDoor, find_doors

__all__ = [
    "FoundDoor",
    "FoundKeys",
    "FoundResource",
    "Freshness",
    "ResourceStanding",
    "Standing",
    "bodies_above",
    "bodies_before",
    "bodies_below",
    "bodies_matching",
    "bodies_other_than",
    "bodies_visible_to",
    "body_by_ref",
    "doors_matching",
    "doors_of_body",
    "doors_visible_to",
    "find_doors",
    "find_resources",
    "freshness_of",
    "imports_visible_to",
    "key_card_of",
    "manages_doors",
    "open_resources",
    "published_doors",
    "resource_by_ref",
    "resources_matching",
    "resources_visible_to",
    "running_import",
    "standing_bodies",
    "standing_body",
    "standing_of",
]
