"""The states of this room: what former laureates are asked and say, and what becomes of a message received."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class EnquiryState(TextChoices):
    RECEIVED = "received", pgettext_lazy("a message", "waits for an answer")
    ANSWERED = "answered", pgettext_lazy("a message", "answered")
    UNWANTED = "unwanted", pgettext_lazy("a message", "set aside")


# answered again: somebody may have forgotten something
ENQUIRY_MOVES = Moves(
    EnquiryState,
    initial=EnquiryState.RECEIVED,
    answer=({EnquiryState.RECEIVED, EnquiryState.ANSWERED}, EnquiryState.ANSWERED),
    set_aside=({EnquiryState.RECEIVED}, EnquiryState.UNWANTED),
    take_back=({EnquiryState.UNWANTED}, EnquiryState.RECEIVED),
)


class EnquirySubject(TextChoices):
    """What a message is about, in the words of who writes it."""

    APPLY = "apply", _("Applying to the programme")
    SUPPORT = "support", _("A support under way")
    PARTNER = "partner", _("Helping, or becoming a partner")
    PRESS = "press", _("Press")
    SITE = "site", _("This site: a fault, an obstacle")
    OTHER = "other", _("Something else")
