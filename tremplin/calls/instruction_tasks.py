"""What the programme team finds on its home page: facts with dates, and the way to read."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.queries.received import received_since
from tremplin.calls.rules import can_read_applications
from tremplin.core import clock, dates
from tremplin.core.offers import HomeTasks, Task

RECENT = timedelta(days=7)


def _of_the_programme_team(person: Any) -> list[Task]:
    """Applications received lately, call by call; what a person may not see is not counted."""
    if not can_read_applications(person):
        return []
    tasks = []
    for call, count, last in received_since(person, clock.now() - RECENT):
        title = ngettext(
            "%(call)s: %(count)s application received in seven days",
            "%(call)s: %(count)s applications received in seven days",
            count,
        )
        why = _("The last one on %(at)s.") % {"at": dates.instant(last, call.season.programme.time_zone)}
        address = f"{reverse('calls:received-list')}?call={call.ref}"
        tasks.append(Task(title % {"call": call.title, "count": count}, address, why=why))
    return tasks


PROGRAMME_TEAM = HomeTasks("calls-received", _of_the_programme_team)
