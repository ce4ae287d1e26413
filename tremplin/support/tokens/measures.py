"""The link of the mail that says values are due: signed, for one support and one person of its team, good for 60 days.

It holds references and the day it was made; it leads nowhere once that person no longer writes in the team.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment

VALID = timedelta(days=60)
_SALT = "tremplin.support.measures"


@dataclass(frozen=True)
class MeasuresLink:
    accompaniment: Accompaniment
    person: Person
    made_on: date

    def has_expired(self, now: datetime) -> bool:
        return now.astimezone(UTC).date() > self.made_on + VALID


def _signature(refs: str, person: Person) -> str:
    return signing.Signer(salt=_SALT).signature(f"{refs} {person.email}")


def measures_token(accompaniment: Accompaniment, person: Person, at: datetime) -> str:
    refs = f"{accompaniment.ref}.{person.ref}.{at.astimezone(UTC):%Y%m%d}"
    return f"{refs}.{_signature(refs, person)}"


def measures_link_of(token: str) -> MeasuresLink | None:
    """Where a link of ours leads, expired or not; None for a forged one, or somebody who no longer writes there."""
    parts = token.split(".")
    if len(parts) != 4 or any(len(ref) != LENGTH or not set(ref) <= set(ALPHABET) for ref in parts[:2]):
        return None
    found = Accompaniment.objects.filter(ref=parts[0]).select_related("initiative", "season__programme").first()
    person = Person.objects.filter(ref=parts[1], is_active=True).first()
    if found is None or person is None:
        return None
    if not constant_time_compare(parts[3], _signature(".".join(parts[:3]), person)):
        return None
    if not right_of(person, found.initiative, TeamRight.WRITE):
        return None
    return MeasuresLink(found, person, datetime.strptime(parts[2], "%Y%m%d").replace(tzinfo=UTC).date())
