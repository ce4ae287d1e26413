"""What the clock does in this room."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Chore
from tremplin.support.actions.accompaniments import start_due


def _start_due(at: datetime) -> str:
    return str(start_due(at))


OWN = [Chore("support-start", _("Begin the supports whose first day has come"), timedelta(hours=1), _start_due)]
