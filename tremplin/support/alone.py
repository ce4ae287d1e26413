"""What rests on one officer alone: a support nobody else is beside, a body nobody else of ours speaks with.

One line a person, in the order of names: what to hand over, never how much somebody does.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.offers import OnlyOne, Task
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries.absences import away_today
from tremplin.support.models import Accompaniment, Part, Relation
from tremplin.support.queries.accompaniments import accompaniments_run_by, parts_today
from tremplin.support.states import AccompanimentState, PartKind

_MOST = 12  # names in one sentence


def _officers(person: Any, programme: Programme) -> dict[int, tuple[Accompaniment, list[Person]]]:
    """Supports that run or are about to, each with its officers of today."""
    open_now = accompaniments_run_by(person).filter(
        season__programme=programme, state__in=[AccompanimentState.PLANNED, AccompanimentState.RUNNING]
    )
    found: dict[int, tuple[Accompaniment, list[Person]]] = {one.pk: (one, []) for one in open_now}
    parts = Part.objects.filter(parts_today(), accompaniment__in=found, kind=PartKind.OFFICER).order_by("pk")
    for part in parts.select_related("person"):
        found[part.accompaniment_id][1].append(part.person)
    return found


def _supports(person: Any, programme: Programme) -> list[Task]:
    """A single officer, and nobody who stands in today."""
    alone: dict[Person, list[Accompaniment]] = defaultdict(list)
    for one, people in _officers(person, programme).values():
        if len(people) == 1:
            alone[people[0]].append(one)
    away = away_today([officer.pk for officer in alone])
    return [
        Task(
            _("Only %(name)s is beside %(initiatives)s.") % {"name": officer, "initiatives": _names(rows)},
            reverse("support:parts", args=[rows[0].ref]),
            why=_("Name a second officer, or agree now on who stands in when they are away."),
        )
        for officer, rows in sorted(alone.items(), key=lambda item: (item[0].folded, item[0].pk))
        if officer.pk not in away
    ]


def _bodies(person: Any, programme: Programme) -> list[Task]:
    """Bodies and networks with which one officer alone keeps every relation of today's supports."""
    officers = _officers(person, programme)
    beside = {one.initiative_id: people for one, people in officers.values()}
    partners: dict[Any, set[Person]] = defaultdict(set)
    relations = Relation.objects.filter(initiative__in=beside).select_related("body", "network")
    for relation in relations:
        partners[relation.partner].update(beside[relation.initiative_id])
    alone: dict[Person, list[Any]] = defaultdict(list)
    for partner, people in partners.items():
        if len(people) == 1:
            alone[next(iter(people))].append(partner)
    return [
        Task(
            (_("Only %(name)s speaks for us with %(bodies)s.") % {"name": who, "bodies": _names(rows)}),
            reverse("support:list"),
            why=_("Bring a second person to the next meeting, and note their contacts on the page of the relation."),
        )
        for who, rows in sorted(alone.items(), key=lambda item: (item[0].folded, item[0].pk))
    ]


def _names(rows: Iterable[Any]) -> str:
    names = sorted(str(row) for row in rows)
    shown = ", ".join(names[:_MOST])
    if len(names) > _MOST:
        return _("%(names)s and %(count)s more") % {"names": shown, "count": len(names) - _MOST}
    return shown


OWN = [
    OnlyOne("40-supports", gettext_lazy("Supports with one officer"), _supports),
    OnlyOne("50-bodies", gettext_lazy("Bodies only one of us speaks with"), _bodies),
]
