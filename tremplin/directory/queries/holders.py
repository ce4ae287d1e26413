"""Who is behind a door: those who hold it, as one person may see them, and whom to ask whether all of it is right."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from tremplin.core import clock
from tremplin.directory.models import Door, Holder, Report
from tremplin.directory.queries.doors import doors_visible_to, manages_doors
from tremplin.directory.states import HolderPart

# a door is asked whether all is right no more than once in so many days
ASKED_EVERY = timedelta(days=30)
# the name of somebody who left is kept so long: those who follow know whom the door had
KEPT_AFTER_LEAVING = timedelta(days=3 * 365)
# the law gives a month to tell somebody that their name was entered
TELL_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class SeenHolder:
    """A holder as one person may see them: without a name until they are told, but for whoever entered it."""

    holder: Holder
    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def to_tell(self) -> bool:
        return self.holder.told_at is None and self.holder.objected_at is None and bool(self.holder.email)


def present() -> Q:
    """Holders who have not left, and did not ask to be forgotten."""
    return Q(left_on=None, objected_at=None)


def seen_by(person: Any, holder: Holder) -> SeenHolder:
    entered = holder.entered_by_id is not None and holder.entered_by_id == getattr(person, "pk", None)
    if holder.shown or (entered and holder.objected_at is None):
        return SeenHolder(holder, holder.name, holder.email, holder.phone)
    return SeenHolder(holder)


def holders_of(door: Door, person: Any) -> tuple[list[SeenHolder], list[SeenHolder]]:
    """Those who hold a door today, its holder first; then those before, the last one first."""
    rows = [seen_by(person, row) for row in door.holders.order_by("-part", "pk")]
    before = [row for row in rows if row.holder.left_on or row.holder.objected_at]
    now = [row for row in rows if row not in before]
    before.sort(key=lambda row: row.holder.left_on or date.max, reverse=True)
    return now, before


def holders_visible_to(person: Any) -> QuerySet[Holder]:
    found = Holder.objects.select_related("door__body", "entered_by")
    return found.filter(door__in=doors_visible_to(person)) if manages_doors(person) else found.none()


def reports_visible_to(person: Any) -> QuerySet[Report]:
    found = Report.objects.select_related("door__body", "by", "holder", "settled_by")
    return found if manages_doors(person) else found.none()


@dataclass(frozen=True)
class Asked:
    """Whom a door is asked of: its holder or their deputy, who know that we keep their name, else its own address. None
    of them when they asked not to be written to.
    """

    door: Door
    email: str
    holder: Holder | None = None


def whom_to_ask(door: Door) -> Asked | None:
    today = clock.today()
    told = door.holders.filter(present(), told_at__isnull=False, no_mail_since=None).exclude(email="")
    told = told.order_by("-part", "pk")
    there = [row for row in told if row.absent_until is None or row.absent_until < today]
    for holder in there or list(told):
        return Asked(door, holder.email, holder)
    return Asked(door, door.email) if door.email and door.no_mail_since is None else None


def asks_again_on(door: Door) -> date | None:
    """The first day on which it may be asked again; None when that is today already."""
    if door.asked_on is None:
        return None
    again = door.asked_on + ASKED_EVERY
    return again if again > clock.today() else None


def without_holder(doors: QuerySet[Door]) -> QuerySet[Door]:
    """Doors somebody held, that nobody holds any more."""
    holder = Holder.objects.filter(part=HolderPart.HOLDER)
    return doors.filter(pk__in=holder.filter(left_on__isnull=False).order_by().values("door")).exclude(
        pk__in=holder.filter(present()).order_by().values("door")
    )
