"""What waits for experts, for those whose request was accepted, and for whoever finds experts."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.support.models import Booking, SessionRequest, Slot
from tremplin.support.queries.session_requests import requests_to, unassigned_for
from tremplin.support.states import BookingState, SessionRequestState


def _of_experts(person: Any) -> list[Task]:
    """An answer, a slot for what they accepted, what came of a session that is over."""
    if not isinstance(person, Person):
        return []
    today = clock.today()
    tasks = []
    free = Slot.objects.filter(expert=person, withdrawn_at=None, starts_at__gt=clock.now())
    has_slots = free.exclude(bookings__state=BookingState.BOOKED).exists()
    for one in requests_to(person).order_by("proposed_at", "pk"):
        said = {"name": one.accompaniment}
        if one.state == SessionRequestState.PROPOSED and (one.not_before is None or one.not_before <= today):
            title = _("%(name)s: could you give a session?") % said
            tasks.append(Task(title, reverse("support:session-request", args=[one.ref])))
        elif one.state == SessionRequestState.ACCEPTED and not has_slots:
            title = _("%(name)s: you accepted a session, offer a slot for it") % said
            tasks.append(Task(title, f"{reverse('support:slot-list')}#offer"))
    over = Booking.objects.filter(slot__expert=person, state=BookingState.BOOKED, slot__ends_at__lte=clock.now())
    for session in over.select_related("slot", "accompaniment__initiative"):
        about = {"name": session.accompaniment, "subject": session.subject}
        title = _("%(name)s: what came of the session “%(subject)s”?") % about
        why = _("It was on %(day)s.") % {"day": date_format(session.slot.starts_at)}
        tasks.append(Task(title, reverse("support:booking", args=[session.ref]), why=why))
    return tasks


def _of_teams(person: Any) -> list[Task]:
    """An expert accepted: a moment is to be chosen."""
    if not isinstance(person, Person):
        return []
    mine = TeamMember.objects.filter(person=person, state=MemberState.JOINED).order_by().values("initiative")
    accepted = SessionRequest.objects.filter(
        accompaniment__initiative__in=mine, state=SessionRequestState.ACCEPTED
    ).select_related("expertise__person")
    return [
        Task(
            _("%(expert)s accepts your session: choose a moment") % {"expert": one.expertise.person},
            reverse("support:session-request", args=[one.ref]),
        )
        for one in accepted
        if one.expertise
    ]


def _of_programme_teams(person: Any) -> list[Task]:
    count = unassigned_for(person).count()
    if not count:
        return []
    title = _("Sessions asked for, that wait for an expert: %(count)s") % {"count": count}
    return [Task(title, f"{reverse('support:expert-list')}#waiting")]


OWN = [
    HomeTasks("support-experts", _of_experts),
    HomeTasks("support-session-requests", _of_teams),
    HomeTasks("support-experts-wanted", _of_programme_teams),
]
