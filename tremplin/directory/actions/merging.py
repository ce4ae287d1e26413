"""Two that are one: what refers to the first is found at the second. Everything that will move is said beforehand by
`queries.merging`, and read again here, both rows held.
"""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.bodies import must_follow
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Belonging, Body, Case, Correction, Door, Holder, Resource
from tremplin.directory.queries.holders import present
from tremplin.directory.queries.merging import BodyMerge, corrections_to_move, merge_of_bodies
from tremplin.directory.states import BodyState, DoorState
from tremplin.people.models import Person

M = TypeVar("M", Body, Door)


def merge_bodies(body: Body, into: Body, *, by: Person, at: datetime) -> None:
    """`body` closes and `into` comes after it; its open doors, what is part of it, its networks, its resources go to
    `into`. What later rooms wrote of it stays, and reads the body that stands.
    """
    with transaction.atomic():
        body, into = _hold_both(body, into)
        must(rules.can_rename_body(by, body))
        if body.pk == into.pk:
            raise MoveRefused(_("A body cannot be merged into itself."))
        if into.state != BodyState.OPEN:
            raise MoveRefused(_("The body you chose is closed: choose the one that came after it."))
        must_follow(body, into)
        merge = merge_of_bodies(body, into)
        _move_doors(merge, by=by, at=at)
        _move_children(merge)
        for network in merge.networks:
            network.bodies.add(into)
            network.bodies.remove(body)
        Resource.objects.filter(body=body).update(body=into)
        if merge.key_card is not None:
            merge.key_card.body = into
            merge.key_card.save(update_fields=["body"])
        move(body, "close", by=by.ref, at=at, closed_at=at, successor=into)
        journal.record("merge", body, by=by.ref, at=at, after=into.ref)
        doors_changed()


def merge_doors(door: Door, into: Door, *, by: Person, at: datetime) -> None:
    """`door` closes and `into` comes after it: what search learned of the one, it knows of the other."""
    with transaction.atomic():
        door, into = _hold_both(door, into)
        must(rules.can_change_door(by, door))
        if door.pk == into.pk:
            raise MoveRefused(_("A door cannot be merged into itself."))
        if into.state != DoorState.OPEN or into.body.state != BodyState.OPEN:
            raise MoveRefused(_("The door you chose is closed: choose the one that came after it."))
        _become_one(door, into, by=by, at=at)
        doors_changed()


def _hold_both(first: M, second: M) -> tuple[M, M]:
    """Always in the same order: two that are merged into each other at the same instant do not wait for one another."""
    held = {row.pk: hold(row) for row in sorted((first, second), key=lambda row: row.pk)}
    return held[first.pk], held[second.pk]


def _move_doors(merge: BodyMerge, *, by: Person, at: datetime) -> None:
    for door in merge.doors:
        door = hold(door)
        # what a hand moved is the team's: no import takes it for the door of the other body
        if door.imported:
            door.imported, door.edited = False, True
        door.body = merge.into
        door.save(update_fields=["body", "imported", "edited"])
        journal.record("move", door, by=by.ref, at=at, before=merge.body.ref, after=merge.into.ref)
    if merge.same_door is not None:
        _become_one(*_hold_both(merge.same_door.door, merge.same_door.into), by=by, at=at)


def _move_children(merge: BodyMerge) -> None:
    """Written as the team's: the imports, which still say otherwise, leave them alone."""
    children = [link.child_id for link in merge.children]
    Belonging.objects.bulk_create(Belonging(parent=merge.into, child_id=child) for child in children)
    Belonging.objects.filter(pk__in=[link.pk for link in [*merge.children, *merge.children_left]]).delete()


def _become_one(door: Door, into: Door, *, by: Person, at: datetime) -> None:
    """Both held. A need that both were told of by the same source is told once, by the last that told it."""
    twice = dict(Case.objects.filter(door=into).exclude(source="").values_list("source", "pk"))
    for case in Case.objects.filter(door=door, source__in=twice):
        other = Case.objects.get(pk=twice[case.source])
        older = other if other.at < case.at else case
        older.delete()
    Case.objects.filter(door=door).update(door=into)
    moving = list(corrections_to_move(door, into).values_list("pk", flat=True))
    Correction.objects.filter(pk__in=moving, from_door=door).update(from_door=into)
    Correction.objects.filter(pk__in=moving, to_door=door).update(to_door=into)
    known = {email.casefold() for email in into.holders.filter(present()).values_list("email", flat=True) if email}
    for holder in Holder.objects.filter(present(), door=door):
        if holder.email.casefold() not in known:
            holder.door = into
            holder.save(update_fields=["door"])
    Resource.objects.filter(door=door).update(door=into)
    into.topics.add(*door.topics.all())
    move(door, "close", by=by.ref, at=at, closed_at=at, successor=into)
    journal.record("merge", door, by=by.ref, at=at, after=into.ref)
