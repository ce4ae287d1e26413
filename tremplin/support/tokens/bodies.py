"""The link of a body's own page: signed for one programme, one body, and the address of one of its doors.

It holds references and the day it was made, no personal data; it leads nowhere once that address is no longer the
door's.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.directory.models import Body, Door
from tremplin.programme.models import Programme

VALID = timedelta(days=90)
_SALT = "tremplin.support.body"


@dataclass(frozen=True)
class BodyPage:
    """What a link leads to: what `programme` asked of `body`, sent to the address of `door`."""

    programme: Programme
    body: Body
    door: Door
    made_on: date

    @property
    def last_day(self) -> date:
        return self.made_on + VALID


def _signature(refs: str, door: Door) -> str:
    return signing.Signer(salt=_SALT).signature(f"{refs} {door.email}")


def body_token(programme: Programme, body: Body, door: Door, at: datetime) -> str:
    refs = f"{programme.ref}.{body.ref}.{door.ref}.{at.astimezone(UTC):%Y%m%d}"
    return f"{refs}.{_signature(refs, door)}"


def body_page_of(token: str) -> BodyPage | None:
    """What a link of ours leads to, expired or not; None for a forged one."""
    parts = token.split(".")
    if len(parts) != 5 or any(len(ref) != LENGTH or not set(ref) <= set(ALPHABET) for ref in parts[:3]):
        return None
    programme = Programme.objects.filter(ref=parts[0]).first()
    body = Body.objects.filter(ref=parts[1]).first()
    door = Door.objects.filter(ref=parts[2]).first()
    if programme is None or body is None or door is None:
        return None
    expected = _signature(".".join(parts[:4]), door)
    if not constant_time_compare(parts[4], expected):
        return None
    return BodyPage(programme, body, door, datetime.strptime(parts[3], "%Y%m%d").replace(tzinfo=UTC).date())


def has_expired(page: BodyPage, now: datetime) -> bool:
    return now.astimezone(UTC).date() > page.last_day
