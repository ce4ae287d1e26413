"""Who writes of a session, and when the two questions may be answered."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.support.models import Booking
from tremplin.support.queries.session_notes import is_of_programme, is_of_team
from tremplin.support.states import BookingState


def can_write_note(person: Any, booking: Booking) -> Answer:
    """The expert, the team of the initiative, its officer and the programme team; even of a session cancelled."""
    accompaniment = booking.accompaniment
    if booking.slot.expert_id == getattr(person, "pk", None) or is_of_team(person, accompaniment):
        return Yes()
    if is_of_programme(person, accompaniment):
        return Yes()
    return No(_("Notes are written by those of the session, and by the officer of the initiative."))


def can_say_feedback(booking: Booking, at: datetime) -> Answer:
    if booking.state == BookingState.CANCELLED:
        return No(_("This session was cancelled: there is nothing to say of it."))
    if booking.slot.ends_at > at:
        return No(_("This session is not over yet."))
    return Yes()
