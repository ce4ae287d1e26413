"""Applications received, filtered and ordered as the programme team asks; all starts from `submitted_visible_to`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from tremplin.calls.models import (
    Application,
    Attachment,
    Bearer,
    Call,
    Conflict,
    Initiative,
    Intake,
    Note,
    Submission,
    TeamMember,
    Track,
)
from tremplin.calls.queries.applications import submitted_visible_to
from tremplin.calls.states import MemberState, TeamRight
from tremplin.core import clock, journal
from tremplin.core.models import Entry
from tremplin.core.text import fold
from tremplin.people.models import Person
from tremplin.people.queries import persons
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role

ORDERS: Mapping[str, tuple[str, ...]] = {
    "-date": ("-submitted_at", "ref"),
    "date": ("submitted_at", "ref"),
    "name": ("initiative__folded", "ref"),
    "-name": ("-initiative__folded", "ref"),
}


def matching(applications: QuerySet[Application], filters: Mapping[str, Any]) -> QuerySet[Application]:
    """Those that fit every filter given: words, call, intake, track (key), state, kind (of bearer), in order."""
    for word in fold(filters.get("words") or "").split():
        applications = applications.filter(folded__contains=word)
    for name in ("call", "intake", "state"):
        if filters.get(name):
            applications = applications.filter(**{name: filters[name]})
    if filters.get("track"):
        applications = applications.filter(track__key=filters["track"])
    if filters.get("kind"):
        bearers = Bearer.objects.filter(initiative=OuterRef("initiative"), kind=filters["kind"])
        applications = applications.filter(Exists(carrying(bearers)))
    return applications.order_by(*ORDERS.get(filters.get("order") or "", ORDERS["-date"]))


def carrying(bearers: QuerySet[Bearer]) -> QuerySet[Bearer]:
    """The bearers of today: a structure that has left carries nothing any more."""
    return bearers.filter(Q(until_day=None) | Q(until_day__gte=clock.today()))


def with_bearers(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same, with what a list shows of each: `initiative.carriers`."""
    bearers = Prefetch("initiative__bearers", queryset=carrying(Bearer.objects.all()), to_attr="carriers")
    return applications.prefetch_related(bearers)


def calls_read_by(person: Any) -> QuerySet[Call]:
    """The calls whose applications this person may read, the one that closed or closes last first."""
    programmes = programmes_where(person, [Role.AGENT])
    calls = Call.objects.filter(season__programme__in=programmes).select_related("season__programme", "form")
    return calls.annotate(last_closing=Max("intakes__closes_at")).order_by("-last_closing", "ref")


def intakes_read_by(person: Any) -> QuerySet[Intake]:
    return (
        Intake.objects.filter(call__in=calls_read_by(person).order_by().values("pk"))
        .select_related("call__season__programme")
        .order_by("closes_at")
    )


def tracks_read_by(person: Any) -> QuerySet[Track]:
    return Track.objects.filter(call__in=calls_read_by(person).order_by().values("pk")).order_by("key", "pk")


def counts_by_call(person: Any) -> list[tuple[Call, int]]:
    """How many applications each call has received, as this person may see them; calls that received none left out."""
    rows = submitted_visible_to(person).order_by().values("call").annotate(count=Count("pk"))
    counts = {row["call"]: row["count"] for row in rows}
    return [(call, counts[call.pk]) for call in calls_read_by(person) if call.pk in counts]


def submissions_of(application: Application) -> list[Submission]:
    """Every version submitted, the last first."""
    return list(application.submissions.select_related("by", "intake__call").order_by("-version"))


def submitted_attachments_of(application: Application) -> QuerySet[Attachment]:
    """Files ever attached; what a page shows of them is what a frozen copy names."""
    return (
        Attachment.objects.filter(application=application).select_related("file", "question").order_by("added_at", "pk")
    )


def team_of(application: Application) -> QuerySet[TeamMember]:
    members = application.initiative.members.filter(state__in=[MemberState.JOINED, MemberState.INVITED])
    return members.select_related("person").order_by("person__folded", "pk")


def writers_of(application: Application) -> list[TeamMember]:
    """Those of the team whom mails about the application reach."""
    return writers_of_initiative(application.initiative)


def writers_of_initiative(initiative: Initiative) -> list[TeamMember]:
    """Those of a team whom mails about the initiative reach: whoever writes in it, and has an address."""
    members = initiative.members.filter(state=MemberState.JOINED).exclude(right=TeamRight.READ)
    return [
        member for member in members.select_related("person").order_by("person__folded", "pk") if member.person.email
    ]


def notes_of(application: Application) -> QuerySet[Note]:
    return application.notes.select_related("author")


def conflicts_of(application: Application) -> QuerySet[Conflict]:
    return application.conflicts.select_related("person")


def people_of(programme: Programme) -> QuerySet[Person]:
    """Whoever holds a mandate of the programme today: those whom a conflict may concern."""
    mandates = Mandate.objects.filter(in_force(), programme=programme, person=OuterRef("pk"))
    return persons().filter(Exists(mandates))


@dataclass(frozen=True)
class Happening:
    """One row of the journal and who did it (None: the machine, or somebody we no longer know)."""

    entry: Entry
    person: Person | None


def history_of(application: Application) -> list[Happening]:
    """What happened to the application, the last first."""
    entries = list(journal.of(application).order_by("-at", "-pk"))
    actors = _people(entry.actor for entry in entries)
    return [Happening(entry, actors.get(entry.actor)) for entry in entries]


def _people(refs: Iterable[str]) -> dict[str, Person]:
    return {person.ref: person for person in Person.objects.filter(ref__in={ref for ref in refs if ref})}


def received_since(person: Any, instant: datetime) -> list[tuple[Call, int, datetime]]:
    """For each call, how many applications came since an instant, and when the last one did."""
    rows = submitted_visible_to(person).filter(submitted_at__gte=instant).order_by().values("call")
    found = {row["call"]: row for row in rows.annotate(count=Count("pk"), last=Max("submitted_at"))}
    calls = calls_read_by(person).filter(pk__in=found)
    return [(call, found[call.pk]["count"], found[call.pk]["last"]) for call in calls]
