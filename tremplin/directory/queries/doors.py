"""Reading doors: those anybody may see, those the team sees, and how fresh each one is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from tremplin.core import clock
from tremplin.core.text import fold
from tremplin.directory.models import Body, Door
from tremplin.directory.states import BodyState, DoorState
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role

STALE_AFTER = timedelta(days=365)
MANAGERS = frozenset({Role.AGENT, Role.OFFICER})


def manages_doors(person: Any) -> bool:
    """Agents and acceleration officers keep the doors, whatever their programme: doors belong to none."""
    return bool(roles_of(person) & MANAGERS)


def doors() -> QuerySet[Door]:
    return Door.objects.select_related("body", "territory")


def published_doors() -> QuerySet[Door]:
    """Doors anybody may see: published, open, of a body in activity."""
    return doors().filter(published=True, state=DoorState.OPEN, body__state=BodyState.OPEN)


def doors_visible_to(person: Any) -> QuerySet[Door]:
    """Those who keep the doors see them all; anybody else the published ones."""
    return doors() if manages_doors(person) else published_doors()


def bodies_visible_to(person: Any) -> QuerySet[Body]:
    """Bodies as objects of their own are for those who keep the doors."""
    found = Body.objects.select_related("territory", "successor")
    return found if manages_doors(person) else found.none()


def doors_of_body(body: Body) -> QuerySet[Door]:
    """Every door of a body, whatever its state."""
    return doors().filter(body=body)


def doors_matching(found: QuerySet[Door], words: str) -> QuerySet[Door]:
    """Doors that hold each of these words in their name, what they do, or the name of their body."""
    for word in fold(words).split():
        found = found.filter(Q(folded__contains=word) | Q(body__folded__contains=word))
    return found


class Standing(StrEnum):
    """Where what is known of a door comes from, and whether it is recent."""

    CONFIRMED = "confirmed"
    STALE = "stale"
    OFFICIAL = "official"
    OFFICIAL_STALE = "official-stale"
    NEVER = "never"


@dataclass(frozen=True)
class Freshness:
    """How fresh a door is: since when, and the day on which that becomes too old."""

    standing: Standing
    since: date | None = None
    until: date | None = None

    @property
    def stale(self) -> bool:
        return self.standing in (Standing.STALE, Standing.OFFICIAL_STALE, Standing.NEVER)


def freshness_of(door: Door, today: date | None = None) -> Freshness:
    """By the day somebody last confirmed it; else, while the team left it as it came, by its last official import."""
    today = today or clock.today()
    if door.confirmed_on is not None:
        fresh, stale, since = Standing.CONFIRMED, Standing.STALE, door.confirmed_on
    elif door.imported and not door.edited and door.body.imported_at is not None:
        fresh, stale, since = Standing.OFFICIAL, Standing.OFFICIAL_STALE, _day_of(door.body.imported_at)
    else:
        return Freshness(Standing.NEVER)
    until = since + STALE_AFTER
    return Freshness(stale, since) if until <= today else Freshness(fresh, since, until)


def _day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
