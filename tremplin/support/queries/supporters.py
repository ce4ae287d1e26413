"""What supporters accept to do, how much of it is left to ask for, and what was asked of them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_above
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.support.engine.paces import period
from tremplin.support.models import Asking, Offer
from tremplin.support.queries.accompaniments import accompaniments_run_by
from tremplin.support.states import AskingState, Subject

# an offer that ends within these days asks to be renewed
RENEWED_WITHIN = timedelta(days=30)
ASKERS = frozenset({Role.AGENT, Role.OFFICER})
# what was declined or taken back gives its place back
COUNTED = (AskingState.ASKED, AskingState.ACCEPTED, AskingState.DONE)


@dataclass(frozen=True)
class Standing:
    """How much was asked within one offer in the period that runs, and how much is left."""

    offer: Offer
    used: int
    last: date

    @property
    def left(self) -> int:
        return max(self.offer.times - self.used, 0)

    @property
    def until(self) -> date:
        """The last day on which what is left may be asked for: of the period, or of the offer when it ends before."""
        return min(self.last, self.offer.until_day)

    @property
    def again_on(self) -> date | None:
        """The day from which one may ask again once nothing is left; None when the offer ends before."""
        day = self.last + timedelta(days=1)
        return day if day <= self.offer.until_day else None


def offers_of(person: Any) -> QuerySet[Offer]:
    """A supporter's own, whatever became of them."""
    if not isinstance(person, Person):
        return Offer.objects.none()
    return Offer.objects.filter(supporter=person).select_related("programme").prefetch_related("topics", "bodies")


def offers_standing(programmes: Collection[Programme] | QuerySet[Programme], today: date) -> QuerySet[Offer]:
    """What may be asked for today: begun, not over, not withdrawn, of somebody who is a supporter there; by name."""
    still = Mandate.objects.filter(
        in_force(), role=Role.SUPPORTER, person=OuterRef("supporter"), programme=OuterRef("programme")
    )
    found = Offer.objects.filter(
        Exists(still),
        programme__in=programmes,
        from_day__lte=today,
        until_day__gte=today,
        withdrawn_at=None,
        supporter__is_active=True,
    )
    return (
        found.select_related("supporter", "programme")
        .prefetch_related("topics", "bodies")
        .order_by("supporter__folded", "supporter_id", "kind", "pk")
    )


def offers_visible_to(person: Any) -> QuerySet[Offer]:
    """Offers made to the programmes whose team one is in."""
    return Offer.objects.filter(programme__in=programmes_where(person, ASKERS)).select_related("supporter", "programme")


def offers_fitting(
    *,
    topics: Iterable[Topic] = (),
    body: Body | None = None,
    kind: str | None = None,
    programme: Programme,
    today: date,
) -> list[Standing]:
    """Offers that fit, by the name of the supporter, with what is left to ask; those with nothing left too, so that
    one knows when to ask again. An offer without a topic is for all of them; with `body`, the offers that know people
    there or above it, and those that name no body.
    """
    found = offers_standing([programme], today)
    if kind:
        found = found.filter(kind=kind)
    if wanted := list(topics):
        found = found.filter(Q(topics__in=wanted) | Q(topics=None))
    if body is not None:
        near = [body, *(above.body for above in bodies_above(body))]
        found = found.filter(Q(bodies__in=near) | Q(bodies=None))
    return standings(found.distinct(), clock.now())


def standings(offers: Iterable[Offer], at: datetime) -> list[Standing]:
    """How each offer stands at an instant, on its programme's clock: one query, however many."""
    rows = list(offers)
    days = {one.pk: at.astimezone(ZoneInfo(one.programme.time_zone)).date() for one in rows}
    periods = {one.pk: period(one.pace, days[one.pk]) for one in rows}
    # a year and a day back holds the beginning of every period, in every time zone
    recent = Asking.objects.filter(offer__in=rows, state__in=COUNTED, asked_at__gt=at - timedelta(days=368))
    zones = {one.pk: ZoneInfo(one.programme.time_zone) for one in rows}
    used: Counter[int] = Counter()
    for offer, asked_at in recent.order_by().values_list("offer", "asked_at"):
        first, last = periods[offer]
        used[offer] += first <= asked_at.astimezone(zones[offer]).date() <= last
    return [Standing(one, used[one.pk], periods[one.pk][1]) for one in rows]


def askings_of(person: Any) -> QuerySet[Asking]:
    """What was asked of a supporter."""
    if not isinstance(person, Person) or not person.is_active:
        return Asking.objects.none()
    return _with(Asking.objects.filter(offer__supporter=person))


def askings_run_by(person: Any) -> QuerySet[Asking]:
    """What was asked for an initiative the person works for, or for their programme as a whole."""
    if not isinstance(person, Person) or not person.is_active:
        return Asking.objects.none()
    followed = Q(accompaniment__in=accompaniments_run_by(person, Subject.TIES).order_by().values("pk"))
    of_the_programme = Q(accompaniment=None, offer__programme__in=programmes_where(person, ASKERS))
    return _with(Asking.objects.filter(followed | of_the_programme))


def askings_visible_to(person: Any) -> QuerySet[Asking]:
    """Those of the supporter they were asked of, and of the programme's side; nobody else's."""
    mine = askings_of(person).order_by().values("pk")
    return _with(Asking.objects.filter(Q(pk__in=mine) | Q(pk__in=askings_run_by(person).order_by().values("pk"))))


def _with(askings: QuerySet[Asking]) -> QuerySet[Asking]:
    return askings.select_related(
        "offer__supporter",
        "offer__programme",
        "accompaniment__initiative",
        "accompaniment__season__programme",
        "asked_by",
    )
