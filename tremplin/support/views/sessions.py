"""Sessions with experts: the slots an expert gives, those an initiative may book, one session, its calendar file."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import sessions as actions
from tremplin.support.engine.calendars import calendar_file
from tremplin.support.forms.sessions import BookForm, SlotForm
from tremplin.support.models import Booking, SessionRequest, Slot
from tremplin.support.queries.accompaniments import accompaniments_open_to, subjects_open_to
from tremplin.support.queries.experts import programmes_helped_by
from tremplin.support.queries.session_notes import (
    feedback_side_of,
    feedback_visible_to,
    notes_visible_to,
)
from tremplin.support.rules.expertise import can_run_hours
from tremplin.support.rules.session_notes import can_say_feedback, can_write_note
from tremplin.support.rules.sessions import can_move_booking
from tremplin.support.sentences.hours import said_hours
from tremplin.support.states import BookingState, NeedState, SessionRequestState, Subject
from tremplin.support.views.agendas import file_answer, session_entry
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked
from tremplin.support.views.sending import already_sent, send_form

PAST_SHOWN = 20


def slot_list(request: HttpRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    require(rules.can_offer_slots(request.user))
    if "withdraw" in request.POST:
        return _withdraw(request)
    person, here = me(request), reverse("support:slot-list")
    form = SlotForm(request.POST or None, programmes=programmes_helped_by(person))

    def do() -> str:
        said = form.cleaned_data
        for starts_at, ends_at in form.moments:
            actions.offer_slot(
                said["programme"],
                starts_at=starts_at,
                ends_at=ends_at,
                place=said["place"],
                about=said["about"],
                by=person,
                at=clock.now(),
            )
        return here

    if done := send_form(request, form, do):
        return done
    taken = Booking.objects.exclude(state=BookingState.CANCELLED).select_related("accompaniment__initiative")
    slots = queries.slots_of(person).prefetch_related(Prefetch("bookings", taken, to_attr="taken"))
    now = clock.now()
    context = {
        "form": form,
        "coming": slots.filter(ends_at__gt=now),
        "past": slots.filter(ends_at__lte=now).order_by("-starts_at")[:PAST_SHOWN],
    }
    return render(request, "support/slot_list.html", context)


def _withdraw(request: HttpRequest) -> HttpResponse:
    slot = get_object_or_404(queries.slots_of(request.user), ref=must_be_ref(request.POST["withdraw"]))
    try:
        actions.withdraw_slot(slot, by=me(request), at=clock.now())
        messages.success(request, _("The slot is withdrawn."))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:slot-list")


def free_slots(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.SESSIONS)
    booked = queries.bookings_visible_to(request.user).filter(accompaniment=found).order_by("-slot__starts_at", "pk")
    context = {
        "accompaniment": found,
        "view": "sessions",
        "zone": found.season.programme.time_zone,
        "slots": queries.free_slots(found),
        "bookings": booked,
        "may_book": rules.can_work_on(request.user, found, Subject.SESSIONS),
    }
    return render(request, "support/session_list.html", context)


def book(request: HttpRequest, ref: str, slot_ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.SESSIONS)
    if first := already_sent(request):
        return first
    require(rules.can_work_on(request.user, found, Subject.SESSIONS))
    programme = found.season.programme
    slot = get_object_or_404(
        Slot.objects.select_related("expert", "programme"), programme=programme, ref=must_be_ref(slot_ref)
    )
    asked = SessionRequest.objects.filter(
        accompaniment=found, state=SessionRequestState.ACCEPTED, expertise__person=slot.expert_id
    )
    form = BookForm(
        request.POST or None,
        needs=found.needs.filter(state=NeedState.OPEN),
        requests=asked,
        initial=_asked_for(asked, ref_asked(request, "demande")),
    )

    def do() -> str:
        said, person = form.cleaned_data, me(request)
        made = actions.book(
            slot,
            found,
            subject=said["subject"],
            need=said["need"],
            asked=said.get("request"),
            by=person,
            at=clock.now(),
        )
        return reverse("support:booking", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    answer = rules.can_book(request.user, found, slot, clock.now())
    if isinstance(answer, No):
        if request.method != "POST" or not form.is_valid():  # else the action has said it
            messages.warning(request, str(answer.reason))
        return redirect("support:session-list", found.ref)
    context = {
        "accompaniment": found,
        "view": "sessions",
        "zone": programme.time_zone,
        "slot": slot,
        "form": form,
    }
    return render(request, "support/session_book.html", context)


def _asked_for(asked: QuerySet[SessionRequest], ref: str) -> dict[str, Any]:
    """What was asked for is not typed again: the request of the address, else the oldest this expert accepted."""
    one = asked.filter(ref=ref).first() or asked.order_by("asked_at", "pk").first()
    if one is None:
        return {}
    return {"request": one.ref, "subject": one.words.split("\n")[0][:200], "need": one.need.ref if one.need else ""}


def booking(request: HttpRequest, ref: str) -> HttpResponse:
    """The facts, what was written of it for this person, and what may be done; each gesture has its page."""
    found = booking_seen(request, ref)
    person, now = me(request), clock.now()
    may = rules.can_cancel_booking(person, found)
    waits = found.state == BookingState.BOOKED
    side = feedback_side_of(person, found)
    context = {
        **about(request, found),
        "may_cancel": waits and may,
        "may_move": can_move_booking(person, found, now),
        "may_hold": waits and may and found.slot.starts_at <= now,
        "may_plan": found.state == BookingState.HELD and rules.can_work_on(person, found.accompaniment),
        "may_note": can_write_note(person, found),
        "may_correct": found.state == BookingState.HELD and can_run_hours(person, found),
        "hours": said_hours(found.hours) if found.hours is not None else "",
        "notes": notes_visible_to(person, found),
        "born": found.actions.all() if Subject.ROADMAP in subjects_open_to(person, found.accompaniment) else [],
        "feedbacks": feedback_visible_to(person, found),
        "may_answer": side is not None
        and can_say_feedback(found, now)
        and not found.feedbacks.filter(side=side).exists(),
    }
    return render(request, "support/booking.html", context)


def booking_seen(request: HttpRequest, ref: str) -> Booking:
    return get_object_or_404(queries.bookings_visible_to(request.user), ref=must_be_ref(ref))


def about(request: HttpRequest, found: Booking) -> dict[str, Any]:
    """What every page of a session shows above."""
    return {
        "booking": found,
        "accompaniment": found.accompaniment,
        "slot": found.slot,
        "zone": found.accompaniment.season.programme.time_zone,
        "sees_all": found.accompaniment_id in _all_seen(request, found),
        "sees_need": Subject.ROADMAP in subjects_open_to(request.user, found.accompaniment),
    }


def _all_seen(request: HttpRequest, found: Booking) -> set[int]:
    """Whether the person sees the sessions of this support, rather than this one alone."""
    seen = accompaniments_open_to(request.user, Subject.SESSIONS).filter(pk=found.accompaniment_id)
    return set(seen.order_by().values_list("pk", flat=True))


def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    found = booking_seen(request, ref)
    return file_answer(calendar_file(session_entry(found)), f"seance-{found.ref}")
