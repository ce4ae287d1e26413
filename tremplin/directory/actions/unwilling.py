"""Those who asked not to be written to any more: told by later rooms, read before anything is proposed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tremplin.core import journal
from tremplin.directory.models import Door, Holder


def refuse_mail(door: Door, email: str, *, on: date, at: datetime) -> None:
    """Whoever is behind this address, at this door, asked not to be written to: its holder, the door itself, or both.

    The first day they asked is kept.
    """
    with transaction.atomic():
        for row in _behind(door, email):
            if type(row).objects.filter(pk=row.pk, no_mail_since=None).update(no_mail_since=on):
                journal.record("refuse_mail", row, by="", at=at)


def accept_mail(door: Door, email: str, *, at: datetime) -> None:
    """They changed their mind, and said so themselves."""
    with transaction.atomic():
        for row in _behind(door, email):
            if type(row).objects.filter(pk=row.pk, no_mail_since__isnull=False).update(no_mail_since=None):
                journal.record("accept_mail", row, by="", at=at)


def _behind(door: Door, email: str) -> list[Door | Holder]:
    holders: QuerySet[Holder] = Holder.objects.filter(door=door, email__iexact=email)
    return [*Door.objects.filter(pk=door.pk, email__iexact=email), *holders]
