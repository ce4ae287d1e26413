"""What the house itself expects of an administrator."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core.models import ChoreRun, Message
from tremplin.core.offers import HomeTasks, Task
from tremplin.core.states import MessageState
from tremplin.programme.rules import can_see_operations


def _operations(person: Any) -> list[Task]:
    if not can_see_operations(person):
        return []
    tasks = []
    address = reverse("desk:operations")
    if unsent := Message.objects.filter(state=MessageState.FAILED, erased_at=None).count():
        title = ngettext("%(count)s message could not be sent", "%(count)s messages could not be sent", unsent)
        tasks.append(Task(title % {"count": unsent}, address))
    if failed := ChoreRun.objects.filter(failed=True).count():
        title = ngettext("%(count)s chore failed", "%(count)s chores failed", failed)
        tasks.append(Task(title % {"count": failed}, address, why=_("It is tried again at its next turn.")))
    return tasks


OPERATIONS = HomeTasks("operations", _operations)
