"""The two questions after a session, asked once of each side, the day after, within the hours of the initiative."""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tremplin.core.models import Message
from tremplin.people.models import Person
from tremplin.support.emails.session_requests import team_of
from tremplin.support.emails.sessions import post_feedback
from tremplin.support.models import Booking
from tremplin.support.queries.working import may_be_told_from
from tremplin.support.states import BookingState, Side

MAIL = "support-feedback"
LATEST = timedelta(days=10)  # after that nobody remembers well enough to be asked
_MORNING = 8  # no expert is written to before that hour of theirs


def ask_feedback(at: datetime) -> int:
    """What the clock does; how many mails it wrote."""
    over = (
        Booking.objects.filter(slot__ends_at__gt=at - LATEST, slot__ends_at__lte=at)
        .exclude(state=BookingState.CANCELLED)
        .select_related("slot__expert", "accompaniment__initiative", "accompaniment__season__programme")
        .prefetch_related("feedbacks")
    )
    asked: dict[str, set[str]] = defaultdict(set)
    known = Message.objects.filter(kind=MAIL, object__in=[one.ref for one in over])
    for ref, side in known.values_list("object", "occasion"):
        asked[ref].add(side)
    count = 0
    for booking in over:
        said = {one.side for one in booking.feedbacks.all()}
        for side in (Side.TEAM, Side.OFFICER):
            if side in said or side in asked[booking.ref] or not _is_due(booking, side, at):
                continue
            with transaction.atomic():
                for person in _asked_of(booking, side):
                    post_feedback(booking, side, person, at)
                    count += 1
    return count


def _is_due(booking: Booking, side: Side, at: datetime) -> bool:
    """From the day after, in the morning; for the initiative, when it accepts to be written to."""
    local = at.astimezone(ZoneInfo(booking.accompaniment.season.programme.time_zone))
    if booking.slot.ends_at.astimezone(local.tzinfo).date() >= local.date():
        return False
    if side == Side.TEAM:
        return may_be_told_from(booking.accompaniment, at) <= at
    return local.hour >= _MORNING


def _asked_of(booking: Booking, side: Side) -> list[Person]:
    """The expert; or whoever booked for the initiative, else those who write for it."""
    if side == Side.OFFICER:
        expert = booking.slot.expert
        return [expert] if expert.email else []
    team = team_of(booking.accompaniment)
    return [one for one in team if one.pk == booking.booked_by_id] or team
