"""Mail as an outbox: a message is a row written in the same transaction as the act it tells of; the worker sends it.

A message is written once per (kind, object, recipient, occasion) and keeps its Message-ID over every attempt, so that a
mailbox shows it once even when a stop falls between the sending and the writing of it.
"""

import logging
import re
import smtplib
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation

from tremplin.core import offers
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused, move
from tremplin.core.states import MessageState
from tremplin.core.text import clean
from tremplin.core.transactions import must_be_outside

log = logging.getLogger(__name__)

ATTEMPTS = 8
LONGEST_SUBJECT = 77
STUCK_AFTER = timedelta(minutes=10)
KEPT = timedelta(days=30)
_ADDRESS = re.compile(r"^https?://\S+$")
_LINE = "\u2028"  # never left in a text by `clean`


def render(kind: str, context: dict[str, Any], language: str) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail. The HTML is made from the text: an address alone on its line becomes a
    button.
    """
    offer = offers.mails.get(kind)
    if offer is None:
        raise LookupError(f"no mail is called {kind!r}")
    template: Template = get_template(offer.template).template  # type: ignore[attr-defined]
    with translation.override(language):
        # plain text: nothing is escaped here, all of it is where the HTML is made
        held = {name: _hold_lines(value) for name, value in context.items()}
        words = template.render(Context({"base_url": settings.BASE_URL, **held}, autoescape=False))
        subject, _, text = words.lstrip().partition("\n")
        subject = _one_line(subject)
        text = re.sub(r"\n{3,}", "\n\n", text.replace(_LINE, "\n")).strip() + "\n"
        paragraphs = [
            {"text": part, "address": part if _ADDRESS.match(part) else ""} for part in text.strip().split("\n\n")
        ]
        html = render_to_string("core/mail.html", {"subject": subject, "paragraphs": paragraphs, "language": language})
    return subject, text, html


def _hold_lines(value: Any) -> Any:
    """Typed text with its line ends put aside: the first line of the template is the subject, whatever stands in it."""
    return clean(value).replace("\n", _LINE) if isinstance(value, str) else value


def _one_line(subject: str) -> str:
    """What a mailbox shows: no line end, nothing unprintable (a name typed by somebody may hold any), cut where it
    would be.
    """
    line = " ".join(subject.split())
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def post(
    kind: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    at: datetime,
    object: str = "",
    occasion: str = "",
    sender: str = "",
    reply_to: str = "",
) -> Message:
    """Put a mail in the outbox; the same (kind, object, recipient, occasion) again returns the one already there.

    `sender` and `reply_to`: a person in whose name it leaves, and their address. It still leaves from ours, which the
    server may speak for.
    """
    subject, text, html = render(kind, context, language)
    try:
        with transaction.atomic():
            return Message.objects.create(
                kind=kind,
                object=object,
                occasion=occasion,
                recipient=to,
                sender=_one_line(sender),
                reply_to=reply_to,
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
    """Send what is due; return how many left. A refusal by the server is tried again later, eight times over a day.

    A server that cannot be reached ends the round: the messages behind wait their turn, they are not refused.
    """
    must_be_outside("sending mail")
    due = list(Message.objects.filter(state=MessageState.QUEUED, not_before__lte=at).order_by("not_before")[:at_most])
    if not due:
        return 0
    sent = 0
    connection = get_connection()
    try:
        for message in due:
            try:
                move(message, "take", by="", at=at, taken_at=at, attempts=message.attempts + 1)
            except MoveRefused:
                continue  # another worker has it
            try:
                connection.open()  # nothing to do when it is open
            except OSError as error:
                _not_sent(message, at, error)
                break
            try:
                _as_mail(message, connection).send()
            except (OSError, ValueError) as error:  # what the server refuses; what cannot be written as a mail
                connection.close()  # after a refusal it may be half open
                _not_sent(message, at, error)
                continue
            try:
                move(message, "deliver", by="", at=at, sent_at=at, last_error="")
            except MoveRefused:
                log.warning("mail %s was taken up by another worker while it left", message.ref)
            sent += 1
    finally:
        connection.close()
    return sent


def _as_mail(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        from_email=formataddr((message.sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if message.sender else None,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


def _not_sent(message: Message, at: datetime, error: Exception) -> None:
    # the class and the code only: a server's words often repeat the recipient's address
    code = _permanent(error)
    reason = f"{type(error).__name__} {code}" if code else type(error).__name__
    log.warning("mail %s not sent: %s (attempt %s)", message.ref, reason, message.attempts)
    if code or message.attempts >= ATTEMPTS:
        _undelivered(message, "give_up", at, reason)
    else:
        wait = timedelta(minutes=2**message.attempts * 5)
        move(message, "postpone", by="", at=at, last_error=reason, not_before=at + wait)


def _permanent(error: Exception) -> int:
    """The code of a server that refuses this recipient, or this mail, for good; 0 for what may pass another time, and
    for what is refused to us rather than to them (our name, our password).
    """
    codes: list[int] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPDataError):
        codes = [error.smtp_code]
    return codes[0] if codes and all(500 <= code <= 599 for code in codes) else 0


def _undelivered(message: Message, verb: str, at: datetime, reason: str) -> None:
    """Written, and told to the room that sent it, in one transaction."""
    with transaction.atomic():
        move(message, verb, by="", at=at, last_error=reason)
        if offer := offers.undelivered.get(message.kind):
            offer.tell(message, at)


def bounce(message_ids: Collection[str], status: str, at: datetime) -> Message | None:
    """One of these identifiers is that of a message of ours that a server sent back: it was not delivered. The same
    notice twice is one; None when none of them is ours.
    """
    message = Message.objects.filter(message_id__in=message_ids).first()
    if message is not None and message.state == MessageState.SENT:
        try:
            _undelivered(message, "bounce", at, f"bounced {status}".strip())
        except MoveRefused:
            log.info("mail %s was already told to have bounced", message.ref)
    return message


def take_up_stuck(at: datetime) -> str:
    """Put back in the queue what a stopped worker had taken."""
    count = 0
    for message in Message.objects.filter(state=MessageState.SENDING, taken_at__lt=at - STUCK_AFTER):
        try:
            move(message, "postpone", by="", at=at, last_error="stopped", not_before=at)
        except MoveRefused:
            continue  # it left after all
        count += 1
    return str(count)


def erase_old(at: datetime) -> str:
    """Thirty days after it left, a message keeps its reference and its dates, no longer its words nor its recipient.

    One that never left is erased thirty days after it was written.
    """
    left = Q(sent_at__lt=at - KEPT)
    never_left = Q(state=MessageState.FAILED, created_at__lt=at - KEPT)
    count = Message.objects.filter(left | never_left, erased_at=None).update(
        recipient="", sender="", reply_to="", subject="", text="", html="", erased_at=at
    )
    return str(count)
