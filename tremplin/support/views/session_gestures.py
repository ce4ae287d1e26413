"""What is done with one session, a page each: moved, cancelled, held, put right, written about."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import Answer, No
from tremplin.core.forms import Form
from tremplin.people.doorkeeper import me
from tremplin.support import queries, rules
from tremplin.support.actions import session_notes as written
from tremplin.support.actions import sessions as actions
from tremplin.support.forms.session_notes import HeldForm, HoursForm, LinesForm, NoteForm, SignedInFeedbackForm
from tremplin.support.forms.sessions import CancelForm, MoveForm
from tremplin.support.models import Booking
from tremplin.support.queries.session_notes import audiences_for, feedback_side_of
from tremplin.support.rules.expertise import can_run_hours
from tremplin.support.rules.session_notes import can_say_feedback, can_write_note
from tremplin.support.rules.sessions import can_move_booking
from tremplin.support.views.sending import already_sent, send_form
from tremplin.support.views.sessions import about, booking_seen


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    form = CancelForm(request.POST or None)

    def do() -> str:
        actions.cancel(found, why=form.cleaned_data["why"], by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    may = found.MOVES.allows("cancel", found.state) and rules.can_cancel_booking(request.user, found)
    return _gesture(request, found, form, do, may, "cancel")


def move(request: HttpRequest, ref: str) -> HttpResponse:
    """To another slot of the same expert."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    slots = queries.free_slots(found.accompaniment).filter(expert=found.slot.expert_id)
    zone = found.accompaniment.season.programme.time_zone
    form = MoveForm(request.POST or None, slots=slots, zone=zone)

    def do() -> str:
        actions.move_session(found, form.cleaned_data["slot"], by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    may = can_move_booking(request.user, found, clock.now())
    return _gesture(request, found, form, do, may, "move", slots=slots)


def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """It took place: what came of it, and the hours given."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    form = HeldForm(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        actions.hold_session(found, notes=said["notes"], hours=said["hours"], by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    may = found.MOVES.allows("hold", found.state) and rules.can_cancel_booking(request.user, found)
    return _gesture(request, found, form, do, may, "hold")


def hours(request: HttpRequest, ref: str) -> HttpResponse:
    """The hours given, put right."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    form = HoursForm(request.POST or None, initial={"hours": found.hours})

    def do() -> str:
        actions.correct_hours(found, hours=form.cleaned_data["hours"], by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    return _gesture(request, found, form, do, can_run_hours(request.user, found), "hours")


def note(request: HttpRequest, ref: str) -> HttpResponse:
    """A note, for both sides, for one, or for oneself."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    form = NoteForm(request.POST or None, audiences=audiences_for(request.user, found))

    def do() -> str:
        said = form.cleaned_data
        written.write_note(found, audience=said["audience"], words=said["words"], by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    return _gesture(request, found, form, do, can_write_note(request.user, found), "note")


def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Typed lines become actions of the roadmap, each with who and by when."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    form = LinesForm(request.POST or None)

    def do() -> str:
        lines = [written.Line(title, owner, due) for title, owner, due in form.lines]
        written.plan_from_session(found, lines, by=me(request), at=clock.now())
        return reverse("support:booking", args=[found.ref])

    return _gesture(request, found, form, do, rules.can_work_on(request.user, found.accompaniment), "plan")


def feedback(request: HttpRequest, ref: str) -> HttpResponse:
    """The two questions, signed in."""
    found = booking_seen(request, ref)
    if first := already_sent(request):
        return first
    side = feedback_side_of(request.user, found)
    if side is None:
        raise Http404
    form = SignedInFeedbackForm(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        written.say_feedback(
            found, side, useful=said["useful"], otherwise=said["otherwise"], by=me(request), at=clock.now()
        )
        return reverse("support:booking", args=[found.ref])

    return _gesture(request, found, form, do, can_say_feedback(found, clock.now()), "feedback")


def _gesture(
    request: HttpRequest,
    found: Booking,
    form: Form,
    do: Callable[[], str],
    may: Answer,
    gesture: str,
    **more: Any,
) -> HttpResponse:
    """The page of one gesture; what cannot be done now is said on the page of the session."""
    if done := send_form(request, form, do):
        return done
    if isinstance(may, No):
        if request.method != "POST" or not form.is_valid():  # else the action has said it
            messages.warning(request, str(may.reason))
        return redirect("support:booking", found.ref)
    context = {**about(request, found), "form": form, "gesture": gesture, **more}
    return render(request, "support/booking_gesture.html", context)
