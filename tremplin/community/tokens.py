"""Links in mails to people without an account: signed, for one object and one address.

A link holds no personal data: references, and a signature of them with the address the mail was written to.
"""

from datetime import datetime, timedelta

from django.core import signing

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.community.models import CheckIn, Registration
from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.people.models import Person

VALID = timedelta(days=90)
_REGISTRATION = signing.Signer(salt="tremplin.community.registration")
_NEWS = signing.Signer(salt="tremplin.community.news")


def _is_ref(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def _holds(signer: signing.Signer, signed: str, mark: str) -> bool:
    try:
        signer.unsign(f"{signed}:{mark}")
    except signing.BadSignature:
        return False
    return True


def registration_token(registration: Registration) -> str:
    return f"{registration.ref}.{_REGISTRATION.signature(f'{registration.ref} {registration.email}')}"


def registration_of(token: str) -> Registration | None:
    """The registration a link of ours leads to; None for a forged one, and once it is erased."""
    ref, _dot, mark = token.partition(".")
    if not _is_ref(ref):
        return None
    found = Registration.objects.filter(ref=ref).select_related("event__programme").first()
    if found is None or not _holds(_REGISTRATION, f"{found.ref} {found.email}", mark):
        return None
    return found


def news_token(check_in: CheckIn, person: Person) -> str:
    mark = _NEWS.signature(f"{check_in.ref} {person.ref} {person.email}")
    return f"{check_in.ref}.{person.ref}.{mark}"


def check_in_of(token: str) -> tuple[CheckIn, Person] | None:
    """The question a link of ours leads to, and whom it was sent to.

    None for a forged link, for an address that is no longer the person's, and for somebody who left the team since.
    """
    ref, _dot, rest = token.partition(".")
    person_ref, _dot, mark = rest.partition(".")
    if not (_is_ref(ref) and _is_ref(person_ref)):
        return None
    found = (
        CheckIn.objects.filter(ref=ref)
        .select_related("accompaniment__initiative", "accompaniment__season__programme")
        .first()
    )
    if found is None:
        return None
    person = found.asked_to.filter(ref=person_ref).first()
    if person is None or not _holds(_NEWS, f"{found.ref} {person.ref} {person.email}", mark):
        return None
    writers = {member.person_id for member in writers_of_initiative(found.accompaniment.initiative)}
    return (found, person) if person.pk in writers else None


def has_expired(check_in: CheckIn, now: datetime) -> bool:
    """Three months after it left, a link answers nothing any more."""
    return check_in.asked_at + VALID <= now
