"""Who may pledge or promise something for an initiative: bodies around it, and the sponsors of its programme."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_matching, bodies_visible_to
from tremplin.directory.states import BodyState
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, CommitteeItem
from tremplin.support.queries.commitments import sponsors_of

FOUND = 20  # bodies shown of a search


@dataclass(frozen=True)
class Givers:
    """By reference, as a form offers them."""

    bodies: dict[str, Body]
    sponsors: dict[str, Person]

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        found: list[tuple[str, str | Promise]] = [(f"body-{ref}", str(one)) for ref, one in self.bodies.items()]
        return found + [
            (f"sponsor-{ref}", _("%(name)s, supporter") % {"name": one}) for ref, one in self.sponsors.items()
        ]

    def chosen(self, key: str) -> tuple[Body | None, Person | None]:
        kind, _dash, ref = key.partition("-")
        return (self.bodies[ref], None) if kind == "body" else (None, self.sponsors[ref])


def givers_of(accompaniment: Accompaniment, person: Any, words: str = "") -> Givers:
    """Bodies the initiative has a relation with, those found by words, and the sponsors of today."""
    known = Body.objects.filter(relations__initiative=accompaniment.initiative_id).distinct()
    bodies = {one.ref: one for one in known}
    if words:
        matching = bodies_visible_to(person).filter(state=BodyState.OPEN)
        named = matching.filter(pk__in=bodies_matching(words).order_by().values("pk"))[:FOUND]
        bodies |= {one.ref: one for one in named}
    return Givers(bodies, {one.ref: one for one in sponsors_of(accompaniment.season.programme)})


def givers_around(item: CommitteeItem, person: Any, words: str = "") -> Givers:
    """The same, with those who sit: the bodies of the members, and the members themselves."""
    found = givers_of(item.accompaniment, person, words)
    members = list(item.committee.members.select_related("person", "body"))
    bodies = {one.body.ref: one.body for one in members if one.body}
    alone = {one.person.ref: one.person for one in members if one.body is None}
    return Givers(bodies | found.bodies, alone | found.sponsors)
