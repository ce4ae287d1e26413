"""Networks of bodies, with their doors."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from tremplin.directory.models import Body, Door, Network
from tremplin.directory.queries.bodies import bodies_matching
from tremplin.directory.queries.doors import doors, manages_doors
from tremplin.directory.states import BodyState, DoorState


def networks_visible_to(person: Any) -> QuerySet[Network]:
    return Network.objects.all() if manages_doors(person) else Network.objects.none()


def networks_matching(found: QuerySet[Network], words: str) -> QuerySet[Network]:
    """Networks whose name holds each of these words, with how many bodies each."""
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.annotate(count=Count("bodies")).order_by("name", "pk")


def doors_of_network(network: Network) -> QuerySet[Door]:
    """The open doors of its bodies."""
    return doors().filter(body__networks=network, state=DoorState.OPEN).order_by("body__folded", "folded", "pk")


def bodies_to_add(network: Network, words: str, limit: int) -> list[Body]:
    """Bodies in activity that are not in it yet."""
    if not words.strip():
        return []
    return list(bodies_matching(words).filter(~Q(networks=network), state=BodyState.OPEN)[:limit])
