"""The states of what the core keeps: messages on their way out, files on their way in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tremplin.core.moves import Moves


class MessageState(TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


MESSAGE_MOVES = Moves(
    MessageState,
    initial=MessageState.QUEUED,
    take=({MessageState.QUEUED}, MessageState.SENDING),
    deliver=({MessageState.SENDING}, MessageState.SENT),
    postpone=({MessageState.SENDING}, MessageState.QUEUED),
    give_up=({MessageState.SENDING}, MessageState.FAILED),
    # taken by a server, then sent back by another
    bounce=({MessageState.SENT}, MessageState.FAILED),
    retry=({MessageState.FAILED}, MessageState.QUEUED),
)


class FileState(TextChoices):
    RECEIVED = "received", _("received, not yet checked")
    CLEAN = "clean", _("checked")
    INFECTED = "infected", _("infected")
    UNSCANNED = "unscanned", _("not checked for viruses")


FILE_MOVES = Moves(
    FileState,
    initial=FileState.RECEIVED,
    final={FileState.INFECTED},
    clear=({FileState.RECEIVED, FileState.UNSCANNED}, FileState.CLEAN),
    condemn=({FileState.RECEIVED, FileState.UNSCANNED, FileState.CLEAN}, FileState.INFECTED),
    wave_through=({FileState.RECEIVED}, FileState.UNSCANNED),
)
