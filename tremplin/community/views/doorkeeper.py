"""Who stands at the door, and what they may find behind it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.community import queries
from tremplin.community.models import CheckIn, Enquiry, Event
from tremplin.people.doorkeeper import me, must_be_ref

__all__ = ["check_in_seen", "enquiry_read", "managed_event", "me", "published_event"]


def published_event(ref: str) -> Event:
    return get_object_or_404(queries.published_events(), ref=must_be_ref(ref))


def managed_event(request: HttpRequest, ref: str) -> Event:
    """An event of the person's programmes; for anybody else, it does not exist."""
    return get_object_or_404(queries.events_visible_to(request.user), ref=must_be_ref(ref))


def check_in_seen(request: HttpRequest, ref: str) -> CheckIn:
    return get_object_or_404(queries.check_ins_visible_to(request.user), ref=must_be_ref(ref))


def enquiry_read(request: HttpRequest, ref: str) -> Enquiry:
    """A message to the person's programmes; for anybody else, it does not exist."""
    return get_object_or_404(queries.enquiries_visible_to(request.user), ref=must_be_ref(ref))
