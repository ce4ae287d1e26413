"""Bodies the team adds, changes and closes. Those of the official directory follow its imports."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.generations import doors_changed, territories_changed
from tremplin.directory.models import Belonging, Body, Door, Territory
from tremplin.directory.queries import bodies_above
from tremplin.directory.states import DoorState, TerritoryKind
from tremplin.people.models import Person

_WAYS = ("website", "form_url", "email", "phone", "address")
FIELDS = ("name", "acronym", "former_names", "kind", "mission", "territory", *_WAYS)
_FROM_LARGEST = (
    TerritoryKind.NATIONAL,
    TerritoryKind.REGION,
    TerritoryKind.DEPARTMENT,
    TerritoryKind.COMMUNE,
)


def load_territories(rows: Collection[Mapping[str, str]]) -> int:
    """Enter places (`kind`, `code`, `name`, `above`: the code of the one that holds it, of the kind just above), or
    bring them up to date.
    """
    with transaction.atomic():
        held = {(place.kind, place.code): place for place in Territory.objects.all()}
        for around, kind in zip(("", *_FROM_LARGEST), _FROM_LARGEST, strict=False):
            new, changed = [], []
            for row in (row for row in rows if row["kind"] == kind):
                place = held.get((kind, row["code"]))
                if place is None:
                    place = held[kind, row["code"]] = Territory(kind=kind, code=row["code"])
                    new.append(place)
                else:
                    changed.append(place)
                place.name, place.parent = row["name"], held.get((around, row["above"]))
            Territory.objects.bulk_create(new, batch_size=1_000)
            Territory.objects.bulk_update(changed, ["name", "parent"], batch_size=500)
        territories_changed()
        return len(rows)


def add_body(*, words: Mapping[str, Any], parent: Body | None = None, by: Person, at: datetime) -> Body:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        body = Body.objects.create(**{name: words[name] for name in FIELDS if name in words})
        if parent is not None:
            Belonging.objects.create(parent=parent, child=body)
        journal.record("add", body, by=by.ref, at=at)
        doors_changed()
        return body


def change_body(body: Body, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    with transaction.atomic():
        body = hold(body)
        must(rules.can_edit_body(by, body))
        former = body.name
        for name in FIELDS:
            if name in words:
                setattr(body, name, words[name])
        body.former_names = names_with(body.former_names, former, body.name)
        body.save()
        journal.record("change", body, by=by.ref, at=at)
        doors_changed()


def rename_body(body: Body, *, name: str, acronym: str, by: Person, at: datetime) -> None:
    """A new name, also for a body of the official directory: it holds until the export itself says another one. The
    former name still leads to it, and the door that bears the body's name takes the new one.
    """
    with transaction.atomic():
        body = hold(body)
        must(rules.can_rename_body(by, body))
        if (name, acronym) == (body.name, body.acronym):
            raise MoveRefused(_("This is already its name."))
        former = body.name
        if body.official_id:
            # the export's own name, however often the hand changes it
            body.official_name = body.official_name or former
        body.name, body.acronym = name, acronym
        body.former_names = names_with(body.former_names, former, name)
        body.save()
        for door in Door.objects.filter(body=body, name=former, imported=True, edited=False, state=DoorState.OPEN):
            door.name = name
            door.save(update_fields=["name", "folded"])
        journal.record("rename", body, by=by.ref, at=at)
        doors_changed()


def names_with(former_names: str, former: str, now: str) -> str:
    """Former names, one a line, with the one that has just been left and without the one it has now."""
    names = [line.strip() for line in former_names.split("\n") if line.strip()]
    return "\n".join(name for name in dict.fromkeys([*names, former]) if name != now)


def place_body(body: Body, territory: Territory | None, *, by: Person, at: datetime) -> None:
    """Its doors serve the same territory, but those that say another."""
    with transaction.atomic():
        body = hold(body)
        must(rules.can_edit_body(by, body))
        body.territory = territory
        body.save(update_fields=["territory"])
        journal.record("place", body, by=by.ref, at=at, after=territory.ref if territory else "")
        doors_changed()


def add_parent(body: Body, parent: Body, *, by: Person, at: datetime) -> None:
    """Say that a body is part of another, that is not already part of it."""
    with transaction.atomic():
        body = hold(body)
        must(rules.can_edit_body(by, body))
        if parent.pk == body.pk or any(above.body.pk == body.pk for above in bodies_above(parent)):
            raise MoveRefused(_("The body you chose is part of this one: it cannot also hold it."))
        Belonging.objects.get_or_create(parent=parent, child=body)
        journal.record("attach", body, by=by.ref, at=at, after=parent.ref)
        doors_changed()


def close_body(body: Body, *, successor: Body | None, by: Person, at: datetime) -> None:
    """Its doors are no longer shown; what refers to it finds its successor, when it has one."""
    with transaction.atomic():
        body = hold(body)
        must(rules.can_close_body(by, body))
        must_follow(body, successor)
        move(body, "close", by=by.ref, at=at, closed_at=at, successor=successor)
        doors_changed()


def set_successor(body: Body, successor: Body | None, *, by: Person, at: datetime) -> None:
    """Say, or say otherwise, which body came after a closed one."""
    with transaction.atomic():
        body = hold(body)
        must(rules.can_open_body_again(by, body))
        must_follow(body, successor)
        body.successor = successor
        body.save(update_fields=["successor"])
        journal.record("succeed", body, by=by.ref, at=at, after=successor.ref if successor else "")
        doors_changed()


def open_body_again(body: Body, *, by: Person, at: datetime) -> None:
    """What a merge took elsewhere stays there."""
    with transaction.atomic():
        body = hold(body)
        must(rules.can_open_body_again(by, body))
        move(body, "open_again", by=by.ref, at=at, closed_at=None, successor=None)
        doors_changed()


def must_follow(body: Body, successor: Body | None) -> None:
    """Successions go one way: nobody comes after oneself, even in several steps."""
    after = successor
    for _step in range(100):
        if after is None:
            return
        if after.pk == body.pk:
            break
        after = after.successor
    raise MoveRefused(_("The body you chose came before this one: it cannot also come after it."))
