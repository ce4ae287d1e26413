"""The applications of a call in the hands of the team, their screening, and the rounds they go through."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tremplin.calls.models import Application, Call
from tremplin.calls.queries import submitted_visible_to
from tremplin.calls.states import ApplicationState
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.selection.models import Round, RoundFile, Screening
from tremplin.selection.states import FileState, ScreeningState


def applications_visible_to(person: Any) -> QuerySet[Application]:
    """What the team has to decide: the applications received and not withdrawn, those in conflict left out."""
    return submitted_visible_to(person).exclude(state=ApplicationState.WITHDRAWN)


def applications_of(call: Call, person: Any) -> QuerySet[Application]:
    """The same, for one call."""
    return applications_visible_to(person).filter(call=call)


def screening_of(application: Application) -> Screening | None:
    return Screening.objects.filter(application=application).first()


def rounds_visible_to(person: Any) -> QuerySet[Round]:
    """The rounds of the programmes whose team the person belongs to."""
    programmes = programmes_where(person, [Role.AGENT])
    return Round.objects.filter(call__season__programme__in=programmes).select_related("call__season__programme")


def rounds_of(call: Call) -> QuerySet[Round]:
    return Round.objects.filter(call=call).select_related("call__season__programme")


def previous_round(found: Round) -> Round | None:
    return Round.objects.filter(call=found.call_id, position__lt=found.position).order_by("-position").first()


def next_round(found: Round) -> Round | None:
    return Round.objects.filter(call=found.call_id, position__gt=found.position).order_by("position").first()


def files_visible_to(person: Any) -> QuerySet[RoundFile]:
    """Files in rounds, as the programme team sees them."""
    seen = submitted_visible_to(person).exclude(state=ApplicationState.WITHDRAWN).order_by().values("pk")
    return RoundFile.objects.filter(application__in=seen).select_related(
        "application__initiative", "application__call__season__programme", "round__call__season__programme"
    )


def entering(found: Round) -> QuerySet[Application]:
    """The applications that may enter a round and are not in it: the admissible ones, then what the round before let
    pass. One on which a decision is prepared enters nothing more.
    """
    received = Application.objects.filter(
        call=found.call_id, state__in=[ApplicationState.SUBMITTED, ApplicationState.RETURNED], decision=None
    ).exclude(Exists(RoundFile.objects.filter(round=found, application=OuterRef("pk"))))
    before = previous_round(found)
    if before is None:
        return received.filter(screening__state=ScreeningState.ADMISSIBLE)
    return received.filter(
        Exists(RoundFile.objects.filter(round=before, application=OuterRef("pk"), state=FileState.PASSED))
    )
