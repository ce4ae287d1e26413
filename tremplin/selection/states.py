"""The states of this room: a file from its screening to the announcement, and the people who read it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class College(TextChoices):
    """Who reads in a round. Citizens read a summary in plain words; the others read the application."""

    TEAM = "team", _("the programme team and its partners")
    EXPERTS = "experts", _("expert college")
    CITIZENS = "citizens", _("citizen jury")


class ScreeningState(TextChoices):
    WAITING = "waiting", _("to be screened")
    ADMISSIBLE = "admissible", _("admissible")
    REFUSED = "refused", _("not admissible")


SCREENING_MOVES = Moves(
    ScreeningState,
    initial=ScreeningState.WAITING,
    admit=({ScreeningState.WAITING}, ScreeningState.ADMISSIBLE),
    refuse=({ScreeningState.WAITING}, ScreeningState.REFUSED),
    look_again=({ScreeningState.ADMISSIBLE, ScreeningState.REFUSED}, ScreeningState.WAITING),
)


class RoundState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("a round", "in preparation")
    OPEN = "open", pgettext_lazy("a round", "open")
    CLOSED = "closed", pgettext_lazy("a round", "closed")


ROUND_MOVES = Moves(
    RoundState,
    initial=RoundState.PREPARED,
    open=({RoundState.PREPARED}, RoundState.OPEN),
    close=({RoundState.OPEN}, RoundState.CLOSED),
    open_again=({RoundState.CLOSED}, RoundState.OPEN),
)


class FileState(TextChoices):
    """How a file stands in a round."""

    WAITING = "waiting", pgettext_lazy("a file", "waiting")
    PASSED = "passed", pgettext_lazy("a file", "passed")
    KEPT = "kept", pgettext_lazy("a file", "kept waiting")
    STOPPED = "stopped", pgettext_lazy("a file", "stopped")


FILE_MOVES = Moves(
    FileState,
    initial=FileState.WAITING,
    let_pass=({FileState.WAITING, FileState.KEPT}, FileState.PASSED),
    keep=({FileState.WAITING}, FileState.KEPT),
    stop=({FileState.WAITING, FileState.KEPT}, FileState.STOPPED),
    reconsider=({FileState.PASSED, FileState.KEPT, FileState.STOPPED}, FileState.WAITING),
)


class SeatState(TextChoices):
    INVITED = "invited", pgettext_lazy("a seat", "invited")
    ACCEPTED = "accepted", pgettext_lazy("a seat", "accepted")
    DECLINED = "declined", pgettext_lazy("a seat", "declined")
    ENDED = "ended", pgettext_lazy("a seat", "ended")


SEAT_MOVES = Moves(
    SeatState,
    initial=SeatState.INVITED,
    accept=({SeatState.INVITED, SeatState.DECLINED}, SeatState.ACCEPTED),
    decline=({SeatState.INVITED}, SeatState.DECLINED),
    end=({SeatState.INVITED, SeatState.ACCEPTED}, SeatState.ENDED),
    invite_again=({SeatState.DECLINED, SeatState.ENDED}, SeatState.INVITED),
)


class ReviewState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("a review", "proposed")
    ACCEPTED = "accepted", _("to read")
    STARTED = "started", _("in progress")
    SUBMITTED = "submitted", pgettext_lazy("a review", "submitted")
    RECUSED = "recused", pgettext_lazy("a review", "recused")


REVIEW_MOVES = Moves(
    ReviewState,
    initial=ReviewState.PROPOSED,
    final={ReviewState.RECUSED},
    accept=({ReviewState.PROPOSED}, ReviewState.ACCEPTED),
    start=({ReviewState.ACCEPTED}, ReviewState.STARTED),
    submit=({ReviewState.STARTED}, ReviewState.SUBMITTED),
    reopen=({ReviewState.SUBMITTED}, ReviewState.STARTED),
    recuse=(
        {ReviewState.PROPOSED, ReviewState.ACCEPTED, ReviewState.STARTED, ReviewState.SUBMITTED},
        ReviewState.RECUSED,
    ),
)


class Opinion(IntegerChoices):
    """What a citizen says of the general interest of an initiative."""

    VERY_FAVOURABLE = 4, _("very favourable")
    FAVOURABLE = 3, _("rather favourable")
    RESERVED = 2, _("reserved")
    UNFAVOURABLE = 1, _("unfavourable")


class SittingState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a sitting", "planned")
    OPEN = "open", pgettext_lazy("a sitting", "under way")
    CLOSED = "closed", pgettext_lazy("a sitting", "closed")


SITTING_MOVES = Moves(
    SittingState,
    initial=SittingState.PLANNED,
    final={SittingState.CLOSED},
    open=({SittingState.PLANNED}, SittingState.OPEN),
    close=({SittingState.OPEN}, SittingState.CLOSED),
)


class ItemState(TextChoices):
    """How a file stands in a sitting."""

    WAITING = "waiting", _("to be discussed")
    PROPOSED = "proposed", _("discussed")


ITEM_MOVES = Moves(
    ItemState,
    initial=ItemState.WAITING,
    propose=({ItemState.WAITING}, ItemState.PROPOSED),
    discuss_again=({ItemState.PROPOSED}, ItemState.WAITING),
)


class Outcome(TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("complementary list")
    DECLINED = "declined", _("not selected")
    NOT_ADMISSIBLE = "not_admissible", _("not admissible")


class DecisionState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("a decision", "prepared")
    SIGNED = "signed", pgettext_lazy("a decision", "signed")
    RELEASED = "released", pgettext_lazy("a decision", "announced")


DECISION_MOVES = Moves(
    DecisionState,
    initial=DecisionState.PREPARED,
    final={DecisionState.RELEASED},
    sign=({DecisionState.PREPARED}, DecisionState.SIGNED),
    take_back=({DecisionState.SIGNED}, DecisionState.PREPARED),
    release=({DecisionState.SIGNED}, DecisionState.RELEASED),
)


class WaveKind(TextChoices):
    """The waves of an announcement, in their order."""

    NOTICE = "notice", _("confidential notice to the laureates")
    REFUSALS = "refusals", _("answers to the other teams")
    PUBLIC = "public", _("public announcement")


class WaveState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a wave", "planned")
    HELD = "held", pgettext_lazy("a wave", "held")
    RUNNING = "running", pgettext_lazy("a wave", "leaving")
    DONE = "done", pgettext_lazy("a wave", "gone")


WAVE_MOVES = Moves(
    WaveState,
    initial=WaveState.PLANNED,
    hold=({WaveState.PLANNED, WaveState.RUNNING}, WaveState.HELD),
    resume=({WaveState.HELD}, WaveState.PLANNED),
    run=({WaveState.PLANNED}, WaveState.RUNNING),
    finish=({WaveState.RUNNING}, WaveState.DONE),
    plan_again=({WaveState.DONE}, WaveState.PLANNED),
)


class AcceptanceState(TextChoices):
    """What a laureate answers to the confidential notice."""

    ASKED = "asked", pgettext_lazy("a laureate", "answer awaited")
    ACCEPTED = "accepted", pgettext_lazy("a laureate", "accepted")
    DECLINED = "declined", pgettext_lazy("a laureate", "declined")


ACCEPTANCE_MOVES = Moves(
    AcceptanceState,
    initial=AcceptanceState.ASKED,
    final={AcceptanceState.DECLINED},
    accept=({AcceptanceState.ASKED}, AcceptanceState.ACCEPTED),
    decline=({AcceptanceState.ASKED, AcceptanceState.ACCEPTED}, AcceptanceState.DECLINED),
)
