"""Coming to an event, without an account; and being forgotten a year after it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.community import rules
from tremplin.community.emails import registration_context
from tremplin.community.models import Event, Registration
from tremplin.core import freshness, journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold

KEPT = timedelta(days=365)
# to one mailbox, over all events: nobody may be flooded with confirmations
MOST_IN_AN_HOUR = 6


def register(event: Event, *, name: str, email: str, language: str, at: datetime) -> Registration:
    """Take a place, and confirm it by mail. The same address again takes none, and is written to once a day at most.

    What is refused is refused to all: nothing tells who is registered.
    """
    address = email.strip().lower()
    with transaction.atomic():
        held = hold(event)
        if isinstance(answer := rules.can_register(held, at), No):
            raise MoveRefused(answer.reason)
        lately = Registration.objects.filter(email=address, registered_at__gt=at - timedelta(hours=1))
        if lately.count() >= MOST_IN_AN_HOUR:
            raise MoveRefused(_("Too many registrations in a short time. Please try again in an hour."))
        registration, created = Registration.objects.get_or_create(
            event=held,
            email=address,
            cancelled_at=None,
            defaults={"name": name, "language": language, "registered_at": at},
        )
        registration.event = held
        if created:
            journal.record("register", registration, by="", at=at)
            freshness.bump()
        mail.post(
            "community-registered",
            to=registration.email,
            language=registration.language,
            object=registration.ref,
            occasion=at.date().isoformat(),
            context=registration_context(registration),
            at=at,
        )
        return registration


def cancel_registration(registration: Registration, *, at: datetime) -> None:
    """Give the place back. Said twice, the first stands."""
    with transaction.atomic():
        held = hold(registration.event)
        if held.starts_at <= at:
            raise MoveRefused(_("This event has begun."))
        if Registration.objects.filter(pk=registration.pk, cancelled_at=None).update(cancelled_at=at):
            journal.record("cancel", registration, by="", at=at)
            freshness.bump()
    registration.refresh_from_db(fields=["cancelled_at"])


def erase_old(at: datetime) -> int:
    """What the clock does: twelve months after an event, nobody is known to have come."""
    count, _rows = Registration.objects.filter(event__ends_at__lt=at - KEPT).delete()
    return count
