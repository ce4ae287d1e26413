"""All the introductions of somebody’s projects, or of a programme, and what is around them: promises due, contacts that
left, remarks of bodies. The same few queries, however many rows; nothing is counted by person.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.directory.models import Body
from tremplin.directory.queries import standing_bodies
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.engine.proposals import turns
from tremplin.support.models import Accompaniment, Commitment, Contact, Introduction, Remark
from tremplin.support.queries.accompaniments import accompaniments_run_by, parts_played_by
from tremplin.support.queries.commitments import commitments_visible_to
from tremplin.support.queries.openings import accompaniments_of_programmes
from tremplin.support.states import CommitmentState, IntroductionState, Subject

WEEK, QUARTER = timedelta(days=7), timedelta(days=91)


def accompaniments_beside(person: Any) -> QuerySet[Accompaniment]:
    """Those the person is beside today, and whose introductions they may see: « my projects »."""
    if not isinstance(person, Person):
        return Accompaniment.objects.none()
    beside = parts_played_by(person).filter(accompaniment=OuterRef("pk"))
    return accompaniments_run_by(person, Subject.TIES).filter(Exists(beside))


def departures_in(accompaniments: Collection[int]) -> QuerySet[Contact]:
    """Contacts that left, as it was noted here or in the directory, and nobody said yet who came after."""
    initiatives = Accompaniment.objects.filter(pk__in=accompaniments).order_by().values("initiative")
    gone = Contact.objects.filter(
        Q(left_on__isnull=False) | Q(holder__left_on__isnull=False),
        relation__initiative__in=initiatives,
        after=None,
        nobody_after=False,
    )
    return gone.select_related("relation__initiative", "relation__body", "relation__network", "holder", "door")


def due_in(accompaniments: Collection[int], until: date) -> QuerySet[Commitment]:
    """What was promised to these initiatives, in their programme, for this day or before."""
    made = Accompaniment.objects.filter(
        pk__in=accompaniments, initiative=OuterRef("initiative"), season__programme=OuterRef("programme")
    )
    return _due(until).filter(Exists(made))


def due_to_programmes(person: Any, until: date) -> QuerySet[Commitment]:
    """What was promised to the programmes of this person’s team."""
    return _due(until).filter(initiative=None, programme__in=programmes_where(person, [Role.AGENT]))


def _due(until: date) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(state=CommitmentState.PROMISED, due_on__lte=until)
    return rows.select_related("programme", "initiative", "body", "sponsor")


def late_commitments(person: Any, today: date) -> QuerySet[Commitment]:
    """In the programmes of this person’s team, those whose day has passed."""
    ours = programmes_where(person, [Role.AGENT])
    return commitments_visible_to(person).filter(state=CommitmentState.PROMISED, due_on__lt=today, programme__in=ours)


def remarks_visible_to(person: Any) -> QuerySet[Remark]:
    ours = programmes_where(person, [Role.AGENT])
    return Remark.objects.filter(programme__in=ours).select_related("body", "programme", "read_by")


def unread_remarks(person: Any) -> list[tuple[Body, int]]:
    """By body as it stands now, how many remarks nobody has read."""
    counts = Counter(remarks_visible_to(person).filter(read_at=None).values_list("body", flat=True))
    standing = standing_bodies(counts)
    found: dict[Body, int] = defaultdict(int)
    for pk, count in counts.items():
        found[standing[pk]] += count
    return sorted(found.items(), key=lambda row: (row[0].folded, row[0].pk))


@dataclass
class SeasonCounts:
    """What happened to the introductions of one season; `days`: between each message and its answer."""

    season: Season
    projects: int = 0
    written: int = 0
    sent: int = 0
    waiting: int = 0
    answered: int = 0
    met: int = 0
    given_up: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None


@dataclass(frozen=True)
class Counts:
    seasons: list[SeasonCounts]
    by_state: list[tuple[str, int]]
    written: int
    days: list[int]

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None


def counts_for(person: Any) -> Counts:
    """The introductions of the programmes whose team this person is in, but for applications in conflict."""
    ours = accompaniments_of_programmes(person)
    seasons: dict[int, SeasonCounts] = {}
    for one in ours:
        seasons.setdefault(one.season_id, SeasonCounts(one.season)).projects += 1
    states: Counter[str] = Counter()
    rows = Introduction.objects.filter(accompaniment__in=ours.order_by().values("pk")).order_by()
    every: list[int] = []
    for season, state, sent, answered, met in rows.values_list(
        "accompaniment__season", "state", "sent_at", "answered_at", "met_on"
    ):
        count = seasons[season]
        states[state] += 1
        count.written += 1
        if sent is None:
            continue
        count.sent += 1
        count.waiting += state == IntroductionState.SENT
        count.answered += answered is not None or met is not None
        count.met += met is not None
        over = state in (IntroductionState.UNANSWERED, IntroductionState.ENDED)
        count.given_up += over and answered is None and met is None
        if answered is not None:
            zone = ZoneInfo(count.season.programme.time_zone)
            waited = (answered.astimezone(zone).date() - sent.astimezone(zone).date()).days
            count.days.append(waited)
            every.append(waited)
    ordered = sorted(seasons.values(), key=lambda one: (one.season.starts_on, one.season.pk), reverse=True)
    return Counts(ordered, [(state, states[state]) for state in IntroductionState], sum(states.values()), every)


@dataclass(frozen=True)
class Solicited:
    """A body the programme asks: how many messages left in seven days, at most how many may, how many in a quarter,
    how many wait for their turn, and when the first of them may leave.
    """

    body: Body
    programme: Programme
    week: int
    quarter: int
    waiting: int
    next_at: datetime | None

    @property
    def full(self) -> bool:
        return self.week >= self.programme.asks_a_week


def solicited_by(person: Any, at: datetime) -> list[Solicited]:
    """Those with messages that wait first, then by name: what to know before writing, never a ranking."""
    ours = accompaniments_of_programmes(person).order_by().values("season__programme")
    programmes = {one.pk: one for one in Programme.objects.filter(pk__in=ours)}
    rows = Introduction.objects.filter(
        Q(sent_at__gt=at - QUARTER) | Q(state=IntroductionState.AGREED), accompaniment__season__programme__in=programmes
    ).order_by()
    known = list(rows.values_list("door__body", "accompaniment__season__programme", "state", "sent_at"))
    standing = standing_bodies({body for body, _programme, _state, _sent in known})
    left: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    waiting: Counter[tuple[int, int]] = Counter()
    for body, programme, state, sent in known:
        key = (standing[body].pk, programme)
        if sent is not None:
            left[key].append(sent)
        elif state == IntroductionState.AGREED:
            waiting[key] += 1
    bodies = {body.pk: body for body in standing.values()}
    found = []
    for body, programme in {*left, *waiting}:
        sent_at, cap = left[body, programme], programmes[programme].asks_a_week
        turn = turns(sorted(sent_at), 1, cap, at)[0] if waiting[body, programme] else None
        lately = sum(one > at - WEEK for one in sent_at)
        found.append(
            Solicited(bodies[body], programmes[programme], lately, len(sent_at), waiting[body, programme], turn)
        )
    return sorted(found, key=lambda one: (-one.waiting, one.body.folded, one.body.pk, one.programme.pk))
