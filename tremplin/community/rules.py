"""Who may do what with events, news and messages. Each rule answers Yes or No with its sentence; button and door ask
the same.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.community.models import Enquiry, Event
from tremplin.community.queries import places_left
from tremplin.community.states import EnquiryState
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.rules import can_follow

# messages from one address: nobody may be flooded with acknowledgements, nor the team with messages
MESSAGES_IN_AN_HOUR = 5


def can_manage_events(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Events are written by the programme team."))


def can_write_events(person: Any, programme: Programme) -> Answer:
    if Role.AGENT in roles_of(person, programme):
        return Yes()
    return No(_("Events are written by the programme team."))


def can_read_news(person: Any) -> Answer:
    """For whoever supports initiatives: the same people as during the year."""
    return can_follow(person)


def can_register(event: Event, at: datetime) -> Answer:
    """Anybody may come, until it begins and while there is room."""
    if event.cancelled_at is not None:
        return No(_("This event is cancelled."))
    if event.ends_at <= at:
        return No(_("This event is over."))
    if event.starts_at <= at:
        return No(_("This event has begun: one registers before it does."))
    if places_left(event) == 0:
        return No(_("All the places are taken. One is free again when somebody cancels: please look again later."))
    return Yes()


def can_change_event(person: Any, event: Event, at: datetime) -> Answer:
    if isinstance(answer := can_write_events(person, event.programme), No):
        return answer
    if event.cancelled_at is not None:
        return No(_("This event is cancelled."))
    if event.ends_at <= at:
        return No(_("This event is over."))
    return Yes()


def can_publish_event(person: Any, event: Event, at: datetime) -> Answer:
    if isinstance(answer := can_change_event(person, event, at), No):
        return answer
    if event.published_at is not None:
        return No(_("This event is already published."))
    if event.starts_at <= at:
        return No(_("This event has begun."))
    return Yes()


def can_cancel_event(person: Any, event: Event, at: datetime) -> Answer:
    """Until it begins: afterwards, it took place."""
    if isinstance(answer := can_change_event(person, event, at), No):
        return answer
    if event.starts_at <= at:
        return No(_("This event has begun."))
    return Yes()


def can_write(email: str, at: datetime) -> Answer:
    """Anybody may write to the team, a few times an hour."""
    lately = Enquiry.objects.filter(email=email, received_at__gt=at - timedelta(hours=1))
    if lately.count() < MESSAGES_IN_AN_HOUR:
        return Yes()
    return No(_("Several messages came from this address within the hour. Please send this one in an hour."))


def can_read_messages(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Messages are read by the programme team."))


def can_answer(person: Any, enquiry: Enquiry) -> Answer:
    if Role.AGENT not in roles_of(person, enquiry.programme):
        return No(_("Messages are read by the programme team."))
    if enquiry.state == EnquiryState.UNWANTED:
        return No(_("This message was set aside: take it back to answer it."))
    return Yes()


def can_set_aside(person: Any, enquiry: Enquiry) -> Answer:
    if Role.AGENT not in roles_of(person, enquiry.programme):
        return No(_("Messages are read by the programme team."))
    return Enquiry.MOVES.allows("set_aside", enquiry.state)


def can_take_back(person: Any, enquiry: Enquiry) -> Answer:
    if Role.AGENT not in roles_of(person, enquiry.programme):
        return No(_("Messages are read by the programme team."))
    return Enquiry.MOVES.allows("take_back", enquiry.state)
