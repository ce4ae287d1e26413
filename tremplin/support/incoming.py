"""The replies that come to the installation’s own mailbox: kept beside the introduction they answer, to be filed."""

from datetime import datetime
from email import policy
from email.message import EmailMessage

from tremplin.core import clock
from tremplin.core.incoming import LARGEST
from tremplin.core.models import Message
from tremplin.core.offers import Incoming
from tremplin.support.actions.replies import keep_reply
from tremplin.support.engine.replies import Reply, Unreadable, read_mail
from tremplin.support.models import Introduction

KINDS = ("support-introduction", "support-nudge", "support-outcome")


def _take(message: EmailMessage, at: datetime) -> str:
    try:
        reply = read_mail(message.as_bytes(policy=policy.compat32), today=clock.today(), most=LARGEST)
    except (Unreadable, ValueError, LookupError, TypeError, AttributeError):
        return ""  # what cannot be written again as a mail answers nothing of ours
    found = _answered_by(reply)
    if found is None:
        return ""
    kept = keep_reply(found, reply, at=at)
    return f"reply: introduction {found.ref}{'' if kept else ', known already'}"


def _answered_by(reply: Reply) -> Introduction | None:
    """The introduction of the nearest mail of ours that it answers."""
    ours = dict(
        Message.objects.filter(kind__in=KINDS, message_id__in=reply.answers)
        .order_by()
        .values_list("message_id", "object")
    )
    ref = next((ours[one] for one in reply.answers if one in ours), "")
    sent = Introduction.objects.exclude(sent_at=None)
    return (sent.filter(ref=ref) | sent.filter(nudges__ref=ref)).first() if ref else None


REPLIES = Incoming("30-support-replies", _take)
