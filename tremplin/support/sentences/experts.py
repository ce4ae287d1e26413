"""Why an expert is proposed, in sentences with their facts: what keeps them is said as what speaks for them."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.support.engine.experts import Proposed, Reason, Why
from tremplin.support.sentences.hours import said_hours

# what both sides read; how much time an expert has left is for whoever chooses
_FOR_BOTH = (Why.THEME, Why.WORDS, Why.PLACE, Why.MET)


def reasons(proposed: Proposed) -> list[str]:
    return [_sentence(one) for one in proposed.reasons]


def told_to_both(proposed: Proposed) -> str:
    """What is written to the expert who is asked."""
    return " ".join(_sentence(one) for one in proposed.reasons if one.why in _FOR_BOTH)


def _sentence(reason: Reason) -> str:
    if reason.why == Why.MET:
        said = {"count": reason.count, "day": date_format(reason.day) if reason.day else ""}
        return (
            ngettext(
                "%(count)s session with this initiative, on %(day)s.",
                "%(count)s sessions with this initiative, the last on %(day)s.",
                reason.count,
            )
            % said
        )
    told = {
        Why.THEME: _("The theme is theirs: %(names)s."),
        Why.WORDS: _("They wrote of it: %(names)s."),
        Why.PLACE: _("They help there: %(names)s."),
        Why.EVERYWHERE: _("They help anywhere."),
        Why.HOURS_LEFT: _("This month, they have %(hours)s left."),
        Why.NO_HOURS_LEFT: _("They have given all the hours they said for this month."),
        Why.ORDER_LEFT: _("Paid by the day: %(hours)s left on the orders of today."),
        Why.NO_ORDER: _("Paid by the day, and nothing is left on the orders of today."),
        Why.GAVE_BACK: _("They could not take this request."),
    }
    return told[reason.why] % {"names": ", ".join(reason.names), "hours": said_hours(reason.hours or Decimal(0))}
