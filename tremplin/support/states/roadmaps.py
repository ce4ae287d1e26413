"""Needs and actions of the roadmap."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class NeedState(TextChoices):
    OPEN = "open", pgettext_lazy("a need", "open")
    MET = "met", pgettext_lazy("a need", "met")
    DROPPED = "dropped", pgettext_lazy("a need", "no longer asked")


NEED_MOVES = Moves(
    NeedState,
    initial=NeedState.OPEN,
    meet=({NeedState.OPEN}, NeedState.MET),
    drop=({NeedState.OPEN}, NeedState.DROPPED),
    open_again=({NeedState.MET, NeedState.DROPPED}, NeedState.OPEN),
)


class ActionState(TextChoices):
    PLANNED = "planned", pgettext_lazy("an action", "to do")
    DONE = "done", pgettext_lazy("an action", "done")
    DROPPED = "dropped", pgettext_lazy("an action", "given up")


ACTION_MOVES = Moves(
    ActionState,
    initial=ActionState.PLANNED,
    finish=({ActionState.PLANNED}, ActionState.DONE),
    drop=({ActionState.PLANNED}, ActionState.DROPPED),
    plan_again=({ActionState.DONE, ActionState.DROPPED}, ActionState.PLANNED),
)


class Owner(TextChoices):
    """Who does an action."""

    TEAM = "team", _("the initiative")
    OFFICER = "officer", _("the programme")
    EXPERT = "expert", _("an expert")
    BODY = "body", _("an administration")
