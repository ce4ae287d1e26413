"""The mail that comes to us: read once, given to whoever knows what it is."""

import logging
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from tremplin.core import mail, offers
from tremplin.core.engine.notices import read_notice

log = logging.getLogger(__name__)

LARGEST = 25 * 1024 * 1024


def receive(content: bytes, at: datetime) -> str:
    """What was done with one message, in a line without a name or an address; "" when nobody takes it."""
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    for one in offers.incoming:
        if done := one.take(message, at):
            log.info("mail received: %s", done)
            return done
    return ""


def _take_notice(message: EmailMessage, at: datetime) -> str:
    """A server says that a mail of ours was not delivered."""
    notice = read_notice(message)
    if notice is None:
        return ""
    found = mail.bounce(notice.message_ids, notice.status, at)
    return f"notice: {found.kind} {found.ref} not delivered" if found else "notice: about no mail of ours"


NOTICES = offers.Incoming("10-notices", _take_notice)
