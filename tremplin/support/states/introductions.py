"""Introductions: where each stands, what is written again, and what it brought."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class IntroductionState(TextChoices):
    ASKED = "asked", pgettext_lazy("an introduction", "waiting for the agreement of the initiative")
    AGREED = "agreed", pgettext_lazy("an introduction", "agreed, to be sent")
    REFUSED = "refused", pgettext_lazy("an introduction", "not wanted by the initiative")
    SENT = "sent", pgettext_lazy("an introduction", "sent, no answer yet")
    TAKEN_UP = "taken_up", pgettext_lazy("an introduction", "taken up")
    REDIRECTED = "redirected", pgettext_lazy("an introduction", "redirected to somebody else")
    DECLINED = "declined", pgettext_lazy("an introduction", "declined")
    LATER = "later", pgettext_lazy("an introduction", "not now")
    UNANSWERED = "unanswered", pgettext_lazy("an introduction", "given up without an answer")
    MET = "met", pgettext_lazy("an introduction", "they met")
    ENDED = "ended", pgettext_lazy("an introduction", "ended")


_ANSWERS = {
    IntroductionState.SENT,
    IntroductionState.TAKEN_UP,
    IntroductionState.REDIRECTED,
    IntroductionState.DECLINED,
    IntroductionState.LATER,
    IntroductionState.UNANSWERED,
}
INTRODUCTION_MOVES = Moves(
    IntroductionState,
    initial=IntroductionState.ASKED,
    final={IntroductionState.REFUSED, IntroductionState.ENDED},
    change=({IntroductionState.ASKED, IntroductionState.AGREED}, IntroductionState.ASKED),
    agree=({IntroductionState.ASKED}, IntroductionState.AGREED),
    refuse=({IntroductionState.ASKED, IntroductionState.AGREED}, IntroductionState.REFUSED),
    send=({IntroductionState.AGREED}, IntroductionState.SENT),
    # it came back: it reached nobody, and is agreed to again once it is written to another address
    bounce=({IntroductionState.SENT}, IntroductionState.ASKED),
    # the answer may change until they meet
    take_up=(_ANSWERS, IntroductionState.TAKEN_UP),
    redirect=(_ANSWERS, IntroductionState.REDIRECTED),
    decline=(_ANSWERS, IntroductionState.DECLINED),
    postpone=(_ANSWERS, IntroductionState.LATER),
    give_up=({IntroductionState.SENT, IntroductionState.LATER}, IntroductionState.UNANSWERED),
    meet=({IntroductionState.TAKEN_UP, IntroductionState.UNANSWERED, IntroductionState.LATER}, IntroductionState.MET),
    # the next step is done: another follows
    go_on=({IntroductionState.MET}, IntroductionState.MET),
    end=(
        {
            IntroductionState.MET,
            IntroductionState.TAKEN_UP,
            IntroductionState.REDIRECTED,
            IntroductionState.DECLINED,
            IntroductionState.LATER,
            IntroductionState.UNANSWERED,
        },
        IntroductionState.ENDED,
    ),
)


class NudgeKind(TextChoices):
    """Whom a reminder is written to."""

    AGAIN = "again", _("the same person")
    DEPUTY = "deputy", _("their deputy, or a colleague")
    SUPERIOR = "superior", _("somebody above them")


class ReplyKind(TextChoices):
    """What a reply that came by mail seems to say; somebody reads it before it is filed."""

    TAKE_UP = "take_up", _("they take it up")
    REDIRECT = "redirect", _("they send to somebody else")
    POSTPONE = "postpone", _("not now")
    DECLINE = "decline", _("no")
    AWAY = "away", _("an automatic reply: away")
    UNCLEAR = "unclear", _("not clear")


class AskedSide(TextChoices):
    """The two sides of an introduction, both asked what it brought."""

    TEAM = "team", _("the initiative")
    CONTACT = "contact", _("the administration")


class OutcomeOccasion(TextChoices):
    LATER = "later", _("three months after")
    EXIT = "exit", _("at the exit")


class OutcomeResult(TextChoices):
    """What an introduction brought."""

    DONE = "done", _("what was asked for was done")
    PARTLY = "partly", _("part of it was done")
    NOT = "not", _("nothing came of it")
    EARLY = "early", _("too early to say")


class TimeSaved(TextChoices):
    """What an introduction saved, in ranges, as each side says it."""

    NONE = "none", _("nothing")
    WEEKS = "weeks", _("some weeks")
    MONTHS = "months", _("one to six months")
    HALF = "half", _("six to twelve months")
    YEAR = "year", _("more than a year")
    ANYWAY = "anyway", _("it would have happened anyway")
