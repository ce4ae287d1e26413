"""Sessions asked for, booked and held, workshops; and who is waited for: an expert, a moment, what came of it."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.support.actions.feedback import LATEST
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Booking, SessionRequest, WorkshopSeat
from tremplin.support.states import BookingState, SessionRequestState, Side, Subject, WorkshopState


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    shown, since = seen.open_to(Subject.SESSIONS), seen.since_at()
    sessions = Booking.objects.filter(accompaniment__in=shown).exclude(state=BookingState.CANCELLED)
    if since:
        sessions = sessions.filter(Q(booked_at__gte=since) | Q(slot__starts_at__gte=since))
    for session in sessions.select_related("slot__expert"):
        url, pk = reverse_lazy("support:booking", args=[session.ref]), session.accompaniment_id
        said = {"subject": session.subject, "expert": session.slot.expert}
        if since is None or session.booked_at >= since:
            yield pk, News(seen.day_of(session.booked_at, pk), _("session booked: %(subject)s") % said, url)
        if session.state == BookingState.HELD and (since is None or session.slot.starts_at >= since):
            yield pk, News(seen.day_of(session.slot.starts_at, pk), _("session held: %(subject)s") % said, url)
    asked = SessionRequest.objects.filter(accompaniment__in=shown)
    for request in asked.filter(asked_at__gte=since) if since else asked:
        url, pk = reverse_lazy("support:session-request", args=[request.ref]), request.accompaniment_id
        yield pk, News(seen.day_of(request.asked_at, pk), _("session asked for: %(words)s") % _short(request), url)
    held = WorkshopSeat.objects.filter(
        accompaniment__in=shown, given_back_at=None, came=True, workshop__state=WorkshopState.HELD
    ).select_related("workshop")
    for seat in held.filter(workshop__starts_at__gte=since) if since else held:
        url, pk = reverse_lazy("support:workshop", args=[seat.workshop.ref]), seat.accompaniment_id
        day = seen.day_of(seat.workshop.starts_at, pk)
        yield pk, News(day, _("workshop: %(title)s") % {"title": seat.workshop.title}, url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown, now = seen.open_to(Subject.SESSIONS), clock.now()
    waiting = SessionRequest.objects.filter(
        accompaniment__in=shown,
        state__in=[SessionRequestState.ASKED, SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED],
    )
    for request in waiting.select_related("expertise__person"):
        yield request.accompaniment_id, _of_request(request)
    over = Booking.objects.filter(accompaniment__in=shown, slot__ends_at__lte=now).select_related("slot__expert")
    for session in over.filter(state=BookingState.BOOKED):
        url = reverse_lazy("support:booking", args=[session.ref])
        said = {"subject": session.subject, "expert": session.slot.expert}
        day = seen.day_of(session.slot.starts_at, session.accompaniment_id)
        yield (
            session.accompaniment_id,
            Owed(None, _("What came of the session “%(subject)s” (%(expert)s)") % said, url, day),
        )
    recent = over.filter(slot__ends_at__gt=now - LATEST).exclude(state=BookingState.CANCELLED)
    teams = _teams_of(seen)
    for session in recent.exclude(feedbacks__side=Side.TEAM):
        if session.accompaniment_id in teams:
            url = reverse_lazy("support:booking-feedback", args=[session.ref])
            words = _("Say in two questions what the session “%(subject)s” was useful for") % {
                "subject": session.subject
            }
            yield session.accompaniment_id, Owed(Side.TEAM, words, url)


def _of_request(request: SessionRequest) -> Owed:
    url = reverse_lazy("support:session-request", args=[request.ref])
    said = {**_short(request), "expert": request.expertise.person if request.expertise else ""}
    if request.state == SessionRequestState.ASKED:
        return Owed(Side.OFFICER, _("Find an expert: %(words)s") % said, url)
    if request.state == SessionRequestState.ACCEPTED:
        return Owed(Side.TEAM, _("Choose a moment with %(expert)s: %(words)s") % said, url)
    if request.not_before is not None:
        said["day"] = date_format(request.not_before)
        return Owed(None, _("%(expert)s can from %(day)s: %(words)s") % said, url, request.not_before)
    return Owed(None, _("%(expert)s: an answer about “%(words)s”") % said, url)


def _short(request: SessionRequest) -> dict[str, str]:
    line = request.words.split("\n")[0]
    return {"words": line if len(line) <= 80 else line[:79].rstrip() + "…"}


def _teams_of(seen: Seen) -> set[int]:
    """Those where somebody of the initiative can be asked."""
    joined = TeamMember.objects.filter(state=MemberState.JOINED, initiative__accompaniments__in=seen.known)
    return set(joined.order_by().values_list("initiative__accompaniments", flat=True))
