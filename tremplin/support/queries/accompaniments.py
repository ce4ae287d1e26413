"""Accompaniments, as each person may see them, and which side each person speaks for."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tremplin.calls.models import Conflict, TeamMember
from tremplin.calls.states import ApplicationState, MemberState
from tremplin.core import clock
from tremplin.core.reading import asked_once, found_once
from tremplin.people.models import Person
from tremplin.programme.models import Absence, Mandate
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.queries.absences import covering, stands_in_for
from tremplin.programme.states import Role
from tremplin.selection.models import Decision
from tremplin.selection.queries import decisions_visible_to
from tremplin.selection.states import DecisionState, Outcome
from tremplin.support.models import Accompaniment, Booking, Part, Point, Share
from tremplin.support.queries.experts import programmes_helped_by
from tremplin.support.states import Audience, BookingState, PartKind, Side, Subject

# one of these mandates of the programme lets somebody stand beside an initiative
BESIDE = (Role.AGENT, Role.OFFICER, Role.REFERENT)


def parts_today() -> Q:
    """Parts that hold today: nobody stands beside an initiative longer than their mandate in its programme."""
    mandates = Mandate.objects.filter(
        in_force(), role__in=BESIDE, person=OuterRef("person"), programme=OuterRef("accompaniment__season__programme")
    )
    return not_ended() & Q(Exists(mandates))


def not_ended() -> Q:
    """Parts that nobody ended, whatever became of the mandate."""
    today = clock.today()
    return Q(from_day__lte=today) & (Q(until_day=None) | Q(until_day__gte=today))


def _of_the_programmes_of(person: Person) -> Q:
    """What somebody of the programme team follows without being beside it; an application in conflict opens nothing."""
    conflict = Conflict.objects.filter(person=person, application=OuterRef("decision__application"))
    return Q(~Exists(conflict), season__programme__in=programmes_where(person, [Role.AGENT]))


def accompaniments_visible_to(person: Any) -> QuerySet[Accompaniment]:
    """Those a person knows of: those of their teams, those they are beside today, for the programme team all of its own
    but those of an application in conflict, and for an expert those that opened something to whom they meet.

    What they may read of each is another question: see `accompaniments_open_to`.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()

    def find() -> QuerySet[Accompaniment]:
        opened = Share.objects.filter(accompaniment=OuterRef("pk"), audience=Audience.EXPERTS)
        return Accompaniment.objects.filter(
            Q(Exists(_own_team(person)))
            | Q(Exists(_beside(person)))
            | _of_the_programmes_of(person)
            | Q(Exists(_sessions(person)), Exists(opened))
        )

    return _with_season(found_once(("accompaniments visible", person.pk), find))


def _with_season(found: QuerySet[Accompaniment]) -> QuerySet[Accompaniment]:
    return found.select_related("initiative", "season__programme")


def _own_team(person: Person) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(person=person, state=MemberState.JOINED, initiative=OuterRef("initiative"))


def parts_played_by(person: Any) -> QuerySet[Part]:
    """Today’s parts of a person and, but for files in conflict, those of the colleagues they stand in for."""
    if not isinstance(person, Person):
        return Part.objects.none()

    def find() -> QuerySet[Part]:
        conflict = Conflict.objects.filter(person=person, application=OuterRef("accompaniment__decision__application"))
        stood_in = Q(~Exists(conflict), person__in=stands_in_for(person).order_by().values("pk"))
        return Part.objects.filter(parts_today(), Q(person=person) | stood_in)

    return found_once(("parts", person.pk), find)


def _beside(person: Person) -> QuerySet[Part]:
    return parts_played_by(person).filter(accompaniment=OuterRef("pk"))


def with_absences(parts: QuerySet[Part]) -> QuerySet[Part]:
    """Each person with their absence of today in `absences_today`, to be said beside their name: one more query."""
    away = Absence.objects.filter(covering(clock.today())).select_related("stand_in")
    return parts.select_related("person").prefetch_related(
        Prefetch("person__absences", queryset=away, to_attr="absences_today")
    )


def _sessions(person: Person) -> QuerySet[Booking]:
    """Nobody reads what was opened to the experts longer than they help the programme."""
    helped = programmes_helped_by(person)
    booked = Booking.objects.filter(accompaniment=OuterRef("pk"), slot__expert=person, slot__programme__in=helped)
    return booked.exclude(state=BookingState.CANCELLED)


def accompaniments_open_to(person: Any, subject: Subject) -> QuerySet[Accompaniment]:
    """Those of which a person may see one subject: all of it for the initiative's team, its officer and the programme
    team; for referents and for the experts of a session, when the initiative opened it to them.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()

    def find() -> QuerySet[Accompaniment]:
        opened = Share.objects.filter(accompaniment=OuterRef("pk"), subject=subject)
        return Accompaniment.objects.filter(
            Q(pk__in=accompaniments_whole_to(person).order_by().values("pk"))
            | Q(Exists(_beside(person)), Exists(opened.filter(audience=Audience.REFERENTS)))
            | Q(Exists(_sessions(person)), Exists(opened.filter(audience=Audience.EXPERTS)))
        )

    return _with_season(found_once(("accompaniments open", person.pk, subject), find))


def subjects_open_to(person: Any, accompaniment: Accompaniment) -> frozenset[Subject]:
    """What one person may see of one support (`accompaniments_open_to`, the other way round)."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset()
    one = Accompaniment.objects.filter(pk=accompaniment.pk)
    if accompaniments_whole_to(person).filter(pk=accompaniment.pk).exists():
        return frozenset(Subject)
    audiences = [Audience.REFERENTS] if one.filter(Exists(_beside(person))).exists() else []
    if one.filter(Exists(_sessions(person))).exists():
        audiences.append(Audience.EXPERTS)
    opened = Share.objects.filter(accompaniment=accompaniment, audience__in=audiences)
    return frozenset(Subject(one.subject) for one in opened)


def accompaniments_run_by(person: Any, subject: Subject | None = None) -> QuerySet[Accompaniment]:
    """Those the person works for: beside the initiative, or for the programme. With a subject, those of which they may
    see it: a referent works on what the initiative opened.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()

    def find() -> QuerySet[Accompaniment]:
        return Accompaniment.objects.filter(Q(Exists(_beside(person))) | _of_the_programmes_of(person))

    found = found_once(("accompaniments run", person.pk), find)
    if subject is not None:
        found = found.filter(pk__in=accompaniments_open_to(person, subject).order_by().values("pk"))
    return _with_season(found)


def accompaniments_led_by(person: Any) -> QuerySet[Accompaniment]:
    """Those the person answers for, whatever was opened to others: as the officer, or in the programme team."""
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()

    def find() -> QuerySet[Accompaniment]:
        officer = _beside(person).filter(kind=PartKind.OFFICER)
        return Accompaniment.objects.filter(Q(Exists(officer)) | _of_the_programmes_of(person))

    return _with_season(found_once(("accompaniments led", person.pk), find))


def side_of(person: Any, accompaniment: Accompaniment) -> Side | None:
    """The voice a person has: the initiative's for its team, the programme's for whoever works for it."""
    if not isinstance(person, Person):
        return None

    def ask() -> Side | None:
        joined = TeamMember.objects.filter(person=person, state=MemberState.JOINED)
        if joined.filter(initiative=accompaniment.initiative_id).exists():
            return Side.TEAM
        return Side.OFFICER if accompaniments_run_by(person).filter(pk=accompaniment.pk).exists() else None

    return asked_once(("side", person.pk, accompaniment.pk), ask)


def leads(person: Any, accompaniment: Accompaniment) -> bool:
    """Does this person answer for the support (`accompaniments_led_by`)?"""
    led = accompaniments_led_by(person).filter(pk=accompaniment.pk)
    return asked_once(("leads", getattr(person, "pk", None), accompaniment.pk), led.exists)


def parts_of(accompaniment: Accompaniment) -> QuerySet[Part]:
    """Who is beside the initiative today."""
    return with_absences(Part.objects.filter(parts_today(), accompaniment=accompaniment))


def points_visible_to(person: Any, accompaniment: Accompaniment) -> QuerySet[Point]:
    """What was said, for those who see the roadmap; the programme's own notes only for its officer and its team."""
    seen = accompaniments_open_to(person, Subject.ROADMAP).filter(pk=accompaniment.pk).order_by().values("pk")
    points = Point.objects.filter(accompaniment__in=seen).select_related("by")
    return points if keeps_private(person, accompaniment) else points.filter(private=False)


def keeps_private(person: Any, accompaniment: Accompaniment) -> bool:
    """Does this person read what the programme keeps for itself? Nobody of the initiative does."""
    return side_of(person, accompaniment) == Side.OFFICER and leads(person, accompaniment)


def decisions_to_open(person: Any) -> QuerySet[Decision]:
    """Decisions announced, accepted by their laureate, for which nothing is open yet."""
    return decisions_visible_to(person).filter(
        state=DecisionState.RELEASED,
        outcome=Outcome.SELECTED,
        acceptance__state="accepted",
        accompaniment=None,
        application__state=ApplicationState.SUBMITTED,
    )


def is_announced() -> Q:
    """Supports anybody may know of: opened by an act, or whose laureate was announced by its public wave."""
    return Q(decision=None) | Q(decision__acceptance__published_at__isnull=False)


def proof_of(ref: str) -> Accompaniment | None:
    """What the public page of a supported initiative tells, once it is shown, and its laureate announced."""
    return (
        Accompaniment.objects.filter(is_announced(), ref=ref, shown_since__lte=clock.today())
        .select_related("initiative", "season__programme")
        .first()
    )


def accompaniments_whole_to(person: Any) -> QuerySet[Accompaniment]:
    """Those a person sees all of: their teams', and those they answer for. Letters and signed texts are read there."""
    if not isinstance(person, Person) or not person.is_active:
        return Accompaniment.objects.none()

    def find() -> QuerySet[Accompaniment]:
        officer = _beside(person).filter(kind=PartKind.OFFICER)
        return Accompaniment.objects.filter(
            Q(Exists(_own_team(person))) | Q(Exists(officer)) | _of_the_programmes_of(person)
        )

    return _with_season(found_once(("accompaniments whole", person.pk), find))
