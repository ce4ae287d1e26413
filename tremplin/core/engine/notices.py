"""Delivery status notifications (RFC 3464): the mail by which a server says that another could not be delivered."""

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

_ID = re.compile(r"<[!-;=?-~]{1,250}>")  # printable ASCII: anything else is no identifier of ours
_IN_HEADERS = re.compile(r"(?im)^Message-ID:\s*(\S.*)$")
_STATUS = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})")


@dataclass(frozen=True)
class Notice:
    """The identifiers of the mail it is about, its own first, and the status ("5.1.1", or "" when none is said)."""

    message_ids: tuple[str, ...]
    status: str


def read_notice(mail: EmailMessage) -> Notice | None:
    """What a notice says was not delivered. None for any other mail, and for a notice of a mere delay."""
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    blocks = [block for block in _inside(status) if header(block, "Action").strip().lower() == "failed"]
    if not blocks:
        return None
    found = _STATUS.match(header(blocks[0], "Status"))
    named = [text for part in mail.walk() for text in _returned(part)]
    named += [header(mail, name) for name in ("Original-Message-ID", "X-Original-Message-ID")]
    named += [header(mail, name) for name in ("In-Reply-To", "References")]
    ids = dict.fromkeys(one for text in named for one in _ID.findall(text))
    return Notice(tuple(ids), found.group(1) if found else "")


def header(part: Message, name: str) -> str:
    """A header as it came, unread: the reading of a header somebody made up may fail."""
    return next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")


def _inside(part: Message) -> list[Message]:
    """What a part holds: the blocks of fields of a status, the mail that is sent back."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _returned(part: Message) -> list[str]:
    """The identifier of the mail sent back, whole or its headers alone."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return [header(inner, "Message-ID") for inner in _inside(part)]
    if kind in ("text/rfc822-headers", "message/rfc822-headers"):
        content = part.get_payload(decode=True)
        return _IN_HEADERS.findall(content.decode("latin-1")) if isinstance(content, bytes) else []
    return []
