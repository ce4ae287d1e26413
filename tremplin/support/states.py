"""The states of this room: a year of support, what is agreed in it, and the introductions made for it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class Step(TextChoices):
    """The three steps of the programme."""

    CONSOLIDATE = "consolidate", _("consolidate")
    INTEGRATE = "integrate", _("integrate")
    DEPLOY = "deploy", _("deploy")


class AccompanimentState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a support", "planned")
    RUNNING = "running", pgettext_lazy("a support", "under way")
    PAUSED = "paused", pgettext_lazy("a support", "paused")
    CLOSED = "closed", pgettext_lazy("a support", "closed")


ACCOMPANIMENT_MOVES = Moves(
    AccompanimentState,
    initial=AccompanimentState.PLANNED,
    start=({AccompanimentState.PLANNED}, AccompanimentState.RUNNING),
    pause=({AccompanimentState.RUNNING}, AccompanimentState.PAUSED),
    resume=({AccompanimentState.PAUSED, AccompanimentState.CLOSED}, AccompanimentState.RUNNING),
    close=(
        {AccompanimentState.PLANNED, AccompanimentState.RUNNING, AccompanimentState.PAUSED},
        AccompanimentState.CLOSED,
    ),
)


class PartKind(TextChoices):
    """What somebody of the administration does for one initiative."""

    OFFICER = "officer", _("acceleration officer")
    REFERENT = "referent", _("referent")


class Side(TextChoices):
    """The two voices of a diagnosis."""

    TEAM = "team", _("the initiative")
    OFFICER = "officer", _("the programme")


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


class Level(IntegerChoices):
    """Where an initiative stands on a question of the diagnosis: a description, not a mark."""

    NOTHING = 1, _("not begun")
    BEGUN = 2, _("begun")
    HALFWAY = 3, _("half-way")
    SOLID = 4, _("solid")
    SETTLED = 5, _("settled, and shared")


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


class BookingState(TextChoices):
    BOOKED = "booked", pgettext_lazy("a session", "booked")
    HELD = "held", pgettext_lazy("a session", "held")
    CANCELLED = "cancelled", pgettext_lazy("a session", "cancelled")


BOOKING_MOVES = Moves(
    BookingState,
    initial=BookingState.BOOKED,
    final={BookingState.CANCELLED, BookingState.HELD},
    hold=({BookingState.BOOKED}, BookingState.HELD),
    cancel=({BookingState.BOOKED}, BookingState.CANCELLED),
)


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
    # the answer may change until they meet
    take_up=(_ANSWERS, IntroductionState.TAKEN_UP),
    redirect=(_ANSWERS, IntroductionState.REDIRECTED),
    decline=(_ANSWERS, IntroductionState.DECLINED),
    postpone=(_ANSWERS, IntroductionState.LATER),
    give_up=({IntroductionState.SENT, IntroductionState.LATER}, IntroductionState.UNANSWERED),
    meet=({IntroductionState.TAKEN_UP, IntroductionState.UNANSWERED, IntroductionState.LATER}, IntroductionState.MET),
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


class TimeSaved(TextChoices):
    """What an introduction saved, in ranges, as each side says it."""

    NONE = "none", _("nothing")
    WEEKS = "weeks", _("some weeks")
    MONTHS = "months", _("one to six months")
    HALF = "half", _("six to twelve months")
    YEAR = "year", _("more than a year")
    ANYWAY = "anyway", _("it would have happened anyway")


class TraceKind(TextChoices):
    """What is kept of a relation."""

    CONTACT = "contact", _("contact")
    PROMISE = "promise", _("promise")
    AGREEMENT = "agreement", _("agreement signed")
    NEWS = "news", _("news")
