"""The shared diagnosis: when it is made, where it stands, and the five descriptions it is answered with."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class Occasion(TextChoices):
    START = "start", _("at the start")
    MIDDLE = "middle", _("at mid-year")
    EXIT = "exit", _("at the exit")


class DiagnosisState(TextChoices):
    OPEN = "open", pgettext_lazy("a diagnosis", "being written")
    AGREED = "agreed", pgettext_lazy("a diagnosis", "agreed by both")


DIAGNOSIS_MOVES = Moves(
    DiagnosisState,
    initial=DiagnosisState.OPEN,
    final={DiagnosisState.AGREED},
    agree=({DiagnosisState.OPEN}, DiagnosisState.AGREED),
)


class CarriedState(TextChoices):
    WAITING = "waiting", pgettext_lazy("a passage of the application", "to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("a passage of the application", "confirmed")
    CORRECTED = "corrected", pgettext_lazy("a passage of the application", "corrected")
    ASIDE = "aside", pgettext_lazy("a passage of the application", "set aside")


CARRIED_MOVES = Moves(
    CarriedState,
    initial=CarriedState.WAITING,
    final={CarriedState.CONFIRMED, CarriedState.CORRECTED},
    confirm=({CarriedState.WAITING}, CarriedState.CONFIRMED),
    correct=({CarriedState.WAITING}, CarriedState.CORRECTED),
    set_aside=({CarriedState.WAITING}, CarriedState.ASIDE),
    take_again=({CarriedState.ASIDE}, CarriedState.WAITING),
)


class Level(IntegerChoices):
    """Where an initiative stands on a question of the diagnosis: a description, not a mark."""

    NOTHING = 1, _("not begun")
    BEGUN = 2, _("begun")
    HALFWAY = 3, _("half-way")
    SOLID = 4, _("solid")
    SETTLED = 5, _("settled, and shared")
