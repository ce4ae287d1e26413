"""Events and who comes to them."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tremplin.community.models import Event, Registration
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """The same, with how many people come to each: `coming`."""
    coming = Count("registrations", filter=Q(registrations__cancelled_at=None))
    return events.annotate(coming=coming).select_related("programme")


def published_events() -> QuerySet[Event]:
    """What anybody may read; a cancelled one stays, and says so."""
    return with_counts(Event.objects.exclude(published_at=None))


def events_to_come(now: datetime) -> QuerySet[Event]:
    """The public list: those not over yet, the next one first."""
    return published_events().filter(ends_at__gt=now).order_by("starts_at", "pk")


def events_visible_to(person: Any) -> QuerySet[Event]:
    """Those of the programmes the person works for, drafts included, the last first."""
    programmes = programmes_where(person, [Role.AGENT])
    return with_counts(Event.objects.filter(programme__in=programmes)).order_by("-starts_at", "-pk")


def registrations_of(event: Event) -> QuerySet[Registration]:
    """Who comes, in the order in which they said so."""
    return Registration.objects.filter(event=event, cancelled_at=None).order_by("registered_at", "pk")


def count_of(event: Event) -> int:
    return registrations_of(event).count()


def places_left(event: Event) -> int | None:
    """How many more may come; None when there is room for all."""
    return None if event.capacity is None else max(0, event.capacity - count_of(event))
