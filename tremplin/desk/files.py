"""The page of a file across the rooms: what happened to an initiative, as each person may know it, the last first.

Every line comes from a room's own `…visible_to`: what a person may not see there is absent here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Application, Initiative
from tremplin.calls.queries import drafts_of, submitted_visible_to, visible_to
from tremplin.people.models import Person
from tremplin.selection.queries import decisions_released_to, decisions_visible_to, files_visible_to, reviews_of
from tremplin.selection.states import DecisionState, ReviewState
from tremplin.support.queries import (
    accompaniments_visible_to,
    bookings_visible_to,
    diagnoses_visible_to,
    introductions_visible_to,
)
from tremplin.support.queries.accompaniments import parts_played_by


@dataclass(frozen=True)
class Fact:
    """Something that happened, in a sentence, with the page that tells more."""

    at: datetime
    words: str
    url: str


def initiatives_visible_to(person: Any) -> QuerySet[Initiative]:
    """Those of which the person may read something: an application, a review of theirs, a support."""
    seen = Q(applications__in=visible_to(person).order_by().values("pk"))
    read = Q(applications__in=reviews_of(person).order_by().values("file__application"))
    supported = Q(accompaniments__in=accompaniments_visible_to(person).order_by().values("pk"))
    return Initiative.objects.filter(seen | read | supported).distinct()


def my_initiatives(person: Any) -> QuerySet[Initiative]:
    """Those in which the person has a part: their teams', the files they read, those they are beside."""
    if not isinstance(person, Person):
        return Initiative.objects.none()
    mine = Q(applications__in=drafts_of(person).order_by().values("pk"))
    read = Q(applications__in=reviews_of(person).order_by().values("file__application"))
    beside = Q(accompaniments__in=parts_played_by(person).order_by().values("accompaniment"))
    member = Q(accompaniments__initiative__members__person=person, accompaniments__initiative__members__state="joined")
    sessions = Q(accompaniments__bookings__slot__expert=person)
    return initiatives_visible_to(person).filter(mine | read | beside | member | sessions).distinct()


def facts_of(initiative: Initiative, person: Any) -> list[Fact]:
    """What this person may know of it, the last first."""
    facts = [*_applying(initiative, person), *_choosing(initiative, person), *_supporting(initiative, person)]
    return sorted(facts, key=lambda fact: fact.at, reverse=True)


def _applying(initiative: Initiative, person: Any) -> Iterator[Fact]:
    own = set(drafts_of(person).filter(initiative=initiative).values_list("pk", flat=True))
    run = set(submitted_visible_to(person).filter(initiative=initiative).values_list("pk", flat=True))
    for application in visible_to(person).filter(initiative=initiative):
        name = "calls:application" if application.pk in own else "calls:received"
        if application.pk in own or application.pk in run:
            yield from _of_an_application(application, reverse(name, args=[application.ref]))


def _of_an_application(application: Application, url: str) -> Iterator[Fact]:
    call = {"call": application.call, "number": application.number}
    yield Fact(application.started_at, _("Application %(number)s begun, for “%(call)s”") % call, url)
    if application.submitted_at:
        yield Fact(application.submitted_at, _("Application %(number)s submitted to “%(call)s”") % call, url)
    if application.withdrawn_at:
        yield Fact(application.withdrawn_at, _("Application %(number)s withdrawn") % call, url)


def _choosing(initiative: Initiative, person: Any) -> Iterator[Fact]:
    for review in reviews_of(person).filter(file__application__initiative=initiative):
        words = (
            _("You handed in your review") if review.state == ReviewState.SUBMITTED else _("You were given it to read")
        )
        yield Fact(
            review.submitted_at or review.assigned_at,
            f"{words} ({review.file.round})",
            reverse("selection:review", args=[review.ref]),
        )
    for file in files_visible_to(person).filter(application__initiative=initiative):
        said = {"round": file.round, "state": file.get_state_display()}
        yield Fact(
            file.left_at or file.entered_at,
            _("“%(round)s”: %(state)s") % said,
            reverse("selection:round-file", args=[file.round.ref, file.ref]),
        )
    for decision in decisions_released_to(person).filter(application__initiative=initiative):
        if decision.released_at:
            words = _("Decision: %(outcome)s") % {"outcome": decision.get_outcome_display()}
            yield Fact(decision.released_at, words, reverse("selection:outcome", args=[decision.application.ref]))
    for decision in decisions_visible_to(person).filter(application__initiative=initiative):
        at = decision.released_at or decision.signed_at or decision.prepared_at
        said = {"outcome": decision.get_outcome_display(), "state": DecisionState(decision.state).label}
        yield Fact(
            at,
            _("Decision %(state)s: %(outcome)s") % said,
            reverse("selection:decision", args=[decision.application.ref]),
        )


def _supporting(initiative: Initiative, person: Any) -> Iterator[Fact]:
    for made in accompaniments_visible_to(person).filter(initiative=initiative):
        url = reverse("support:accompaniment", args=[made.ref])
        yield Fact(made.opened_at, _("Support opened (%(season)s)") % {"season": made.season}, url)
        if made.closed_at:
            yield Fact(made.closed_at, _("Support closed (%(season)s)") % {"season": made.season}, url)
    for diagnosis in diagnoses_visible_to(person).filter(accompaniment__initiative=initiative):
        said = {"occasion": diagnosis.get_occasion_display(), "state": diagnosis.get_state_display()}
        yield Fact(
            diagnosis.agreed_at or diagnosis.opened_at,
            _("Shared diagnosis %(occasion)s: %(state)s") % said,
            reverse("support:diagnosis", args=[diagnosis.ref]),
        )
    for booking in bookings_visible_to(person).filter(accompaniment__initiative=initiative):
        said = {"subject": booking.subject, "who": str(booking.slot.expert), "state": booking.get_state_display()}
        yield Fact(
            booking.slot.starts_at,
            _("Session with %(who)s, “%(subject)s”: %(state)s") % said,
            reverse("support:booking", args=[booking.ref]),
        )
    for one in introductions_visible_to(person).filter(accompaniment__initiative=initiative):
        said = {"door": str(one.door), "state": one.get_state_display()}
        yield Fact(
            one.answered_at or one.sent_at or one.agreed_at or one.asked_at,
            _("Introduction to %(door)s: %(state)s") % said,
            reverse("support:introduction", args=[one.ref]),
        )
