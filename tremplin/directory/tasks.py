"""What waits for those who keep the doors: what was said of one, who comes after, people to tell, doors to check."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core.offers import HomeTasks, Task
from tremplin.directory.queries.checks import What, check_counts
from tremplin.directory.rules import can_manage_doors


def _doors(person: Any) -> list[Task]:
    if not can_manage_doors(person):
        return []
    counts, address = check_counts(), reverse("directory:check-list")
    tasks = []
    if count := counts[What.REPORT]:
        title = ngettext("%(count)s word said of a door to read", "%(count)s words said of doors to read", count)
        tasks.append(Task(title % {"count": count}, f"{address}?what={What.REPORT}"))
    if count := counts[What.LEFT]:
        title = ngettext(
            "%(count)s door without a holder: find who comes after",
            "%(count)s doors without a holder: find who comes after",
            count,
        )
        tasks.append(Task(title % {"count": count}, f"{address}?what={What.LEFT}"))
    if count := counts[What.TELL]:
        title = ngettext(
            "%(count)s person to tell that their name is kept",
            "%(count)s people to tell that their name is kept",
            count,
        )
        why = _("Within a month: until then, only whoever entered a name reads it.")
        tasks.append(Task(title % {"count": count}, f"{address}?what={What.TELL}", why=why))
    if count := counts[What.STALE] + counts[What.SILENT]:
        title = ngettext("%(count)s door to check", "%(count)s doors to check", count)
        why = _("Not confirmed for a year, or silent.")
        tasks.append(Task(title % {"count": count}, address, why=why))
    return tasks


DOORS = HomeTasks("directory-doors", _doors)
