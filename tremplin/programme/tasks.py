"""What the programme itself tells on the signed-in home: a quiet period that runs, or is about to."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, dates
from tremplin.core.offers import HomeTasks, Task
from tremplin.programme.queries import next_change, programmes_where, quiet_at
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


QUIET = HomeTasks("quiet", _quiet)
