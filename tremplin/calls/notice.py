"""What the site announces: the call that is open, and when that changes."""

from datetime import datetime

from django.urls import reverse

from tremplin.calls.models import Intake
from tremplin.calls.queries import open_calls, published_calls
from tremplin.core.offers import Notice


def current(at: datetime) -> tuple[Notice | None, datetime | None]:
    """One notice, never two: of the open calls, the one that closes first."""
    open_now, changes_at = open_calls(at), next_change(at)
    if not open_now:
        return None, changes_at
    call, intake = min(open_now, key=lambda pair: pair[1].closes_at)
    return Notice(call.title, reverse("calls:call", args=[call.slug]), intake.closes_at), changes_at


def next_change(at: datetime) -> datetime | None:
    """The next instant at which a published call opens, closes, or no longer takes what comes late."""
    instants = [
        instant
        for intake in Intake.objects.filter(call__in=published_calls())
        for instant in (intake.opens_at, intake.closes_at, intake.closes_at + intake.grace)
        if instant > at
    ]
    return min(instants, default=None)
