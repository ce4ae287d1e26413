"""What shows that a relation is alive, in words; the day is said beside. And where an introduction stands, as its body
reads it.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.support.models import Commitment, Introduction, Trace
from tremplin.support.queries.relations import Sign
from tremplin.support.sentences import day_of, stage
from tremplin.support.states import IntroductionState


def sign_words(sign: Sign) -> str:
    row = sign.row
    if isinstance(row, Trace):
        kind = str(row.get_kind_display())
        return _("%(kind)s with %(who)s") % {"kind": kind, "who": row.who} if row.who else kind
    if isinstance(row, Commitment):
        says = _("promise kept: %(what)s") if sign.what == "kept" else _("promise: %(what)s")
        return says % {"what": row.what}
    return _introduction_words(row, sign.what)


def told_standing(introduction: Introduction) -> str:
    """Where an introduction stands, as its body reads it: nobody else is named, and who is away or left alone is
    not told to their colleagues.
    """
    if introduction.state != IntroductionState.REDIRECTED:
        return stage(introduction)
    day = day_of(introduction, "answered_at")
    return _("On %(day)s, sent on to somebody else.") % {"day": date_format(day) if day else "–"}


def _introduction_words(row: Introduction, what: str) -> str:
    says = {
        "sent": _("message sent to %(door)s"),
        "answered": _("answer of %(door)s"),
        "met": _("meeting with %(door)s"),
    }
    return says[what] % {"door": row.door}
