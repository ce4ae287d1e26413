"""What the clock does in this room."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.community.actions import enquiries
from tremplin.community.actions.news import ask_due
from tremplin.community.actions.registrations import erase_old
from tremplin.core.offers import Chore


def _ask(at: datetime) -> str:
    return str(ask_due(at))


def _erase(at: datetime) -> str:
    return str(erase_old(at))


def _erase_messages(at: datetime) -> str:
    return str(enquiries.erase_old(at))


OWN = [
    Chore("community-checkins", _("Ask former laureates for news"), timedelta(days=1), _ask),
    Chore("community-registrations", _("Erase registrations to old events"), timedelta(days=1), _erase),
    Chore("community-enquiries", _("Erase messages whose time is over"), timedelta(days=1), _erase_messages),
]
