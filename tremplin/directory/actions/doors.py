"""Doors the team opens, describes, confirms and closes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.bodies import names_with
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Body, Door, Territory
from tremplin.people.models import Person

FIELDS = ("name", "does", "for_whom", "territory", "website", "form_url", "email", "phone", "address", "published")


def add_door(body: Body, *, words: Mapping[str, Any], by: Person, at: datetime) -> Door:
    with transaction.atomic():
        body = hold(body)
        must(rules.can_add_door(by, body))
        door = Door.objects.create(body=body, **{name: words[name] for name in FIELDS if name in words})
        door.topics.set(words.get("topics", ()))
        journal.record("add", door, by=by.ref, at=at)
        doors_changed()
        return door


def change_door(door: Door, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Whoever edits an imported door makes it the team's: later imports leave it alone. Its former name still leads to
    it.
    """
    with transaction.atomic():
        door = hold(door)
        must(rules.can_change_door(by, door))
        former = door.name
        for name in FIELDS:
            if name in words:
                setattr(door, name, words[name])
        door.former_names = names_with(door.former_names, former, door.name)
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
        must(rules.can_change_door(by, door))
        door.vouched_by, door.confirmed_on = by, clock.today()
        door.save(update_fields=["vouched_by", "confirmed_on"])
        journal.record("confirm", door, by=by.ref, at=at)
        doors_changed()


def place_door(door: Door, territory: Territory | None, *, by: Person, at: datetime) -> None:
    """The territory it serves; none: that of its body."""
    with transaction.atomic():
        door = hold(door)
        must(rules.can_change_door(by, door))
        door.territory, door.edited = territory, True
        door.save(update_fields=["territory", "edited"])
        journal.record("place", door, by=by.ref, at=at, after=territory.ref if territory else "")
        doors_changed()


def close_door(door: Door, *, successor: Door | None, by: Person, at: datetime) -> None:
    with transaction.atomic():
        door = hold(door)
        must(rules.can_change_door(by, door))
        after = successor
        for _step in range(100):
            if after is None or after.pk == door.pk:
                break
            after = after.successor
        if after is not None:
            raise MoveRefused(_("The door you chose sends to this one: it cannot also come after it."))
        move(door, "close", by=by.ref, at=at, closed_at=at, successor=successor)
        doors_changed()


def open_door_again(door: Door, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        hold(door.body)
        door = hold(door)
        must(rules.can_open_door_again(by, door))
        move(door, "open_again", by=by.ref, at=at, closed_at=None, successor=None)
        doors_changed()


def note_silence(door: Door, since: date, *, at: datetime) -> None:
    """A message to this door, written on that day, has had no answer. The first such day is kept until one comes."""
    with transaction.atomic():
        door = hold(door)
        if door.silent_since is not None and door.silent_since <= since:
            return
        door.silent_since = since
        door.save(update_fields=["silent_since"])
        journal.record("silent", door, by="", at=at)


def note_answer(door: Door, *, at: datetime) -> None:
    """The door answered, whatever it said: it is silent no more."""
    with transaction.atomic():
        door = hold(door)
        if door.silent_since is None:
            return
        door.silent_since = None
        door.save(update_fields=["silent_since"])
        journal.record("answered", door, by="", at=at)
