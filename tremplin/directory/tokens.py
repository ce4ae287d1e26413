"""Links in mails to people without an account: signed, for one object, and useless once it has moved on.

A link holds no personal data: a reference, sometimes a day, and a signature of them with what they stand for.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core import signing

from tremplin.core import clock
from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.directory.models import Door, Holder
from tremplin.directory.queries.holders import Asked

VALID = timedelta(days=180)
# in a mail that is only shown: nobody but its recipient holds the recipient's own link
SHOWN_LINK = "lien-personnel"
_NOTICE = "tremplin.directory.notice"
_CONFIRM = "tremplin.directory.confirm"


def notice_token(holder: Holder) -> str:
    """The link to what we keep of somebody. Once what was written of them is changed by another they are told anew, and
    this link is dead.
    """
    return f"{holder.ref}.{_mark(_NOTICE, _told(holder))}"


def _told(holder: Holder) -> str:
    # as the database gives it back, whatever the zone of whoever wrote it
    return f"{holder.ref} {holder.told_at.astimezone(UTC).isoformat() if holder.told_at else ''}"


def holder_of(token: str) -> Holder | None:
    """Whom a link of ours is about; None for a forged one, and for one that was replaced."""
    ref, _dot, mark = token.partition(".")
    if not _is_ref(ref):
        return None
    found = Holder.objects.filter(ref=ref).exclude(told_at=None).select_related("door__body", "entered_by").first()
    return found if found is not None and _holds(_NOTICE, _told(found), mark) else None


def notice_has_expired(holder: Holder, now: datetime) -> bool:
    return holder.told_at is None or holder.told_at + VALID <= now


def confirm_token(asked: Asked, on: date) -> str:
    """The link to what we publish of a door, for whoever is asked on that day, at that address."""
    ref = asked.holder.ref if asked.holder else asked.door.ref
    return f"{ref}.{on.toordinal()}.{_mark(_CONFIRM, _asked(ref, asked.email, on.toordinal()))}"


def _asked(ref: str, email: str, day: int) -> str:
    return f"{ref} {day} {email}"


@dataclass(frozen=True)
class Answering:
    """Whoever came by a link about a door: on which day they were asked."""

    asked: Asked
    on: date

    @property
    def expired(self) -> bool:
        return self.on + VALID <= clock.today()


def answering(token: str) -> Answering | None:
    """Who answers about which door; None for a forged link, and for an address that is no longer theirs."""
    ref, _dot, rest = token.partition(".")
    day, _dot, mark = rest.partition(".")
    if not _is_ref(ref) or not (day.isascii() and day.isdecimal() and len(day) < 8):
        return None
    asked = _known(ref)
    if asked is None or not _holds(_CONFIRM, _asked(ref, asked.email, int(day)), mark):
        return None
    return Answering(asked, date.fromordinal(int(day)))


def _known(ref: str) -> Asked | None:
    holder = Holder.objects.filter(ref=ref).select_related("door__body").first()
    if holder is not None:
        return Asked(holder.door, holder.email, holder)
    door = Door.objects.filter(ref=ref).select_related("body").first()
    return Asked(door, door.email) if door is not None else None


def _is_ref(ref: str) -> bool:
    return len(ref) == LENGTH and set(ref) <= set(ALPHABET)


def _mark(salt: str, text: str) -> str:
    return signing.Signer(salt=salt).signature(text)


def _holds(salt: str, text: str, mark: str) -> bool:
    try:
        signing.Signer(salt=salt).unsign(f"{text}:{mark}")
    except (signing.BadSignature, ValueError):
        return False
    return True
