"""What the public page of a supported initiative says: since when, until when, by whom, and how anybody checks it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from tremplin.core import clock
from tremplin.support.models import Accompaniment
from tremplin.support.states import AccompanimentState


class Standing(StrEnum):
    TO_COME = "to-come"
    UNDER_WAY = "under-way"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Proof:
    """`last_day` is the real one: a support that ended early ended that day. `changes_at`: when the page will say
    something else by itself; None once it is over.
    """

    accompaniment: Accompaniment
    standing: Standing
    last_day: date
    changes_at: datetime | None

    @property
    def address(self) -> str:
        """The one address of the page, printed and drawn, whatever the language it is read in."""
        with override("fr"):
            return settings.BASE_URL + reverse("insights:proof", args=[self.accompaniment.ref])


def proof(found: Accompaniment) -> Proof | None:
    """Nothing for a support that ended before it began."""
    zone = ZoneInfo(found.season.programme.time_zone)
    today, last = clock.today(str(zone)), found.ends_on
    closed = found.state == AccompanimentState.CLOSED
    if closed and found.closed_at:
        last = min(last, found.closed_at.astimezone(zone).date())
    if last < found.starts_on:
        return None
    if closed or today > last:
        return Proof(found, Standing.ENDED, last, None)
    if today < found.starts_on:
        return Proof(found, Standing.TO_COME, last, datetime.combine(found.starts_on, time(), zone))
    standing = Standing.PAUSED if found.state == AccompanimentState.PAUSED else Standing.UNDER_WAY
    return Proof(found, standing, last, datetime.combine(last + timedelta(days=1), time(), zone))
