"""Instants in words, in a time zone: « 26 janvier 2022 à 23 h 59 », “26 January 2022 at 23:59”."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# the same words in a page, a mail and a receipt: not the short formats of the framework
_FORMATS = {"fr": ("j F Y \\à G \\h i", " \\m\\i\\n s \\s"), "en": ("j F Y \\a\\t G:i", ":s")}


def instant(at: datetime, zone: str = "", *, seconds: bool = False) -> str:
    """The day and the hour of an aware instant in a time zone (by default the installation's)."""
    day_and_hour, more = _FORMATS["en" if (get_language() or "fr").startswith("en") else "fr"]
    local = at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    said = date_format(local, day_and_hour + (more if seconds else ""))
    # the first day of a month is said so in French
    return said.replace("1 ", "1er ", 1) if local.day == 1 and day_and_hour == _FORMATS["fr"][0] else said


def time_of_day(at: datetime, zone: str = "") -> str:
    """« 14 h 02 », “14:02”."""
    english = (get_language() or "fr").startswith("en")
    return date_format(at.astimezone(ZoneInfo(zone or settings.TIME_ZONE)), "G:i" if english else "G \\h i")


def remaining(until: datetime, now: datetime) -> str:
    """How long before an instant, in words, when less than a day is left; else nothing: the date says enough."""
    left = until - now
    if not timedelta(0) < left < timedelta(days=1):
        return ""
    minutes = int(left.total_seconds() // 60)
    if minutes >= 120:
        hours = minutes // 60
        return ngettext("in %(count)s hour", "in %(count)s hours", hours) % {"count": hours}
    if minutes >= 1:
        return ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}
    return _("in less than a minute")
