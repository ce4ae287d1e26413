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


class CommitmentState(TextChoices):
    PROMISED = "promised", pgettext_lazy("a commitment", "promised")
    KEPT = "kept", pgettext_lazy("a commitment", "kept")
    DROPPED = "dropped", pgettext_lazy("a commitment", "given up")


COMMITMENT_MOVES = Moves(
    CommitmentState,
    initial=CommitmentState.PROMISED,
    keep=({CommitmentState.PROMISED}, CommitmentState.KEPT),
    drop=({CommitmentState.PROMISED}, CommitmentState.DROPPED),
    promise_again=({CommitmentState.KEPT, CommitmentState.DROPPED}, CommitmentState.PROMISED),
)


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
    AGREEMENT = "agreement", _("agreement signed")
    NEWS = "news", _("news")
