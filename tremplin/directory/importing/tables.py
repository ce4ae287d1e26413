"""The tables that imports write: what makes a row ours again once it is written, and what becomes of one that undoing
may not remove because something refers to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from tremplin.directory.models import Belonging, Body, Door, Holder, Resource
from tremplin.directory.states import BodyState, DoorState


@dataclass(frozen=True)
class Table:
    """`said`: the columns by which a hand's change is seen. `key`: what finds a new row once it is written. `owner`:
    the column of the row above it: when it is left alone, so is that one; `under`: the same the other way, for a link
    that stays when that row does. `retire`: the columns that take a row out of use without removing it, None where a
    row that is referred to simply stays.
    """

    model: type[Model]
    said: tuple[str, ...] = ()
    key: tuple[str, ...] = ("ref",)
    owner: str = ""
    under: str = ""
    retire: Callable[[datetime], dict[str, Any]] | None = None


BODY_FIELDS = (
    "name",
    "acronym",
    "former_names",
    "kind",
    "mission",
    "functions",
    "website",
    "form_url",
    "email",
    "phone",
    "address",
    "territory_id",
)
DOOR_FIELDS = ("name", "does", "for_whom", "website", "form_url", "email", "phone", "address")
HOLDER_FIELDS = ("part", "name", "email", "phone")

_TABLES = (
    Table(
        Body,
        said=(*BODY_FIELDS, "official_name", "state"),
        retire=lambda at: {"state": BodyState.CLOSED, "closed_at": at},
    ),
    Table(Belonging, key=("parent_id", "child_id"), under="child_id"),
    Table(
        Door,
        said=(*DOOR_FIELDS, "territory_id", "published", "edited", "confirmed_on", "no_mail_since", "state"),
        owner="body_id",
        retire=lambda at: {"state": DoorState.CLOSED, "closed_at": at},
    ),
    Table(Door.topics.through, key=("door_id", "topic_id"), under="door_id"),
    Table(
        Holder, said=(*HOLDER_FIELDS, "left_on", "told_at", "objected_at", "no_mail_since", "door_id"), owner="door_id"
    ),
    Table(
        Resource,
        said=("name", "kind", "does", "conditions", "for_whom", "amount", "published", "edited", "withdrawn_at"),
        retire=lambda at: {"withdrawn_at": at},
    ),
    Table(Resource.topics.through, key=("resource_id", "topic_id"), under="resource_id"),
)
TABLES = {table.model._meta.label_lower: table for table in _TABLES}


def table_of(model: type[Model]) -> Table:
    return TABLES[model._meta.label_lower]
