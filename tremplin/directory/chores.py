"""What the clock does for the directory."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core import offers
from tremplin.directory.actions.imports import fail_stuck


def _release(at: datetime) -> str:
    return str(fail_stuck(at))


OWN = [
    offers.Chore(
        "directory-imports", _("Give up imports of the directory whose worker stopped"), timedelta(minutes=5), _release
    )
]
