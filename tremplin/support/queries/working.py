"""How an initiative and the programme work together: the conventions in force, the hours, what is opened to whom."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tremplin.support.engine.windows import USUAL, Window, next_opening
from tremplin.support.models import Accompaniment, Hours, Share, Working
from tremplin.support.states import Audience, Subject

# open requests at once, until the initiative says its own ceiling
USUAL_CEILING = 3


def workings_of(accompaniment: Accompaniment) -> QuerySet[Working]:
    """Every version, the last first."""
    return Working.objects.filter(accompaniment=accompaniment).select_related("written_by", "team_by", "officer_by")


def working_in_force(accompaniment: Accompaniment) -> Working | None:
    """The last version both sides accepted: a newer one does not erase it before it is accepted in turn."""
    return workings_of(accompaniment).filter(team_at__isnull=False, officer_at__isnull=False).first()


@dataclass(frozen=True)
class Pace:
    """When the initiative may be written to, and how much may be asked of it at once; `said` is None until it said
    so itself.
    """

    window: Window
    ceiling: int
    said: Hours | None = None


def pace_of(accompaniment: Accompaniment) -> Pace:
    said = Hours.objects.filter(accompaniment=accompaniment).select_related("said_by").first()
    if said is None:
        return Pace(USUAL, USUAL_CEILING)
    return Pace(Window(said.days, said.from_time, said.until_time), said.ceiling, said)


def may_be_told_from(accompaniment: Accompaniment, at: datetime) -> datetime:
    """The first instant from this one on at which the initiative accepts to be written to."""
    zone = ZoneInfo(accompaniment.season.programme.time_zone)
    local = at.astimezone(zone).replace(tzinfo=None)
    opens = next_opening(pace_of(accompaniment).window, local)
    return at if opens == local else opens.replace(tzinfo=zone)


def shares_of(accompaniment: Accompaniment) -> dict[tuple[Subject, Audience], Share]:
    """What the initiative opened, by subject and audience."""
    rows = Share.objects.filter(accompaniment=accompaniment).select_related("opened_by")
    return {(Subject(one.subject), Audience(one.audience)): one for one in rows}
