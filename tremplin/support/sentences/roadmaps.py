"""What happened to a need or an action, as a sentence; who did it and when are told beside."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core.models import Entry
from tremplin.support.states import Step


def told(entry: Entry) -> str:
    """One line of the journal in words; "" for a verb this page does not tell."""
    if entry.verb == "move":
        return _("put from %(before)s to %(after)s") % {"before": _day(entry.before), "after": _day(entry.after)}
    if entry.verb == "place":
        return _("put in the step “%(step)s”") % {"step": Step(entry.after).label}
    if entry.verb == "plan" and entry.after:
        return _("planned for %(day)s") % {"day": _day(entry.after)}
    says = {
        "write": _("written"),
        "plan": _("planned"),
        "change": _("words changed"),
        "meet": _("met"),
        "drop": _("given up"),
        "open_again": _("opened again"),
        "finish": _("done"),
        "plan_again": _("planned again"),
        "tell": _("asked of the initiative by mail"),
        "hand_over": _("taken up by the programme: whoever was to do it left"),
        "later": _("“not yet” answered"),
    }
    return says.get(entry.verb, "")


def _day(said: str) -> str:
    """A day as the journal keeps it; shown as it stands when it is no day."""
    try:
        return date_format(date.fromisoformat(said))
    except ValueError:
        return said or "–"
