"""Whether a mail to somebody of the administration may leave now; when it may not, the sentence says from when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import dates
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Programme
from tremplin.programme.queries import quiet_at
from tremplin.support.engine.proposals import WEEK, Day, Kind, Proposal, Why, first_day
from tremplin.support.models import Introduction
from tremplin.support.queries.proposals import (
    address_of,
    may_leave_on,
    programme_of,
    quiet_days,
    step_of,
    today_of,
    written_to,
)


def said_day(day: Day | Proposal) -> str:
    """The day and what put it off, in a sentence; "" when nothing did."""
    if day.on is None:
        return _("A quiet period runs, and nobody has said when it ends: it leaves once somebody resumes.")
    reasons = {
        Why.AWAY: _("they are away before"),
        Why.WEEK: _("they receive one mail a week at most"),
        Why.QUIET: _("a quiet period runs before"),
        Why.CLOSED_DAY: _("it is the first working day"),
        Why.QUEUE: _("their body receives no more messages this week"),
    }
    if not day.whys:
        return ""
    told = ", ".join(reasons[why] for why in day.whys)
    return _("From %(day)s: %(why)s.") % {"day": date_format(day.on), "why": told}


def may_leave(introduction: Introduction, at: datetime) -> Answer:
    """For the first message: no quiet period, one mail a person a week, and its turn in the queue of the body. The day
    proposed is a working day; whoever writes may choose another.
    """
    programme = programme_of(introduction)
    if isinstance(answer := is_calm(programme, at), No):
        return answer
    leaving = may_leave_on(introduction, at)
    if isinstance(answer := is_free(introduction.contact_email, programme, at), No):
        return answer
    if leaving.from_at > at:
        place = ngettext("it is the next to leave", "it is number %(place)s in the queue", leaving.place)
        said = {
            "count": programme.asks_a_week,
            "place": place % {"place": leaving.place},
            "at": dates.instant(leaving.from_at, programme.time_zone),
        }
        return No(
            ngettext(
                "This body receives %(count)s message a week at most: %(place)s, and may leave from %(at)s.",
                "This body receives %(count)s messages a week at most: %(place)s, and may leave from %(at)s.",
                programme.asks_a_week,
            )
            % said
        )
    return Yes()


def may_remind(introduction: Introduction, kind: Kind, email: str, at: datetime) -> Answer:
    """For a reminder: the delays of the programme besides, absences, and a working day."""
    programme = programme_of(introduction)
    found = step_of(introduction, kind, email, at)
    if found is None:
        return No(_("This message waits for no reminder."))
    if isinstance(answer := is_calm(programme, at), No):
        return answer
    today = today_of(programme, at)
    early = found.on is None or found.on > today
    if not (early and found.due > today) and isinstance(answer := is_free(email, programme, at), No):
        return answer
    return No(_too_early(found)) if early else Yes()


def _too_early(found: Proposal) -> str:
    if found.whys or found.on is None:
        return _("Not yet. %(why)s") % {"why": said_day(found)}
    return _("It is too early for this reminder: it may leave from %(day)s.") % {"day": date_format(found.on)}


def is_calm(programme: Programme, at: datetime) -> Answer:
    """No quiet period runs; otherwise the day said is the first that is both calm and working."""
    if quiet_at(at, programme) is None:
        return Yes()
    day = first_day(today_of(programme, at), quiet=quiet_days(programme, at))
    if day.on is None:
        return No(said_day(day))
    return No(_("A quiet period runs: no message leaves before %(day)s.") % {"day": date_format(day.on)})


def is_free(email: str, programme: Programme, at: datetime) -> Answer:
    """One mail a person a week, whatever it is about."""
    left = written_to([email], at).get(address_of(email))
    if left is None or left + WEEK <= at:
        return Yes()
    return No(
        _("This person was written to on %(day)s, and receives one mail a week at most: it may leave from %(at)s.")
        % {
            "day": date_format(left.astimezone(ZoneInfo(programme.time_zone))),
            "at": dates.instant(left + WEEK, programme.time_zone),
        }
    )
