"""Reading bodies: by reference, by words, with what they are part of and what came after them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tremplin.core.text import fold
from tremplin.directory.models import Belonging, Body, Door
from tremplin.directory.states import BodyState, DoorState

DEEPEST = 12  # levels above a body; a hierarchy typed by hand may be long, or turn


def bodies() -> QuerySet[Body]:
    return Body.objects.select_related("territory", "successor")


def body_by_ref(ref: str) -> Body | None:
    return bodies().filter(ref=ref).first()


def standing_body(body: Body) -> Body:
    """The body as it stands now: itself, or the last of those that came after it."""
    seen = {body.pk}
    while body.successor is not None and body.successor.pk not in seen:
        body = body.successor
        seen.add(body.pk)
    return body


def bodies_matching(words: str) -> QuerySet[Body]:
    """Bodies whose names or acronym hold each of these words, accents and case aside."""
    found = bodies()
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


@dataclass(frozen=True)
class Above:
    """A body above another, and how many levels above."""

    body: Body
    level: int


def bodies_above(body: Body) -> list[Above]:
    """What a body is part of, nearest first, each once: one query a level."""
    found: list[Above] = []
    seen, front = {body.pk}, [body.pk]
    for level in range(1, DEEPEST + 1):
        links = Belonging.objects.filter(child__in=front).select_related("parent").order_by("parent__folded", "pk")
        parents = {link.parent_id: link.parent for link in links if link.parent_id not in seen}
        found += [Above(parent, level) for parent in parents.values()]
        seen |= set(parents)
        front = list(parents)
        if not front:
            break
    return found


def bodies_below(body: Body) -> QuerySet[Body]:
    return Body.objects.filter(parent_links__parent=body)


def open_doors_of(rows: Iterable[Body]) -> dict[int, int]:
    """For each of these bodies that has some, how many open doors."""
    doors = Door.objects.filter(body__in=[row.pk for row in rows], state=DoorState.OPEN).order_by()
    return dict(doors.values("body").annotate(count=Count("pk")).values_list("body", "count"))


def bodies_other_than(body: Body, words: str, limit: int) -> list[Body]:
    """Bodies in activity that may come after this one."""
    if not fold(words):
        return []
    return list(bodies_matching(words).filter(state=BodyState.OPEN).exclude(pk=body.pk)[:limit])


def standing_bodies(ids: Iterable[int]) -> dict[int, Body]:
    """For each of these bodies, the body as it stands now: one query a generation, however many they are."""
    wanted = set(ids)
    known: dict[int, Body] = {}
    front = set(wanted)
    while front:
        found = Body.objects.in_bulk(front)
        known |= found
        front = {body.successor_id for body in found.values() if body.successor_id} - set(known)
    return {pk: _last_after(pk, known) for pk in wanted if pk in known}


def _last_after(start: int, known: dict[int, Body]) -> Body:
    seen, at = {start}, known[start]
    while at.successor_id is not None and at.successor_id not in seen:
        seen.add(at.successor_id)
        at = known[at.successor_id]
    return at


def bodies_before(ids: Iterable[int]) -> dict[int, set[int]]:
    """For each of these bodies, the keys of those it took the place of, its own among them: one query a generation."""
    asked = set(ids)
    before: dict[int, set[int]] = {}
    seen, front = set(asked), set(asked)
    while front:
        links = list(Body.objects.filter(successor__in=front).order_by().values_list("successor", "pk"))
        for successor, pk in links:
            before.setdefault(successor or 0, set()).add(pk)
        front = {pk for _successor, pk in links} - seen
        seen |= front
    found = {}
    for start in asked:
        reached, to_read = {start}, [start]
        while to_read:
            further = before.get(to_read.pop(), set()) - reached
            reached |= further
            to_read += further
        found[start] = reached
    return found
