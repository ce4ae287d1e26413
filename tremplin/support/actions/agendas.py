"""The address at which somebody's calendar reads their sessions: drawn, drawn again, taken back."""

from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import hold
from tremplin.people.models import Person
from tremplin.support.models import CalendarFeed


def open_feed(*, by: Person, at: datetime) -> CalendarFeed:
    """A new address; the one before, if any, answers no more."""
    with transaction.atomic():
        hold(by)
        _close(by, at)
        feed = CalendarFeed.objects.create(person=by, opened_at=at)
        journal.record("open", feed, by=by.ref, at=at)
        return feed


def close_feed(*, by: Person, at: datetime) -> None:
    """Said twice, once is enough."""
    with transaction.atomic():
        hold(by)
        _close(by, at)


def _close(person: Person, at: datetime) -> None:
    for feed in CalendarFeed.objects.filter(person=person, closed_at=None):
        CalendarFeed.objects.filter(pk=feed.pk).update(closed_at=at)
        journal.record("close", feed, by=person.ref, at=at)
