"""Calls, their intakes at an instant, their texts in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tremplin.calls.models import Application, Call, Intake, LegalText
from tremplin.calls.states import IntakeState
from tremplin.core import clock
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role


def published_calls() -> QuerySet[Call]:
    return Call.objects.filter(published_at__lte=clock.now()).select_related("season__programme", "form")


def open_calls(at: datetime) -> list[tuple[Call, Intake]]:
    """Published calls that take applications at this instant, each with its open intake, first closing first."""
    intakes = (
        Intake.objects.filter(call__in=published_calls(), opens_at__lte=at)
        .select_related("call__season__programme")
        .order_by("closes_at")
    )
    found: dict[int, tuple[Call, Intake]] = {}
    for intake in intakes:
        if intake.state_at(at) == IntakeState.OPEN:
            found.setdefault(intake.call_id, (intake.call, intake))
    return list(found.values())


def calls_managed_by(person: Any) -> QuerySet[Call]:
    """Calls of the programmes whose team or administration this person belongs to."""
    programmes = programmes_where(person, [Role.AGENT, Role.ADMINISTRATOR])
    return Call.objects.filter(season__programme__in=programmes).select_related("season__programme", "form")


def intakes_of(call: Call, at: datetime) -> list[tuple[Intake, IntakeState]]:
    """Every closing of a call with its state at an instant, in the order of the closings."""
    return [(intake, intake.state_at(at)) for intake in call.intakes.order_by("closes_at")]


@dataclass(frozen=True)
class Standing:
    """Where a call is at an instant, and the intake that says so: open, else the next to open, else the last closed."""

    state: IntakeState
    intake: Intake | None


def standing_of(call: Call, at: datetime) -> Standing:
    intakes = sorted(call.intakes.all(), key=lambda intake: intake.closes_at)
    for state in (IntakeState.OPEN, IntakeState.PLANNED):
        for intake in intakes:
            if intake.state_at(at) == state:
                return Standing(state, intake)
    return Standing(IntakeState.CLOSED, intakes[-1]) if intakes else Standing(IntakeState.PLANNED, None)


def intake_for(call: Call, at: datetime) -> Intake | None:
    """The closing an application received at this instant counts for: the first that still takes it. None: too late."""
    intakes = sorted(call.intakes.all(), key=lambda intake: intake.closes_at)
    return next((intake for intake in intakes if intake.takes(at)), None)


def missed_intakes(application: Application, intake: Intake) -> QuerySet[Intake]:
    """The closings that were to come when the application was started, and that closed before this one."""
    return application.call.intakes.filter(closes_at__gt=application.started_at, closes_at__lt=intake.closes_at)


def legal_text(call: Call, kind: str, at: datetime) -> LegalText | None:
    """The text of a kind in force for a call at an instant."""
    return call.legal_texts.filter(kind=kind, valid_from__lte=at).order_by("-valid_from").first()
