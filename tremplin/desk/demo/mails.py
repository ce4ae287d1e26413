"""The mails of the demonstration left on their day: what was written weeks ago does not leave today.

Without this the worker would send them all at once, and whoever was written to a fortnight ago would count as written
to this week. Where a mail server receives what leaves, the worker is left to do it.
"""

from django.conf import settings

from tremplin.core import clock, mail
from tremplin.core.models import Message
from tremplin.core.states import MessageState


def leave() -> str:
    """Each mail that was due leaves at the instant it was due."""
    if settings.MAIL_DELIVERED:
        return "mails: left to the worker"
    due = Message.objects.filter(state=MessageState.QUEUED, not_before__lte=clock.now())
    left = 0
    for instant in sorted(set(due.order_by().values_list("not_before", flat=True))):
        with clock.at(instant):
            while sent := mail.deliver(instant):
                left += sent
    return f"{left} mails have left, each on its day"
