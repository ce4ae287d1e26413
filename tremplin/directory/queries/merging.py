"""What merging two bodies, or two doors, will do: read before the button, and read again by the act itself."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from tremplin.directory.models import Belonging, Body, Case, Correction, Door, Holder, KeyCard, Network, Resource
from tremplin.directory.queries.bodies import bodies_above
from tremplin.directory.queries.holders import present
from tremplin.directory.states import DoorState


@dataclass(frozen=True)
class DoorMerge:
    """What of a door goes to the one that stays."""

    door: Door
    into: Door
    cases: int
    corrections: int
    holders: int
    resources: int


@dataclass(frozen=True)
class BodyMerge:
    """What of a body goes to the one that stays, and what does not."""

    body: Body
    into: Body
    doors: list[Door]
    # both bodies have the door of the official directory: it becomes one with the other
    same_door: DoorMerge | None
    closed_doors: int
    children: list[Belonging]
    # already part of the other body, or above it: nothing to move
    children_left: list[Belonging]
    networks: list[Network]
    predecessors: list[Body]
    resources: int
    key_card: KeyCard | None
    key_card_left: bool
    official: bool = field(default=False)


def merge_of_bodies(body: Body, into: Body) -> BodyMerge:
    opened = list(Door.objects.filter(body=body, state=DoorState.OPEN))
    official = next((door for door in opened if door.imported), None)
    other = Door.objects.filter(body=into, state=DoorState.OPEN, imported=True).first()
    same = merge_of_doors(official, other) if official and other else None
    links = list(Belonging.objects.filter(parent=body).select_related("child"))
    there = set(Belonging.objects.filter(parent=into).order_by().values_list("child", flat=True))
    # what is above the body that stays cannot also be part of it
    there |= {into.pk, *(above.body.pk for above in bodies_above(into))}
    card = KeyCard.objects.filter(body=body).first()
    card_there = KeyCard.objects.filter(body=into).exists()
    return BodyMerge(
        body=body,
        into=into,
        doors=[door for door in opened if not (same and door == official)],
        same_door=same,
        closed_doors=Door.objects.filter(body=body, state=DoorState.CLOSED).count(),
        children=[link for link in links if link.child_id not in there],
        children_left=[link for link in links if link.child_id in there],
        networks=list(body.networks.all()),
        predecessors=list(Body.objects.filter(successor=body)),
        resources=Resource.objects.filter(body=body).count(),
        key_card=card if card and not card_there else None,
        key_card_left=card is not None and card_there,
        official=bool(body.official_id),
    )


def merge_of_doors(door: Door, into: Door) -> DoorMerge:
    return DoorMerge(
        door=door,
        into=into,
        cases=Case.objects.filter(door=door).count(),
        corrections=corrections_to_move(door, into).count(),
        holders=Holder.objects.filter(present(), door=door).count(),
        resources=Resource.objects.filter(door=door).count(),
    )


def corrections_to_move(door: Door, into: Door) -> QuerySet[Correction]:
    """All but those between the two: once they are one, the search counts them for it."""
    between = Q(from_door__in=[door, into], to_door__in=[door, into])
    return Correction.objects.filter(Q(from_door=door) | Q(to_door=door)).exclude(between)
