"""Mail as an outbox: a message is a row written in the same transaction as the act it tells of; the worker sends it.

A message is written once per (kind, object, recipient, occasion) and keeps its Message-ID over every attempt, so that a
mailbox shows it once even when a stop falls between the sending and the writing of it.
"""

import logging
import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from tremplin.core import offers
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused, move
from tremplin.core.states import MessageState
from tremplin.core.transactions import must_be_outside

log = logging.getLogger(__name__)

ATTEMPTS = 8
STUCK_AFTER = timedelta(minutes=10)
KEPT = timedelta(days=30)
_ADDRESS = re.compile(r"^https?://\S+$")


def render(kind: str, context: dict[str, Any], language: str) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail. The HTML is made from the text: an address alone on its line becomes a button."""
    offer = offers.mails.get(kind)
    if offer is None:
        raise LookupError(f"no mail is called {kind!r}")
    with translation.override(language):
        subject, _, text = render_to_string(offer.template, {"base_url": settings.BASE_URL, **context}).partition("\n")
        text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
        paragraphs = [
            {"text": part, "address": part if _ADDRESS.match(part) else ""} for part in text.strip().split("\n\n")
        ]
        html = render_to_string(
            "core/mail.html", {"subject": subject.strip(), "paragraphs": paragraphs, "language": language}
        )
    return subject.strip(), text, html


def post(
    kind: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    at: datetime,
    object: str = "",
    occasion: str = "",
) -> Message:
    """Put a mail in the outbox; the same (kind, object, recipient, occasion) again returns the one already there."""
    subject, text, html = render(kind, context, language)
    try:
        with transaction.atomic():
            return Message.objects.create(
                kind=kind,
                object=object,
                occasion=occasion,
                recipient=to,
                language=language,
                subject=subject,
                text=text,
                html=html,
                message_id=f"<{uuid.uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>",
                created_at=at,
                not_before=at,
            )
    except IntegrityError:
        return Message.objects.get(kind=kind, object=object, recipient=to, occasion=occasion, erased_at=None)


def deliver(at: datetime, *, at_most: int = 50) -> int:
    """Send what is due; return how many left. A refusal by the server is tried again later, eight times over two days."""
    must_be_outside("sending mail")
    due = list(Message.objects.filter(state=MessageState.QUEUED, not_before__lte=at).order_by("not_before")[:at_most])
    if not due:
        return 0
    sent = 0
    with get_connection() as connection:
        for message in due:
            try:
                move(message, "take", by="", at=at, taken_at=at, attempts=message.attempts + 1)
            except MoveRefused:
                continue  # another worker has it
            mail = EmailMultiAlternatives(
                message.subject,
                message.text,
                to=[message.recipient],
                headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
                connection=connection,
            )
            mail.attach_alternative(message.html, "text/html")
            try:
                mail.send()
            except OSError as error:  # every SMTP error is one
                _not_sent(message, at, error)
            else:
                move(message, "deliver", by="", at=at, sent_at=at, last_error="")
                sent += 1
    return sent


def _not_sent(message: Message, at: datetime, error: OSError) -> None:
    # the class only: a server's answer often repeats the recipient's address
    reason = type(error).__name__
    log.warning("mail %s not sent: %s (attempt %s)", message.ref, reason, message.attempts)
    if message.attempts >= ATTEMPTS:
        move(message, "give_up", by="", at=at, last_error=reason)
    else:
        wait = timedelta(minutes=2**message.attempts * 5)
        move(message, "postpone", by="", at=at, last_error=reason, not_before=at + wait)


def take_up_stuck(at: datetime) -> str:
    """Put back in the queue what a stopped worker had taken."""
    stuck = Message.objects.filter(state=MessageState.SENDING, taken_at__lt=at - STUCK_AFTER)
    for message in stuck:
        move(message, "postpone", by="", at=at, last_error="stopped", not_before=at)
    return str(len(stuck))


def erase_old(at: datetime) -> str:
    """Thirty days after it left, a message keeps its reference and its dates, no longer its words nor its recipient."""
    count = Message.objects.filter(sent_at__lt=at - KEPT, erased_at=None).update(
        recipient="", subject="", text="", html="", erased_at=at
    )
    return str(count)
