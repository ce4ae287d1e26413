"""What an action may be done with: doors, administrations and public resources, by their key in a form (`door-REF`)."""

from collections.abc import Iterable
from typing import Any

from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.directory.models import Body, Door, Resource
from tremplin.directory.queries import (
    bodies_matching,
    bodies_visible_to,
    find_doors,
    find_resources,
    open_resources,
    published_doors,
)
from tremplin.directory.states import BodyState
from tremplin.support.models import Action

Row = Door | Body | Resource
FOUND = 5  # of each kind
_ASKED = {"porte": "door", "organisme": "body", "ressource": "resource"}


def attached_to(action: Action) -> dict[str, Row]:
    """What an action is done with already, whatever became of it since."""
    rows = {"door": action.door, "body": action.body, "resource": action.resource}
    return {f"{kind}-{row.ref}": row for kind, row in rows.items() if row is not None}


def searched(person: Any, words: str) -> dict[str, Row]:
    """What these words find, the doors first."""
    if not words:
        return {}
    bodies = bodies_visible_to(person).filter(state=BodyState.OPEN)
    rows: list[tuple[str, Row]] = [("door", hit.door) for hit in find_doors(words, k=FOUND)]
    rows += [("body", one) for one in bodies.filter(pk__in=bodies_matching(words).order_by().values("pk"))[:FOUND]]
    rows += [("resource", hit.resource) for hit in find_resources(words, k=FOUND)]
    return {f"{kind}-{row.ref}": row for kind, row in rows}


def named(person: Any, keys: Iterable[str]) -> dict[str, Row]:
    """What is behind these keys, as this person may attach it; unknown ones are left out."""
    refs: dict[str, list[str]] = {"door": [], "body": [], "resource": []}
    for key in keys:
        kind, _dash, ref = key.partition("-")
        if kind in refs and len(ref) == LENGTH and set(ref) <= set(ALPHABET):
            refs[kind].append(ref)
    found: dict[str, Row] = {}
    for kind, rows in (
        ("door", published_doors()),
        ("body", bodies_visible_to(person)),
        ("resource", open_resources()),
    ):
        if refs[kind]:
            found |= {f"{kind}-{row.ref}": row for row in rows.filter(ref__in=refs[kind])}
    return found


def keys_asked(asked: Any) -> list[str]:
    """Keys given in an address (`?porte=REF`)."""
    return [f"{kind}-{asked[name]}" for name, kind in _ASKED.items() if name in asked]
