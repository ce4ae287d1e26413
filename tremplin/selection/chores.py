"""What the clock does in this room: the waves of an announcement, and conflicts declared elsewhere."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Chore
from tremplin.selection.actions.releases import run_waves
from tremplin.selection.actions.reviews import recuse_conflicted


def _run_waves(at: datetime) -> str:
    """No count on the operations page: how many teams were told is not for everybody before the announcement."""
    run_waves(at)
    return ""


def _recuse_conflicted(at: datetime) -> str:
    return str(recuse_conflicted(at))


OWN = [
    Chore("selection-waves", _("Send the waves of an announcement"), timedelta(seconds=20), _run_waves),
    Chore(
        "selection-conflicts",
        _("Take away what a reader wrote on a file they are in conflict with"),
        timedelta(minutes=5),
        _recuse_conflicted,
    ),
]
