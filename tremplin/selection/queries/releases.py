"""The waves of an announcement: what each one holds, who approved it as it stands, who knows before."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import Application, Call, Conflict
from tremplin.calls.queries import without_conflicts
from tremplin.calls.states import ApplicationState
from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Acceptance, Approval, Decision, Signatory, Wave
from tremplin.selection.states import AcceptanceState, DecisionState, Outcome, WaveKind


def waves_visible_to(person: Any) -> QuerySet[Wave]:
    """The waves of the calls the person runs, or signs for."""
    if not isinstance(person, Person) or not person.is_active:
        return Wave.objects.none()
    run = programmes_where(person, [Role.AGENT])
    signs = Signatory.objects.filter(
        person=person, call__season__programme__in=programmes_where(person, [Role.AUTHORITY])
    )
    waves = Wave.objects.select_related("release__call__season__programme")
    return waves.filter(release__call__season__programme__in=run) | waves.filter(
        release__call__in=signs.order_by().values("call")
    )


def calls_announced_by(person: Any) -> QuerySet[Call]:
    """The calls the person runs, or signs for: whose announcement they may follow."""
    if not isinstance(person, Person) or not person.is_active:
        return Call.objects.none()
    signs = Signatory.objects.filter(person=person).order_by().values("call")
    return Call.objects.filter(
        Q(season__programme__in=programmes_where(person, [Role.AGENT]))
        | Q(pk__in=signs, season__programme__in=programmes_where(person, [Role.AUTHORITY]))
    ).select_related("season__programme")


def to_announce(call: Call, person: Any) -> QuerySet[Application]:
    """The applications whose team awaits an answer: received, not withdrawn, not in conflict with the person."""
    received = Application.objects.filter(call=call, submitted_at__isnull=False)
    return without_conflicts(received.exclude(state=ApplicationState.WITHDRAWN), person)


def contents_of(wave: Wave) -> QuerySet[Decision]:
    """The decisions a wave tells of: the selected ones; the others; the laureates who accepted. Withdrawn left out."""
    return contents(wave.release.call, wave.kind)


def contents(call: Call, kind: str) -> QuerySet[Decision]:
    found = (
        Decision.objects.filter(application__call=call)
        .exclude(application__state=ApplicationState.WITHDRAWN)
        .select_related("application__initiative", "application__call__season__programme", "signatory")
    )
    if kind == WaveKind.NOTICE:
        return found.filter(outcome=Outcome.SELECTED)
    if kind == WaveKind.REFUSALS:
        return found.exclude(outcome=Outcome.SELECTED)
    return found.filter(outcome=Outcome.SELECTED, acceptance__state=AcceptanceState.ACCEPTED)


def untold(wave: Wave) -> QuerySet[Decision]:
    """What a wave has still to tell: a decision not announced yet, a laureate not published yet."""
    if wave.kind == WaveKind.PUBLIC:
        return contents_of(wave).filter(acceptance__published_at=None)
    return contents_of(wave).exclude(state=DecisionState.RELEASED)


def digest_of(wave: Wave) -> str:
    """What two people approve: who is told what, word for word. It changes when a decision, or an agreed text, does."""
    rows = contents_of(wave).order_by("ref")
    if wave.kind == WaveKind.PUBLIC:
        agreed = Acceptance.objects.filter(decision__in=rows.values("pk")).order_by("decision__ref")
        told: list[list[Any]] = [
            [one.decision.ref, one.public_name, one.public_words] for one in agreed.select_related("decision")
        ]
    else:
        told = [[one.ref, one.outcome, one.sha256] for one in rows]
    return digest({"wave": wave.kind, "told": told})


def standing_approvals(wave: Wave) -> list[Approval]:
    """The approvals of the wave as it is now. Somebody since found in conflict in the call approves nothing more."""
    conflicts = Conflict.objects.filter(person=OuterRef("person"), application__call=wave.release.call_id)
    standing = Approval.objects.filter(wave=wave, digest=digest_of(wave)).exclude(Exists(conflicts))
    return list(standing.select_related("person"))


def unsigned(call: Call) -> QuerySet[Decision]:
    """Decisions prepared and not signed: nothing leaves while there are some."""
    return (
        Decision.objects.filter(application__call=call, state=DecisionState.PREPARED)
        .exclude(application__state=ApplicationState.WITHDRAWN)
        .order_by("ref")
    )
