"""Who comes to an event, as a file of lines that a spreadsheet opens without running anything."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tremplin.community.models import Event
from tremplin.community.queries import registrations_of
from tremplin.core.cells import lines


def registrations(event: Event) -> Iterator[str]:
    zone = ZoneInfo(event.programme.time_zone)
    rows = [[_("First and last name"), _("E-mail address"), _("Language"), _("Registered")]]
    for one in registrations_of(event):
        moment = one.registered_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        rows.append([one.name, one.email, one.language, moment])
    return lines(rows)
