"""Links in mails to people without an account: signed, for one object and one address, useless once it has moved on.

The link holds no personal data: a reference, and a signature of it with the address the message was written to.
"""

from datetime import datetime, timedelta

from django.core import signing

from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.support.models import Introduction

VALID = timedelta(days=90)
# in a message that is only shown: nobody but the contact holds the contact's own link
SHOWN_LINK = "lien-personnel"
_SALT = "tremplin.support.answer"


def _signed(introduction: Introduction) -> str:
    return f"{introduction.ref} {introduction.contact_email}"


def answer_token(introduction: Introduction) -> str:
    """What the link of the message holds."""
    return f"{introduction.ref}.{signing.Signer(salt=_SALT).signature(_signed(introduction))}"


def introduction_of(token: str) -> Introduction | None:
    """The introduction a link of ours leads to; None for a forged one, and for an address that is no longer its own."""
    ref, _, mark = token.partition(".")
    if len(ref) != LENGTH or not set(ref) <= set(ALPHABET):
        return None
    found = (
        Introduction.objects.filter(ref=ref)
        .exclude(sent_at=None)
        .select_related("accompaniment__initiative", "accompaniment__season__programme", "door__body", "asked_by")
        .first()
    )
    try:
        signing.Signer(salt=_SALT).unsign(f"{_signed(found)}:{mark}" if found else "")
    except (signing.BadSignature, ValueError):
        return None
    return found


def has_expired(introduction: Introduction, now: datetime) -> bool:
    """Three months after it left, a link answers nothing any more."""
    return introduction.sent_at is None or introduction.sent_at + VALID <= now
