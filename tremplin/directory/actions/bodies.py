"""Bodies the team adds, changes and closes. Those of the official directory follow its imports."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Belonging, Body, Territory
from tremplin.directory.queries import bodies_above
from tremplin.directory.states import BodyState
from tremplin.people.models import Person

_WAYS = ("website", "form_url", "email", "phone", "address")
FIELDS = ("name", "acronym", "former_names", "kind", "mission", "territory", *_WAYS)


def load_territories(rows: Collection[Mapping[str, str]]) -> int:
    """Enter places (`kind`, `code`, `name`, `above`: the region that holds it), or bring them up to date."""
    with transaction.atomic():
        regions: dict[str, Territory] = {}
        for row in sorted(rows, key=lambda row: row["kind"] != "region"):
            place, _created = Territory.objects.update_or_create(
                kind=row["kind"], code=row["code"], defaults={"name": row["name"], "parent": regions.get(row["above"])}
            )
            if row["kind"] == "region":
                regions[row["code"]] = place
        doors_changed()
        return len(rows)


def add_body(*, words: Mapping[str, Any], parent: Body | None = None, by: Person, at: datetime) -> Body:
    with transaction.atomic():
        body = Body.objects.create(**{name: words[name] for name in FIELDS if name in words})
        if parent is not None:
            Belonging.objects.create(parent=parent, child=body)
        journal.record("add", body, by=by.ref, at=at)
        doors_changed()
        return body


def change_body(body: Body, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    with transaction.atomic():
        body = hold(body)
        if body.official_id:
            raise MoveRefused(_("This body follows the official directory: its next import would undo what you type."))
        for name in FIELDS:
            if name in words:
                setattr(body, name, words[name])
        body.save()
        journal.record("change", body, by=by.ref, at=at)
        doors_changed()


def add_parent(body: Body, parent: Body, *, by: Person, at: datetime) -> None:
    """Say that a body is part of another, that is not already part of it."""
    with transaction.atomic():
        body = hold(body)
        if parent.pk == body.pk or any(above.body.pk == body.pk for above in bodies_above(parent)):
            raise MoveRefused(_("The body you chose is part of this one: it cannot also hold it."))
        Belonging.objects.get_or_create(parent=parent, child=body)
        journal.record("attach", body, by=by.ref, at=at, after=parent.ref)
        doors_changed()


def close_body(body: Body, *, successor: Body | None, by: str, at: datetime) -> None:
    """Its doors are no longer shown; what refers to it finds its successor, when it has one."""
    with transaction.atomic():
        body = hold(body)
        _must_follow(body, successor)
        move(body, "close", by=by, at=at, closed_at=at, successor=successor)
        doors_changed()


def set_successor(body: Body, successor: Body | None, *, by: str, at: datetime) -> None:
    """Say, or say otherwise, which body came after a closed one."""
    with transaction.atomic():
        body = hold(body)
        if body.state != BodyState.CLOSED:
            raise MoveRefused(_("This body is in activity: it has no successor."))
        _must_follow(body, successor)
        body.successor = successor
        body.save(update_fields=["successor"])
        journal.record("succeed", body, by=by, at=at, after=successor.ref if successor else "")
        doors_changed()


def open_body_again(body: Body, *, by: str, at: datetime) -> None:
    with transaction.atomic():
        move(body, "open_again", by=by, at=at, closed_at=None, successor=None)
        doors_changed()


def _must_follow(body: Body, successor: Body | None) -> None:
    """Successions go one way: nobody comes after oneself, even in several steps."""
    after = successor
    for _step in range(100):
        if after is None:
            return
        if after.pk == body.pk:
            break
        after = after.successor
    raise MoveRefused(_("The body you chose came before this one: it cannot also come after it."))
