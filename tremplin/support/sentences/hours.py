"""Hours, as people say them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.support.engine.hours import in_hours_and_minutes


def said_hours(hours: Decimal) -> str:
    """“1 h 15”, “45 minutes”, “3 hours”; of nothing: “nothing”."""
    whole, minutes = in_hours_and_minutes(hours)
    if not whole and not minutes:
        return _("nothing")
    if not whole:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if not minutes:
        return ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": whole}
    return _("%(hours)s h %(minutes)02d") % {"hours": whole, "minutes": minutes}
