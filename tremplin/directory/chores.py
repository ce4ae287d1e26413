"""What the clock does for the directory."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core import offers
from tremplin.directory.actions.holders import forget_long_gone
from tremplin.directory.actions.imports import erase_personal_files, fail_stuck


def _release(at: datetime) -> str:
    return str(fail_stuck(at))


def _forget(at: datetime) -> str:
    return str(forget_long_gone(at))


def _erase(at: datetime) -> str:
    return str(erase_personal_files(at))


OWN = [
    offers.Chore(
        "directory-files", _("Erase files of contacts that nobody applied for a week"), timedelta(days=1), _erase
    ),
    offers.Chore(
        "directory-holders", _("Erase the names of those who left a door three years ago"), timedelta(days=1), _forget
    ),
    offers.Chore(
        "directory-imports", _("Give up imports of the directory whose worker stopped"), timedelta(minutes=5), _release
    ),
]
