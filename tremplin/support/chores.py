"""What the clock does in this room."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Chore
from tremplin.support.actions.accompaniments import start_due
from tremplin.support.actions.agreements import remind_of_ends
from tremplin.support.actions.asks import tell_next
from tremplin.support.actions.departures import leave_with_mandates
from tremplin.support.actions.feedback import ask_feedback
from tremplin.support.actions.indicators import remind_of_measures
from tremplin.support.actions.legal import give_back_left_behind
from tremplin.support.actions.sessions import cancel_after_the_end
from tremplin.support.composed_letters import make_missing_files


def _start_due(at: datetime) -> str:
    return str(start_due(at))


def _give_back_questions(at: datetime) -> str:
    return str(give_back_left_behind(at))


def _remind_of_measures(at: datetime) -> str:
    return str(remind_of_measures(at))


def _remind_of_ends(at: datetime) -> str:
    return str(remind_of_ends(at))


def _tell(at: datetime) -> str:
    return str(tell_next(at))


def _ask_feedback(at: datetime) -> str:
    return str(ask_feedback(at))


def _leave(at: datetime) -> str:
    return str(leave_with_mandates(at))


def _cancel_after_the_end(at: datetime) -> str:
    return str(cancel_after_the_end(at))


OWN = [
    Chore(
        "support-feedback",
        _("Ask both sides what a session was useful for, the day after"),
        timedelta(minutes=30),
        _ask_feedback,
    ),
    Chore(
        "support-experts",
        _("Give back what experts who left were to do"),
        timedelta(hours=1),
        _leave,
    ),
    Chore(
        "support-sessions",
        _("Cancel the sessions of supports that are over"),
        timedelta(hours=1),
        _cancel_after_the_end,
    ),
    Chore("support-asks", _("Tell initiatives what waits in line for them"), timedelta(minutes=5), _tell),
    Chore("support-letters", _("Make the documents of letters issued"), timedelta(minutes=10), make_missing_files),
    Chore("support-start", _("Begin the supports whose first day has come"), timedelta(hours=1), _start_due),
    Chore(
        "support-legal-give-back",
        _("Give back the legal questions of experts who left"),
        timedelta(hours=1),
        _give_back_questions,
    ),
    Chore(
        "support-measures",
        _("Say which values are due, within the hours of each team"),
        timedelta(minutes=15),
        _remind_of_measures,
    ),
    Chore("support-agreements", _("Say which agreements come to their end"), timedelta(minutes=15), _remind_of_ends),
]
