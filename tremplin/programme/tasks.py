"""What the programme itself tells on the signed-in home: a quiet period, steps of a season that are mine, people I
stand in for.
"""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock, dates
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.programme.queries import next_change, programmes_where, quiet_at
from tremplin.programme.queries.absences import absences_stood_in_by
from tremplin.programme.queries.threads import steps_waiting
from tremplin.programme.states import Role

SOON = timedelta(days=7)


def _quiet(person: Any) -> list[Task]:
    now, tasks = clock.now(), []
    for programme in programmes_where(person, [Role.ADMINISTRATOR, Role.AGENT]):
        period = quiet_at(now, programme)
        change = next_change(now, programme)
        said = {"programme": programme, "at": dates.instant(change, programme.time_zone) if change else ""}
        if period is not None and period.over_at is not None:
            title = _("%(programme)s: a quiet period runs until %(at)s")
        elif period is not None:
            title = _("%(programme)s: a quiet period runs until somebody resumes")
        elif change is not None and change < now + SOON:
            title = _("%(programme)s: a quiet period begins on %(at)s")
        else:
            continue
        why = _("What would be published or announced by itself is held, and listed.")
        tasks.append(Task(title % said, reverse("programme:quiet-list"), why=why))
    return tasks


def _steps(person: Any) -> list[Task]:
    """Mine, late or due within a week."""
    if not isinstance(person, Person):
        return []
    tasks = []
    for line in steps_waiting(clock.today() + SOON, owner=person):
        said = {"season": line.step.season, "step": line.step, "day": date_format(line.step.due_on)}
        title = _("%(season)s: “%(step)s” was for %(day)s") if line.late else _("%(season)s: “%(step)s”, by %(day)s")
        tasks.append(Task(title % said, reverse("programme:thread", args=[line.step.season.ref])))
    return tasks


def _stood_in(person: Any) -> list[Task]:
    tasks = []
    for absence in absences_stood_in_by(person):
        said = {"name": absence.person, "day": date_format(absence.until_day)}
        title = _("You stand in for %(name)s until %(day)s") % said
        why = _("You see and do what they do in the supports. Decisions are still signed by who signs them.")
        tasks.append(Task(title, reverse("programme:absence"), why=why))
    return tasks


QUIET = HomeTasks("quiet", _quiet)
OWN = [QUIET, HomeTasks("absences", _stood_in), HomeTasks("thread", _steps)]
