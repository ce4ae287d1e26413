"""How a person comes in, signs in, and is forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tremplin.core import clock, journal
from tremplin.core.moves import hold
from tremplin.people.models import Person, StoppedMail
from tremplin.people.queries import person_at

UNCONFIRMED_KEPT = timedelta(days=2)


def welcome(email: str, *, by: str = "", at: datetime, full_name: str = "", language: str = "fr") -> Person:
    """The person at this address, entered if we do not know them yet. Twice at once gives one person."""
    known = person_at(email)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            person = Person(email=email, full_name=full_name, language=language, joined_at=at)
            person.set_unusable_password()
            person.save()
            journal.record("welcome", person, by=by, at=at)
            return person
    except IntegrityError:
        return Person.objects.get(email=email.strip().lower())


def confirm(person: Person, *, at: datetime) -> None:
    """The person received our code: the address is theirs."""
    with transaction.atomic():
        if Person.objects.filter(pk=person.pk, confirmed_at=None).update(confirmed_at=at):
            journal.record("confirm", person, by=person.ref, at=at)


def on_sign_in(sender: Any, user: Person, **details: Any) -> None:
    """allauth says somebody signed in: by the code, so the address is theirs."""
    confirm(user, at=clock.now())


def introduce_oneself(person: Person, *, full_name: str, language: str, at: datetime) -> None:
    """The person says how to be called and in which language to be written to."""
    with transaction.atomic():
        person.full_name, person.language = full_name, language
        person.save(update_fields=["full_name", "language", "folded"])
        journal.record("introduce", person, by=person.ref, at=at)


def choose_mails(person: Person, *, stopped: Collection[str], at: datetime) -> None:
    """From now on, none of these kinds of mail, and all the others."""
    with transaction.atomic():
        held = hold(person)
        before = set(held.stopped_mails.values_list("kind", flat=True))
        held.stopped_mails.exclude(kind__in=stopped).delete()
        new = [StoppedMail(person=held, kind=kind, since=at) for kind in sorted(set(stopped) - before)]
        StoppedMail.objects.bulk_create(new)
        if before != set(stopped):
            journal.record("choose_mails", held, by=person.ref, at=at)


def remove_unconfirmed(at: datetime) -> str:
    """An address typed at the sign-in page and never confirmed is nobody's: it goes after two days, if nothing refers
    to it.
    """
    removed = 0
    for person in Person.objects.filter(confirmed_at=None, joined_at__lt=at - UNCONFIRMED_KEPT, full_name=""):
        try:
            with transaction.atomic():
                if hold(person).confirmed_at is None:  # they may be signing in at this very instant
                    person.delete()
                    removed += 1
        except (ProtectedError, Person.DoesNotExist):
            continue
    return str(removed)
