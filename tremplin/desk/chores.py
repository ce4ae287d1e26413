"""What the clock does in this room."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Chore
from tremplin.desk.actions import send_week

OWN = [Chore("desk-monday", _("Send Monday’s mail: the week in fifteen lines"), timedelta(minutes=30), send_week)]
