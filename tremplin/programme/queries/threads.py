"""The thread of a season: its steps, and what rooms know of them. The same queries for one season and for ten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import Resolver404, resolve

from tremplin.core import clock, offers
from tremplin.people.models import Person
from tremplin.programme.engine.backward_plan import day_of
from tremplin.programme.engine.standard_thread import STEPS
from tremplin.programme.models import Mandate, Milestone, Programme, Season
from tremplin.programme.queries import in_force, programmes_where, to_come
from tremplin.programme.states import MilestoneState, Role

READERS = (Role.ADMINISTRATOR, Role.AGENT, Role.OFFICER, Role.AUTHORITY)


def threads_visible_to(person: Any) -> QuerySet[Season]:
    """Seasons whose thread this person may read: of the programmes for which they work, or sign."""
    programmes = programmes_where(person, READERS)
    return Season.objects.filter(programme__in=programmes).select_related("programme")


def milestones_visible_to(person: Any) -> QuerySet[Milestone]:
    programmes = programmes_where(person, READERS)
    found = Milestone.objects.filter(season__programme__in=programmes)
    return found.select_related("season__programme", "owner", "done_by", "dropped_by")


def owners_of(programme: Programme) -> QuerySet[Person]:
    """Who may own a step: those who hold, or will hold, a mandate of the team."""
    held = Mandate.objects.filter(in_force() | to_come(), programme=programme, role__in=READERS, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True)


def done_days(steps: Iterable[Milestone]) -> dict[int, date]:
    """Those that are done, by key, and the day they were: said by somebody, or known by a room."""
    steps = list(steps)
    found = {step.pk: step.done_on for step in steps if step.state == MilestoneState.DONE and step.done_on}
    waiting = [step for step in steps if step.state == MilestoneState.PLANNED and step.fact]
    seasons = {step.season_id: step.season for step in waiting}
    for fact in offers.season_facts:
        named = [step for step in waiting if step.fact == fact.name]
        if named:
            known = fact.read([seasons[pk] for pk in {step.season_id for step in named}])
            found |= {step.pk: known[step.season_id] for step in named if step.season_id in known}
    return found


def address_of(step: Milestone) -> str:
    """The page where a step is done, "" when nobody said."""
    fact = offers.season_facts.get(step.fact) if step.fact else None
    return fact.address(step.season) if fact else step.link


@dataclass(frozen=True)
class StepLine:
    """A step as the thread tells it. `days`: from today to its day, late when negative."""

    step: Milestone
    done_on: date | None
    days: int
    address: str
    label: Any

    @property
    def late(self) -> bool:
        return self.days < 0

    @property
    def by(self) -> int:
        return abs(self.days)


@dataclass(frozen=True)
class Thread:
    late: list[StepLine]
    to_come: list[StepLine]
    done: list[StepLine]
    dropped: list[StepLine]
    moved: list[Milestone]  # to be done, and not on the day the announcement gives them

    @property
    def count(self) -> int:
        return len(self.late) + len(self.to_come) + len(self.done)


def thread_of(season: Season) -> Thread:
    """What is late first, the oldest day first; then what comes; what is done, the last first."""
    steps = list(season.milestones.select_related("season__programme", "owner", "done_by", "dropped_by"))
    lines = lines_of(steps, clock.today(season.programme.time_zone))
    dropped = [line for line in lines if line.step.state == MilestoneState.DROPPED]
    standing = [line for line in lines if line.step.state != MilestoneState.DROPPED]
    open_now = [line for line in standing if line.done_on is None]
    done = sorted((line for line in standing if line.done_on), key=lambda line: line.done_on or date.min, reverse=True)
    announced = season.announced_on
    moved = [line.step for line in open_now if announced and day_of(announced, line.step.offset) != line.step.due_on]
    return Thread(
        [line for line in open_now if line.late], [line for line in open_now if not line.late], done, dropped, moved
    )


def lines_of(steps: Collection[Milestone], today: date) -> list[StepLine]:
    done = done_days(steps)
    facts = {fact.name: fact.label for fact in offers.season_facts}
    return [
        StepLine(step, done.get(step.pk), (step.due_on - today).days, address_of(step), facts.get(step.fact, ""))
        for step in steps
    ]


def steps_waiting(until: date, *, owner: Person | None = None, programmes: Any = None) -> list[StepLine]:
    """Steps to be done by that day, not done yet, of a person or of programmes; the oldest first."""
    rows = Milestone.objects.filter(state=MilestoneState.PLANNED, due_on__lte=until)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if programmes is not None:
        rows = rows.filter(season__programme__in=programmes)
    steps = list(rows.select_related("season__programme", "owner"))
    return [line for line in lines_of(steps, clock.today()) if line.done_on is None]


@dataclass(frozen=True)
class Planned:
    """One step of a plan: its day before, when it had one, and its day after."""

    step: Milestone
    before: date | None
    after: date
    owner: Person | None


def source_of(season: Season) -> Season | None:
    """The last season of the programme, before this one, whose thread may be copied."""
    threads = Milestone.objects.filter(season=OuterRef("pk")).exclude(state=MilestoneState.DROPPED)
    found = Season.objects.filter(Exists(threads), programme=season.programme, announced_on__isnull=False)
    return found.exclude(pk=season.pk).filter(starts_on__lte=season.starts_on).order_by("-starts_on", "-pk").first()


def plan_for(season: Season, source: Season | None) -> list[Planned]:
    """The thread a season would have: a former season's, or the standard one; [] without a day of announcement.

    Owners who no longer have a mandate are left out, and so are addresses of objects of the former season.
    """
    if season.announced_on is None:
        return []
    if source is None:
        fields = [
            Milestone(
                season=season,
                key=step.key,
                title_fr=step.title_fr,
                title_en=step.title_en,
                offset=step.offset,
                fact=step.fact,
            )
            for step in STEPS
        ]
        return _in_order(Planned(step, None, day_of(season.announced_on, step.offset), None) for step in fields)
    still = set(owners_of(season.programme).values_list("pk", flat=True))
    planned = []
    for former in source.milestones.exclude(state=MilestoneState.DROPPED).select_related("owner"):
        owner = former.owner if former.owner_id in still else None
        step = Milestone(
            season=season,
            key=former.key,
            title_fr=former.title_fr,
            title_en=former.title_en,
            offset=former.offset,
            fact=former.fact,
            link="" if _names_an_object(former.link) else former.link,
            owner=owner,
            copied_from=former,
        )
        planned.append(Planned(step, former.due_on, day_of(season.announced_on, former.offset), owner))
    return _in_order(planned)


def plan_moved(season: Season) -> list[Planned]:
    """The steps to be done that do not stand where the day of the announcement puts them."""
    if season.announced_on is None:
        return []
    steps = thread_of(season).moved
    return _in_order(Planned(step, step.due_on, day_of(season.announced_on, step.offset), step.owner) for step in steps)


def _in_order(planned: Iterable[Planned]) -> list[Planned]:
    return sorted(planned, key=lambda one: (one.after, one.step.offset))


def _names_an_object(link: str) -> bool:
    """An address that holds the reference of something: of last season's, most often."""
    try:
        return "ref" in resolve(link.partition("?")[0]).kwargs
    except Resolver404:
        return False
