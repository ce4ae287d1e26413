"""Events, from their first words to their cancellation. The public pages are made again when what they say changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from tremplin.community import rules
from tremplin.community.emails import registration_context
from tremplin.community.models import Event
from tremplin.community.queries import count_of, registrations_of
from tremplin.core import freshness, journal, mail
from tremplin.core.answers import Answer, No, require
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.programme.models import Programme

FIELDS = ("title_fr", "title_en", "words_fr", "words_en", "starts_at", "ends_at", "place", "capacity")
# those who come are told when one of these changes
_TOLD = ("starts_at", "ends_at", "place")


def add_event(programme: Programme, *, words: Mapping[str, Any], by: Person, at: datetime) -> Event:
    """A draft: only the team sees it."""
    with transaction.atomic():
        require(rules.can_write_events(by, programme))
        event = Event(programme=programme, **{name: words[name] for name in FIELDS})
        event.save()
        journal.record("add", event, by=by.ref, at=at)
        return event


def change_event(event: Event, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Write it again; those who come are told of another moment or another place."""
    with transaction.atomic():
        held = hold(event)
        _must(rules.can_change_event(by, held, at))
        coming, capacity = count_of(held), words["capacity"]
        if capacity is not None and capacity < coming:
            raise MoveRefused(
                ngettext(
                    "%(count)s person is already registered: there cannot be fewer places.",
                    "%(count)s people are already registered: there cannot be fewer places.",
                    coming,
                )
                % {"count": coming}
            )
        told = any(getattr(held, name) != words[name] for name in _TOLD)
        for name in FIELDS:
            setattr(held, name, words[name])
        held.save(update_fields=FIELDS)
        journal.record("change", held, by=by.ref, at=at)
        if told:
            _tell(held, "community-moved", occasion=at.isoformat(), at=at)
        freshness.bump()
    event.refresh_from_db()


def publish_event(event: Event, *, by: Person, at: datetime) -> None:
    """Anybody may read it and register."""
    with transaction.atomic():
        held = hold(event)
        _must(rules.can_publish_event(by, held, at))
        Event.objects.filter(pk=held.pk).update(published_at=at)
        journal.record("publish", held, by=by.ref, at=at)
        freshness.bump()
    event.refresh_from_db()


def cancel_event(event: Event, *, by: Person, at: datetime) -> int:
    """It will not take place: those who come are told. Returns how many mails were written."""
    with transaction.atomic():
        held = hold(event)
        _must(rules.can_cancel_event(by, held, at))
        Event.objects.filter(pk=held.pk).update(cancelled_at=at)
        journal.record("cancel", held, by=by.ref, at=at)
        count = _tell(held, "community-cancelled", occasion="cancelled", at=at)
        freshness.bump()
    event.refresh_from_db()
    return count


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)


def _tell(event: Event, kind: str, *, occasion: str, at: datetime) -> int:
    count = 0
    for registration in registrations_of(event):
        registration.event = event
        mail.post(
            kind,
            to=registration.email,
            language=registration.language,
            object=registration.ref,
            occasion=occasion,
            context=registration_context(registration),
            at=at,
        )
        count += 1
    return count
