"""Where a request of a public resource stands, in words with dates; and what is said of the last day to ask."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.directory.models import Resource
from tremplin.support.models import ResourceRequest
from tremplin.support.states import RequestState


def last_day(resource: Resource, today: date) -> str:
    """When one may ask, if the resource says so."""
    if resource.withdrawn_at is not None:
        return _("It was withdrawn by those who give it.")
    if resource.closes_on is not None and resource.closes_on < today:
        return _("The last day to ask was %(day)s.") % {"day": date_format(resource.closes_on)}
    if resource.opens_on is not None and resource.opens_on > today:
        return _("It opens on %(day)s.") % {"day": date_format(resource.opens_on)}
    if resource.closes_on is not None:
        return _("Last day to ask: %(day)s.") % {"day": date_format(resource.closes_on)}
    return ""


def standing(request: ResourceRequest, today: date) -> str:
    """One sentence or two: what was done last, and when; what is still to be done."""
    state = RequestState(request.state)
    asked = date_format(request.asked_on) if request.asked_on else ""
    answered = date_format(request.answered_on) if request.answered_on else "–"
    if state == RequestState.MEANT:
        closes = request.resource.closes_on
        if request.resource.withdrawn_at is not None or (closes is not None and closes < today):
            late = _("It was not asked in time.")
            return f"{last_day(request.resource, today)} {late}".strip()
        first = _("To be asked.")
        return f"{first} {last_day(request.resource, today)}".strip()
    if state == RequestState.ASKED:
        return _("Asked on %(day)s, no answer yet.") % {"day": asked}
    if state == RequestState.DROPPED:
        return _("Asked on %(day)s, then given up.") % {"day": asked} if asked else _("Given up before it was asked.")
    said = {"asked": asked, "day": answered}
    if state == RequestState.OBTAINED:
        return _("Asked on %(asked)s, obtained on %(day)s.") % said
    return _("Asked on %(asked)s, refused on %(day)s.") % said
