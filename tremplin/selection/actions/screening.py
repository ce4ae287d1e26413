"""May an application be examined? Answered once, by one person; looked at again with a trace."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.actions import submissions
from tremplin.calls.models import Application, Correction, Question
from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.models import Decision, Screening
from tremplin.selection.states import DecisionState, ScreeningState


def admit(application: Application, *, by: Person, at: datetime) -> Screening:
    """The application is admissible: the first round may take it in."""
    return _screen(application, "admit", "", by, at)


def refuse(application: Application, *, reason: str, by: Person, at: datetime) -> Screening:
    """The application is not admissible; the reason is the motive of the decision to come."""
    return _screen(application, "refuse", reason, by, at)


def _screen(application: Application, verb: str, reason: str, by: Person, at: datetime) -> Screening:
    with transaction.atomic():
        application = hold(application)
        if isinstance(answer := rules.can_screen(by, application), No):
            raise MoveRefused(answer.reason)
        screening, _created = Screening.objects.get_or_create(application=application)
        if screening.state != ScreeningState.WAITING:
            raise MoveRefused(_("Somebody has just screened this application. Please look again."))
        if verb == "refuse" and not reason.strip():
            raise MoveRefused(_("Please say why: the reason stays with the file."))
        move(screening, verb, by=by.ref, at=at, detail=reason, screened_by=by, screened_at=at, reason=reason)
        return screening


def look_again(application: Application, *, by: Person, at: datetime) -> None:
    """Put a screening back to be done, while no round has taken the file in."""
    with transaction.atomic():
        application = hold(application)
        if isinstance(answer := rules.can_look_again(by, application), No):
            raise MoveRefused(answer.reason)
        screening = Screening.objects.filter(application=application).first()
        if screening is None:
            raise MoveRefused(_("This application is still to be screened."))
        _put_back(screening, by, at)


def _put_back(screening: Screening, by: Person, at: datetime) -> None:
    """What was prepared on the ground of the screening, and signed by nobody, falls with it."""
    move(
        screening,
        "look_again",
        by=by.ref,
        at=at,
        detail=screening.reason,
        reason="",
        screened_by=None,
        screened_at=None,
    )
    for decision in Decision.objects.filter(application=screening.application_id, state=DecisionState.PREPARED):
        journal.record("discard", decision, by=by.ref, at=at, before=decision.outcome)
        decision.delete()


def ask_correction(
    application: Application, *, questions: Collection[Question], words: str, until: datetime, by: Person, at: datetime
) -> Correction:
    """Something is missing: the team sends the application back; it is screened when it returns."""
    with transaction.atomic():
        held = hold(application)
        if isinstance(answer := rules.can_look_again(by, held), No):
            raise MoveRefused(answer.reason)
        screening, _created = Screening.objects.get_or_create(application=held)
        if screening.state != ScreeningState.WAITING:
            _put_back(screening, by, at)
        return submissions.send_back(held, questions=questions, words=words, until=until, by=by, at=at)
