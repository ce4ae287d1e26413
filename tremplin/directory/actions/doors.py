"""Doors the team opens, describes, confirms and closes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Body, Door
from tremplin.directory.states import BodyState, DoorState
from tremplin.people.models import Person

FIELDS = ("name", "does", "for_whom", "territory", "website", "form_url", "email", "phone", "address", "published")


def add_door(body: Body, *, words: Mapping[str, Any], by: Person, at: datetime) -> Door:
    with transaction.atomic():
        body = hold(body)
        if body.state == BodyState.CLOSED:
            raise MoveRefused(_("This body is closed: open the door at the body that came after it."))
        door = Door.objects.create(body=body, **{name: words[name] for name in FIELDS if name in words})
        door.topics.set(words.get("topics", ()))
        journal.record("add", door, by=by.ref, at=at)
        doors_changed()
        return door


def change_door(door: Door, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Whoever edits an imported door makes it the team's: later imports leave it alone."""
    with transaction.atomic():
        door = hold(door)
        _must_be_open(door)
        for name in FIELDS:
            if name in words:
                setattr(door, name, words[name])
        door.edited = True
        door.save()
        if "topics" in words:
            door.topics.set(words["topics"])
        journal.record("change", door, by=by.ref, at=at)
        doors_changed()


def confirm_door(door: Door, *, by: Person, at: datetime) -> None:
    """Somebody checked, today, that this door is there, does what it says, and is reached this way."""
    with transaction.atomic():
        door = hold(door)
        _must_be_open(door)
        door.vouched_by, door.confirmed_on = by, clock.today()
        door.save(update_fields=["vouched_by", "confirmed_on"])
        journal.record("confirm", door, by=by.ref, at=at)
        doors_changed()


def close_door(door: Door, *, successor: Door | None, by: str, at: datetime) -> None:
    with transaction.atomic():
        door = hold(door)
        after = successor
        for _step in range(100):
            if after is None or after.pk == door.pk:
                break
            after = after.successor
        if after is not None:
            raise MoveRefused(_("The door you chose sends to this one: it cannot also come after it."))
        move(door, "close", by=by, at=at, closed_at=at, successor=successor)
        doors_changed()


def open_door_again(door: Door, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        if hold(door.body).state == BodyState.CLOSED:
            raise MoveRefused(_("This body is closed: open the door at the body that came after it."))
        move(door, "open_again", by=by.ref, at=at, closed_at=None, successor=None)
        doors_changed()


def _must_be_open(door: Door) -> None:
    if door.state != DoorState.OPEN:
        raise MoveRefused(_("This door is closed: open it again first."))
