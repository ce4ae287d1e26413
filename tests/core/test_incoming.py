"""Mail that comes to us: notices of mail not delivered, and what is nobody's."""

import io
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import MessageFactory
from tremplin.core import journal
from tremplin.core.incoming import receive
from tremplin.core.models import Message

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def notice(message_id: str, *, action: str = "failed", status: str = "5.1.1", returned: str = "rfc822") -> bytes:
    """What a mail server writes (RFC 3464); `returned`: how it gives the mail back."""
    headers = f"Message-ID: {message_id}\r\nSubject: hello\r\n"
    parts = {
        "rfc822": f"Content-Type: message/rfc822\r\n\r\n{headers}\r\nwords\r\n",
        "headers": f"Content-Type: text/rfc822-headers\r\n\r\n{headers}\r\n",
        "none": "Content-Type: text/plain\r\n\r\nnothing\r\n",
    }
    reply = f"References: {message_id}\r\n" if returned == "none" else ""
    return (
        "From: MAILER-DAEMON@example.net\r\nTo: tremplin@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        f"{reply}"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        f"Final-Recipient: rfc822; alice@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\n{parts[returned]}--b--\r\n"
    ).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("returned", ["rfc822", "headers", "none"])
def test_notice_marks_our_message(returned: str) -> None:
    message = MessageFactory.create(sent=True)
    said = receive(notice(message.message_id, returned=returned), NOW)
    message.refresh_from_db()
    assert (said, message.state, message.last_error) == (
        f"notice: {message.kind} {message.ref} not delivered",
        "failed",
        "bounced 5.1.1",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("odd", [b"<\xff@example.org>", b"<a\x00b@example.org>"])
def test_notice_about_what_is_no_identifier_is_read(odd: bytes) -> None:
    raw = notice("<odd>").replace(b"<odd>", odd)
    assert receive(raw, NOW) == "notice: about no mail of ours"


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_notice_of_a_delay_changes_nothing(action: str) -> None:
    message = MessageFactory.create(sent=True)
    assert receive(notice(message.message_id, action=action, status="4.4.1"), NOW) == ""
    message.refresh_from_db()
    assert (message.state, journal.of(message).count()) == ("sent", 0)


@pytest.mark.django_db
def test_notice_about_nobody_s_mail() -> None:
    assert receive(notice("<else@example.net>"), NOW) == "notice: about no mail of ours"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00 not a mail",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        b"Content-Type: message/delivery-status\r\nMessage-ID: <<[\r\nReferences: \xe9\r\n\r\nAction: failed\r\n\r\n",
    ],
)
def test_what_is_no_notice_is_left_alone(content: bytes) -> None:
    message = MessageFactory.create(sent=True)
    receive(content, NOW)
    message.refresh_from_db()
    assert message.state == "sent"


@pytest.mark.django_db
def test_command_reads_one_message_from_the_server(monkeypatch: Any, capsys: Any) -> None:
    message, mail = MessageFactory.create(sent=True), EmailMessage()
    mail["From"], mail["Subject"] = "somebody@example.net", "hello"
    mail.set_content("hello")
    for content in (notice(message.message_id), mail.as_bytes()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        call_command("receive_mail")
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second) == (f"notice: {message.kind} {message.ref} not delivered", "not for us: left alone")
    assert Message.objects.get(pk=message.pk).state == "failed"
