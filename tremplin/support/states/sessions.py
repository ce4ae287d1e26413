"""Sessions with experts."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


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


class ExpertKind(TextChoices):
    ADMINISTRATION = "administration", pgettext_lazy("an expert", "of an administration")
    PARTNER = "partner", pgettext_lazy("an expert", "of a partner")
    MENTOR = "mentor", pgettext_lazy("an expert", "mentor, unpaid")
    COACH = "coach", pgettext_lazy("an expert", "coach, paid")


class SessionRequestState(TextChoices):
    ASKED = "asked", pgettext_lazy("a session asked for", "asked, no expert yet")
    PROPOSED = "proposed", pgettext_lazy("a session asked for", "proposed to an expert")
    ACCEPTED = "accepted", pgettext_lazy("a session asked for", "accepted: a moment is to be chosen")
    BOOKED = "booked", pgettext_lazy("a session asked for", "booked")
    DROPPED = "dropped", pgettext_lazy("a session asked for", "no longer asked")


SESSION_REQUEST_MOVES = Moves(
    SessionRequestState,
    initial=SessionRequestState.ASKED,
    final={SessionRequestState.DROPPED},
    propose=({SessionRequestState.ASKED, SessionRequestState.PROPOSED}, SessionRequestState.PROPOSED),
    # the expert says no, leaves, or never answers: it waits for another
    give_back=(
        {SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED, SessionRequestState.BOOKED},
        SessionRequestState.ASKED,
    ),
    accept=({SessionRequestState.PROPOSED}, SessionRequestState.ACCEPTED),
    book=({SessionRequestState.ACCEPTED}, SessionRequestState.BOOKED),
    # the session is cancelled, the expert still helps: another moment is to be chosen
    free=({SessionRequestState.BOOKED}, SessionRequestState.ACCEPTED),
    drop=(
        {SessionRequestState.ASKED, SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED},
        SessionRequestState.DROPPED,
    ),
)


class NoteAudience(TextChoices):
    SHARED = "shared", pgettext_lazy("a note", "for both sides")
    MINE = "mine", pgettext_lazy("a note", "for whoever wrote it")
    PROGRAMME = "programme", pgettext_lazy("a note", "for the programme")
    TEAM = "team", pgettext_lazy("a note", "for the initiative")


class WorkshopState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a workshop", "planned")
    HELD = "held", pgettext_lazy("a workshop", "held")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "cancelled")


WORKSHOP_MOVES = Moves(
    WorkshopState,
    initial=WorkshopState.PLANNED,
    final={WorkshopState.HELD, WorkshopState.CANCELLED},
    hold=({WorkshopState.PLANNED}, WorkshopState.HELD),
    cancel=({WorkshopState.PLANNED}, WorkshopState.CANCELLED),
)
