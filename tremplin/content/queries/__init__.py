"""What is read of the site: the frame around its pages, and what its editors want to know."""

from tremplin.content.queries.around import (
    frame,
    laureate_address,
    laureate_address_to_come,
    laureate_slug,
    place_of_laureates,
)

__all__ = ["frame", "laureate_address", "laureate_address_to_come", "laureate_slug", "place_of_laureates"]
