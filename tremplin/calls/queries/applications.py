"""Applications, as each person may see them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import (
    Answer,
    Application,
    Attachment,
    Call,
    Conflict,
    Correction,
    Initiative,
    Rival,
    TeamMember,
)
from tremplin.calls.states import ApplicationState, MemberState
from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role

# what the programme team may read: a draft belongs to its team alone
RECEIVED = (ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.WITHDRAWN)


def visible_to(person: Any) -> QuerySet[Application]:
    """The applications a person may open: their teams'; for the programme team, those received; none in conflict."""
    if not isinstance(person, Person) or not person.is_active:
        return Application.objects.none()
    teams = TeamMember.objects.filter(person=person, state=MemberState.JOINED, initiative=OuterRef("initiative"))
    programmes = programmes_where(person, [Role.AGENT])
    mine = Q(Exists(teams))
    received = Q(call__season__programme__in=programmes, submitted_at__isnull=False, state__in=RECEIVED)
    found = Application.objects.filter(mine | received)
    return without_conflicts(found, person).select_related(
        "call__season__programme", "initiative", "intake", "track", "form"
    )


def without_conflicts(applications: QuerySet[Application], person: Person) -> QuerySet[Application]:
    """Rule 1: a file in conflict is absent everywhere for that person."""
    return applications.exclude(Exists(Conflict.objects.filter(person=person, application=OuterRef("pk"))))


def drafts_of(person: Any) -> QuerySet[Application]:
    """The applications of the person's own teams, whatever their state."""
    if not isinstance(person, Person):
        return Application.objects.none()
    teams = TeamMember.objects.filter(person=person, state=MemberState.JOINED).values("initiative")
    return visible_to(person).filter(initiative__in=teams)


def submitted_visible_to(person: Any) -> QuerySet[Application]:
    """The applications received by the programmes whose team the person belongs to."""
    programmes = programmes_where(person, [Role.AGENT])
    return visible_to(person).filter(
        call__season__programme__in=programmes, submitted_at__isnull=False, state__in=RECEIVED
    )


def answers_of(application: Application) -> Mapping[tuple[str, int], Answer]:
    """Every answer, by (question key, entry); a question of a group is keyed "group.question"."""
    rows = Answer.objects.filter(application=application).select_related("question")
    return {(row.question.key, row.entry): row for row in rows}


def attachments_of(application: Application) -> QuerySet[Attachment]:
    return Attachment.objects.filter(application=application, removed_at=None).select_related("file", "question")


def rivals_of(application: Application) -> QuerySet[Rival]:
    """Texts that lost a race and wait for somebody to choose."""
    return Rival.objects.filter(application=application, settled_at=None).select_related("question", "by")


def standing_application(call: Call, initiative: Initiative) -> Application | None:
    """The application by which an initiative already applies to a call: one that was withdrawn does not count."""
    return (
        Application.objects.filter(call=call, initiative=initiative).exclude(state=ApplicationState.WITHDRAWN).first()
    )


def correction_of(application: Application) -> Correction | None:
    """The correction under way, if the application was sent back."""
    if application.state != ApplicationState.RETURNED:
        return None
    return next((one for one in application.corrections.all() if one.answered_at is None), None)
