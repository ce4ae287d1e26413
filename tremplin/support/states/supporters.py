"""What supporters accept to do, what is asked of them, and the public resources asked for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class OfferKind(TextChoices):
    """What a supporter may accept to do."""

    INTRODUCE = "introduce", _("introduce somebody")
    COSIGN = "cosign", _("co-sign a letter")
    HOST = "host", _("host a meeting or an event")
    SPEAK = "speak", _("speak for an initiative")
    ADVISE = "advise", _("give an hour of advice")


class OfferPace(TextChoices):
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")
    YEAR = "year", _("a year")


class AskingState(TextChoices):
    ASKED = "asked", pgettext_lazy("an asking", "asked, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("an asking", "accepted")
    DECLINED = "declined", pgettext_lazy("an asking", "not this time")
    DONE = "done", pgettext_lazy("an asking", "done")
    CANCELLED = "cancelled", pgettext_lazy("an asking", "no longer asked")


ASKING_MOVES = Moves(
    AskingState,
    initial=AskingState.ASKED,
    final={AskingState.DONE, AskingState.CANCELLED},
    accept=({AskingState.ASKED, AskingState.DECLINED}, AskingState.ACCEPTED),
    decline=({AskingState.ASKED, AskingState.ACCEPTED}, AskingState.DECLINED),
    do=({AskingState.ASKED, AskingState.ACCEPTED}, AskingState.DONE),
    cancel=({AskingState.ASKED, AskingState.ACCEPTED, AskingState.DECLINED}, AskingState.CANCELLED),
)


class RequestState(TextChoices):
    MEANT = "meant", pgettext_lazy("a request", "to be asked")
    ASKED = "asked", pgettext_lazy("a request", "asked")
    OBTAINED = "obtained", pgettext_lazy("a request", "obtained")
    REFUSED = "refused", pgettext_lazy("a request", "refused")
    DROPPED = "dropped", pgettext_lazy("a request", "given up")


REQUEST_MOVES = Moves(
    RequestState,
    initial=RequestState.MEANT,
    ask=({RequestState.MEANT}, RequestState.ASKED),
    obtain=({RequestState.ASKED, RequestState.REFUSED}, RequestState.OBTAINED),
    refuse=({RequestState.ASKED, RequestState.OBTAINED}, RequestState.REFUSED),
    drop=({RequestState.MEANT, RequestState.ASKED}, RequestState.DROPPED),
    take_again=({RequestState.DROPPED}, RequestState.MEANT),
)
