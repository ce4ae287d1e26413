"""What rests on one person alone in a programme: roles held once, steps whose owner leaves, stand-ins who are away.

Each a sentence with what to do next. Later rooms add theirs (`core.offers.only_one`).
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.offers import OnlyOne, Task
from tremplin.programme.models import Absence, Mandate, Programme
from tremplin.programme.queries import in_force
from tremplin.programme.queries.absences import covering
from tremplin.programme.queries.threads import steps_waiting
from tremplin.programme.states import Role

LEAVES_WITHIN = timedelta(days=30)


def _roles(person: Any, programme: Programme) -> list[Task]:
    """Roles without which the programme stops when their only holder is away."""
    what = {
        Role.AUTHORITY: _(
            "Only %(name)s signs: while they are away, no decision is signed. Have a delegation of "
            "signature taken for a second person, then give them the role."
        ),
        Role.ADMINISTRATOR: _("Only %(name)s gives mandates and opens accounts: give the role to a second person."),
        Role.AGENT: _(
            "Only %(name)s is of the programme team: an announcement needs two people. Give the role to a "
            "second person."
        ),
    }
    held: dict[str, dict[int, Any]] = defaultdict(dict)
    mandates = Mandate.objects.filter(in_force(), programme=programme, role__in=what, person__is_active=True)
    for mandate in mandates.select_related("person"):
        held[mandate.role][mandate.person_id] = mandate.person
    address = reverse("programme:mandate-give")
    return [
        Task(words % {"name": next(iter(held[role].values()))}, address)
        for role, words in what.items()
        if len(held[role]) == 1
    ]


def _leaving(programme: Programme, today: date) -> dict[int, date]:
    """People whose last mandate in the programme ends within a month, and the day it does."""
    last: dict[int, date | None] = {}
    for person, until in Mandate.objects.filter(in_force(), programme=programme).values_list("person", "until_day"):
        known = last.get(person, until)
        last[person] = None if until is None or known is None else max(until, known)
    return {pk: until for pk, until in last.items() if until is not None and until <= today + LEAVES_WITHIN}


def _steps(person: Any, programme: Programme) -> list[Task]:
    today = clock.today(programme.time_zone)
    leaving = _leaving(programme, today)
    tasks = []
    for line in steps_waiting(date.max, programmes=[programme.pk]):
        if line.step.owner_id in leaving:
            said = {
                "season": line.step.season,
                "step": line.step,
                "name": line.step.owner,
                "day": date_format(leaving[line.step.owner_id]),
                "due": date_format(line.step.due_on),
            }
            words = _(
                "%(season)s: “%(step)s”, by %(due)s, is %(name)s’s, whose mandate ends on %(day)s: choose "
                "another owner."
            )
            tasks.append(Task(words % said, reverse("programme:step", args=[line.step.ref])))
    return tasks


def _stand_ins(person: Any, programme: Programme) -> list[Task]:
    """Somebody is away, and who stands in is away too."""
    today = clock.today(programme.time_zone)
    team = Mandate.objects.filter(in_force(), programme=programme).order_by().values("person")
    running = list(Absence.objects.filter(covering(today), person__in=team).select_related("person", "stand_in"))
    away = {absence.person_id: absence for absence in running}
    return [
        Task(
            _("%(name)s is away until %(day)s, and %(stand_in)s, who stands in, is away too: choose somebody else.")
            % {"name": one.person, "day": date_format(one.until_day), "stand_in": one.stand_in},
            reverse("programme:absence-change", args=[one.ref]),
        )
        for one in running
        if one.stand_in_id in away
    ]


OWN = [
    OnlyOne("10-roles", gettext_lazy("Roles held by one person"), _roles),
    OnlyOne("20-steps", gettext_lazy("Steps of the season whose owner leaves"), _steps),
    OnlyOne("30-stand-ins", gettext_lazy("Absences without anybody to stand in"), _stand_ins),
]
