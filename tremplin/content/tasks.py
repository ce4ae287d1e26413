"""What the site expects of an editor, on the signed-in home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.content.rules import can_edit_site
from tremplin.content.second_reading import readings_for
from tremplin.core.offers import HomeTasks, Task


def _readings(person: Any) -> list[Task]:
    if not can_edit_site(person):
        return []
    waiting = readings_for(person)
    if not waiting:
        return []
    words = ngettext("%(count)s page waits for your reading", "%(count)s pages wait for your reading", len(waiting))
    why = _("Somebody else wrote it: read it, then approve it or ask for changes.")
    return [Task(words % {"count": len(waiting)}, reverse("content:site-desk"), why=why)]


READINGS = HomeTasks("site-readings", _readings)
