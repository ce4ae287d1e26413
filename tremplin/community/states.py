"""The states of this room: what former laureates are asked, and what they say of where they are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tremplin.core.moves import Moves


class CheckInState(TextChoices):
    ASKED = "asked", _("asked, no answer yet")
    ANSWERED = "answered", _("answered")


CHECKIN_MOVES = Moves(
    CheckInState,
    initial=CheckInState.ASKED,
    final={CheckInState.ANSWERED},
    answer=({CheckInState.ASKED}, CheckInState.ANSWERED),
)


class Still(TextChoices):
    """Where an initiative is, some months after its support."""

    GOING = "going", _("It goes on")
    PAUSED = "paused", _("It is paused")
    ENDED = "ended", _("It has ended")
    MERGED = "merged", _("It has joined another project")
