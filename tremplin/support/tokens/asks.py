"""The link of a request to an initiative: signed for one action, one person of its team and the day it was written.

It holds references and a day, no personal data; it leads nowhere once the address of the person has changed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from tremplin.people.models import Person
from tremplin.support.models import Action
from tremplin.support.tokens import is_ref

VALID = timedelta(days=60)
_SALT = "tremplin.support.ask"


@dataclass(frozen=True)
class AskLink:
    action: Action
    person: Person
    written_at: datetime

    def has_expired(self, now: datetime) -> bool:
        return self.written_at + VALID <= now


def _signature(refs: str, person: Person) -> str:
    return signing.Signer(salt=_SALT).signature(f"{refs} {person.email}")


def ask_token(action: Action, person: Person, at: datetime) -> str:
    refs = f"{action.ref}.{person.ref}.{at.astimezone(UTC):%Y%m%d}"
    return f"{refs}.{_signature(refs, person)}"


def ask_link_of(token: str) -> AskLink | None:
    """Where a link of ours leads, expired or not; None for a forged one."""
    parts = token.split(".")
    if len(parts) != 4 or not is_ref(parts[0]) or not is_ref(parts[1]):
        return None
    person = Person.objects.filter(ref=parts[1], is_active=True).first()
    with_all = Action.objects.select_related("accompaniment__initiative", "accompaniment__season__programme")
    action = with_all.filter(ref=parts[0], asked=True).first()
    if person is None or action is None:
        return None
    if not constant_time_compare(parts[3], _signature(".".join(parts[:3]), person)):
        return None
    return AskLink(action, person, datetime.strptime(parts[2], "%Y%m%d").replace(tzinfo=UTC))
