"""Links in mails to people without an account: signed, for one object and one address, useless once it has moved on.

The link holds no personal data: a reference, and a signature of it with the address the message was written to. Whoever
opens it types that address to answer: a link that was forwarded answers nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.core.text import fold
from tremplin.support.models import Introduction
from tremplin.support.queries.outcomes import asked_by_mail
from tremplin.support.states import OutcomeOccasion

VALID = timedelta(days=90)
# in a message that is only shown: nobody but the contact holds the contact's own link
SHOWN_LINK = "lien-personnel"
MOST_TRIES = 5
LOCKED_FOR = timedelta(hours=1)
_SALT = "tremplin.support.answer"
_DONE = "tremplin.support.answered"
_WITH = ("accompaniment__initiative", "accompaniment__season__programme", "door__body", "asked_by", "need")


@dataclass(frozen=True)
class AnswerLink:
    """What a link of ours leads to: the introduction, the address it was written to, and when that mail left."""

    introduction: Introduction
    address: str
    written_at: datetime

    def has_expired(self, now: datetime) -> bool:
        """Three months after its mail left, a link answers nothing any more."""
        return self.written_at + VALID <= now


def _signature(ref: str, address: str) -> str:
    return signing.Signer(salt=_SALT).signature(f"{ref} {address}")


def answer_token(introduction: Introduction) -> str:
    """What the link of the message holds; the same in a reminder to the same person."""
    return f"{introduction.ref}.{_signature(introduction.ref, introduction.contact_email)}"


def answers_left() -> QuerySet[Introduction]:
    """The introductions that may be answered from a link: they left, and came to somebody."""
    return Introduction.objects.exclude(sent_at=None)


def link_of(token: str) -> AnswerLink | None:
    """Where a link of ours leads; None for a forged one, and for an address that is no longer its own."""
    ref, _, mark = token.partition(".")
    if not is_ref(ref):
        return None
    found = answers_left().filter(ref=ref).select_related(*_WITH).first()
    expected = _signature(ref, found.contact_email if found else "")
    if not constant_time_compare(expected, mark) or found is None or found.sent_at is None:
        return None
    # a reminder holds the same link, and begins its time again
    again = found.nudges.filter(to_email=found.contact_email).order_by("-sent_at").first()
    return AnswerLink(found, found.contact_email, again.sent_at if again else found.sent_at)


def outcome_token(introduction: Introduction, occasion: str) -> str:
    """In the mail that asks the contact what it brought."""
    return f"{introduction.ref}.{occasion}.{_signature(f'{introduction.ref} {occasion}', introduction.contact_email)}"


def outcome_link_of(token: str) -> tuple[AnswerLink, str] | None:
    """Where such a link leads, and the occasion it asks about; None for a forged one, or one that was never sent."""
    ref, _, rest = token.partition(".")
    occasion, _, mark = rest.partition(".")
    if not is_ref(ref) or occasion not in OutcomeOccasion.values:
        return None
    found = answers_left().filter(ref=ref).select_related(*_WITH).first()
    expected = _signature(f"{ref} {occasion}", found.contact_email if found else "")
    if not constant_time_compare(expected, mark) or found is None:
        return None
    asked = asked_by_mail(found, occasion)
    return (AnswerLink(found, found.contact_email, asked.created_at), occasion) if asked else None


def is_ref(ref: str) -> bool:
    return len(ref) == LENGTH and set(ref) <= set(ALPHABET)


def same_address(typed: str, expected: str) -> bool:
    """Compared as people type: capitals and spaces aside; in a time that tells nothing."""
    return constant_time_compare(fold(typed), fold(expected))


def is_locked(introduction: Introduction, now: datetime) -> bool:
    """After five wrong addresses, for an hour."""
    at = introduction.wrong_at
    return introduction.wrong_tries >= MOST_TRIES and at is not None and now < at + LOCKED_FOR


def done_mark(introduction: Introduction) -> str:
    """In the address of the page that thanks: it is shown for the answer just given, and for no other."""
    return signing.Signer(salt=_DONE).signature(f"{introduction.ref} {introduction.answered_at}")


def is_done(introduction: Introduction, mark: str) -> bool:
    return introduction.answered_at is not None and constant_time_compare(done_mark(introduction), mark)
