"""Decisions: for those who prepare them, for the authority that signs them, for the teams once they are announced."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tremplin.calls.models import Application, Call, Conflict
from tremplin.calls.queries import drafts_of, without_conflicts
from tremplin.calls.states import ApplicationState
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.selection.engine.departures import Departure, departures
from tremplin.selection.engine.tallies import favourable
from tremplin.selection.models import Decision, Review, RoundFile, Signatory, SittingItem
from tremplin.selection.states import College, DecisionState, FileState, ItemState, ReviewState, ScreeningState


def signatory_of(call: Call) -> Signatory | None:
    """The authority named in the call."""
    return Signatory.objects.filter(call=call).select_related("person").first()


def decisions_visible_to(person: Any) -> QuerySet[Decision]:
    """Before the announcement: for the programme team, and the authority named in the call while it holds its mandate.
    Nothing in conflict, nothing withdrawn.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Decision.objects.none()
    named = Signatory.objects.filter(person=person, call=OuterRef("call"))
    seen = Application.objects.filter(
        Q(call__season__programme__in=programmes_where(person, [Role.AGENT]))
        | Q(Exists(named), call__season__programme__in=programmes_where(person, [Role.AUTHORITY]))
    ).exclude(state=ApplicationState.WITHDRAWN)
    return Decision.objects.filter(
        application__in=without_conflicts(seen, person).order_by().values("pk")
    ).select_related("application__initiative", "application__call__season__programme", "signatory", "prepared_by")


def decisions_released_to(person: Any) -> QuerySet[Decision]:
    """The decisions announced to the teams the person belongs to. Before its wave, a decision does not exist."""
    return Decision.objects.filter(
        state=DecisionState.RELEASED, application__in=drafts_of(person).order_by().values("pk")
    ).select_related("application__initiative", "application__call__season__programme", "signatory")


@dataclass(frozen=True)
class Opinions:
    """What the colleges said of an application, as `engine.departures` asks for it."""

    admissible: bool
    proposal: str
    rounds: list[tuple[str, str]]
    favourable: int
    opinions: int


def opinions_on(application: Application) -> Opinions:
    files = RoundFile.objects.filter(application=application).select_related("round").order_by("round__position")
    last = (
        SittingItem.objects.filter(file__application=application, state=ItemState.PROPOSED)
        .order_by("-file__round__position", "-proposed_at")
        .first()
    )
    conflicts = Conflict.objects.filter(person=OuterRef("seat__person"), application=application)
    given = (
        Review.objects.filter(
            file__application=application,
            file__round__college=College.CITIZENS,
            state=ReviewState.SUBMITTED,
            opinion__isnull=False,
        )
        .exclude(Exists(conflicts))
        .order_by()
        .values_list("opinion", flat=True)
    )
    for_it, in_all = favourable([value for value in given if value is not None])
    screening = getattr(application, "screening", None)
    return Opinions(
        admissible=screening is None or screening.state != ScreeningState.REFUSED,
        proposal=last.outcome if last else "",
        rounds=[(str(file.round), file.state) for file in files],
        favourable=for_it,
        opinions=in_all,
    )


def departures_of(application: Application, outcome: str) -> list[Departure]:
    """Where this outcome would depart from what was said of the file."""
    said = opinions_on(application)
    return departures(
        outcome,
        proposal=said.proposal,
        rounds=said.rounds,
        favourable=said.favourable,
        opinions=said.opinions,
        admissible=said.admissible,
    )


def undecided(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those out of every round, or refused at the screening, for which nothing is prepared yet."""
    files = RoundFile.objects.filter(application=OuterRef("pk"))
    settled = Exists(files) & ~Exists(files.filter(state=FileState.WAITING))
    return applications.filter(Q(settled) | Q(screening__state=ScreeningState.REFUSED), decision=None)


def to_sign(person: Any) -> QuerySet[Decision]:
    """The decisions of the calls in which the person is the authority named, while they hold its mandate."""
    programmes = programmes_where(person, [Role.AUTHORITY])
    return decisions_visible_to(person).filter(
        application__call__signatory__person=person, application__call__season__programme__in=programmes
    )


def authorities_of(programme: Programme) -> QuerySet[Person]:
    """Those who hold the mandate of signing authority today."""
    held = Mandate.objects.filter(in_force(), programme=programme, role=Role.AUTHORITY)
    return Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by("full_name", "pk")


def listed(applications: QuerySet[Application], state: str = "") -> QuerySet[Application]:
    """The applications of a list of decisions, by name; `state`: of the decision, "to-prepare", or empty for all."""
    if state == "to-prepare":
        applications = undecided(applications)
    elif state:
        applications = applications.filter(decision__state=state)
    files = RoundFile.objects.select_related("round").order_by("round__position")
    return (
        applications.select_related("screening", "decision")
        .prefetch_related(Prefetch("round_files", queryset=files))
        .order_by("initiative__folded", "ref")
    )


def decided_on(application: Application, *, fresh: bool = False) -> Decision | None:
    """The decision of an application, if there is one; read again when `fresh`."""
    if fresh:
        found = Decision.objects.filter(application=application).select_related("prepared_by", "signatory")
        return found.prefetch_related("motives__criterion").first()
    return getattr(application, "decision", None)


def counts_of(applications: QuerySet[Application]) -> dict[str, int]:
    """How many in all, and how many with a decision in each state or to prepare."""
    states = {state.value: Count("pk", filter=Q(decision__state=state)) for state in DecisionState}
    found = applications.order_by().aggregate(total=Count("pk"), **states)
    return {**found, "to_prepare": undecided(applications).order_by().count()}


def next_undecided(applications: QuerySet[Application], after: Application) -> Application | None:
    """The next application to decide on, by name, round the list once."""
    found = list(undecided(applications).exclude(pk=after.pk).order_by("initiative__folded", "ref"))
    here = (after.initiative.folded, after.ref)
    return next((one for one in found if (one.initiative.folded, one.ref) > here), found[0] if found else None)


def proposals_on(application: Application) -> QuerySet[SittingItem]:
    """What sittings proposed, the last one last."""
    return (
        SittingItem.objects.filter(file__application=application, state=ItemState.PROPOSED)
        .select_related("sitting__round", "file__round")
        .order_by("file__round__position", "proposed_at")
    )
