"""What the clock does in this room."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Chore
from tremplin.programme.actions.absences import forget_old

OWN = [Chore("programme-absences", _("Erase absences over for a year"), timedelta(days=1), forget_old)]
