"""Sessions with experts: the slots an expert gives, those an initiative may book, one session, its calendar file."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.queries import programmes_where
from tremplin.support import queries, rules
from tremplin.support.actions import sessions as actions
from tremplin.support.engine.calendars import Entry, calendar_file
from tremplin.support.forms.introductions import ConfirmForm
from tremplin.support.forms.sessions import BookForm, NotesForm, SlotForm
from tremplin.support.models import Booking, Slot
from tremplin.support.states import BookingState, NeedState
from tremplin.support.views.doorkeeper import accompaniment_seen
from tremplin.support.views.sending import already_sent, send_form

PAST_SHOWN = 20


def slot_list(request: HttpRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    require(rules.can_offer_slots(request.user))
    if "withdraw" in request.POST:
        return _withdraw(request)
    person, here = me(request), reverse("support:slot-list")
    form = SlotForm(request.POST or None, programmes=programmes_where(person, rules.EXPERTS))

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
    found = accompaniment_seen(request, ref)
    booked = queries.bookings_visible_to(request.user).filter(accompaniment=found).order_by("-slot__starts_at", "pk")
    context = {
        "accompaniment": found,
        "view": "sessions",
        "zone": found.season.programme.time_zone,
        "slots": queries.free_slots(found),
        "bookings": booked,
        "may_book": rules.can_work_on(request.user, found),
    }
    return render(request, "support/session_list.html", context)


def book(request: HttpRequest, ref: str, slot_ref: str) -> HttpResponse:
    found = accompaniment_seen(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_work_on(request.user, found))
    programme = found.season.programme
    slot = get_object_or_404(
        Slot.objects.select_related("expert", "programme"), programme=programme, ref=must_be_ref(slot_ref)
    )
    form = BookForm(request.POST or None, needs=found.needs.filter(state=NeedState.OPEN))

    def do() -> str:
        said, person = form.cleaned_data, me(request)
        made = actions.book(slot, found, subject=said["subject"], need=said["need"], by=person, at=clock.now())
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


def booking(request: HttpRequest, ref: str) -> HttpResponse:
    """The facts; cancelling is a page of its own; what came of it is written once it has begun."""
    found = get_object_or_404(queries.bookings_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person, here = me(request), reverse("support:booking", args=[found.ref])
    cancelling = "annuler" in request.GET
    form = ConfirmForm(request.POST or None) if cancelling else NotesForm(request.POST or None)

    def do() -> str:
        if cancelling:
            actions.cancel(found, by=person, at=clock.now())
        else:
            actions.hold_session(found, notes=form.cleaned_data["notes"], by=person, at=clock.now())
        return here

    may = rules.can_cancel_booking(person, found)
    if request.method == "POST":
        require(may)
    if done := send_form(request, form, do):
        return done
    waits = found.state == BookingState.BOOKED
    context = {
        "booking": found,
        "accompaniment": found.accompaniment,
        "slot": found.slot,
        "zone": found.accompaniment.season.programme.time_zone,
        "form": form,
        "cancelling": cancelling and waits and bool(may),
        "may_cancel": waits and may,
        "may_note": waits and may and found.slot.starts_at <= clock.now(),
        "sees_all": queries.side_of(person, found.accompaniment) is not None,
        "may_plan": rules.can_work_on(person, found.accompaniment),
    }
    return render(request, "support/booking.html", context)


def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.bookings_visible_to(request.user), ref=must_be_ref(ref))
    address = settings.BASE_URL + reverse("support:booking", args=[found.ref])
    file = calendar_file(
        Entry(
            uid=f"{found.ref}@{urlsplit(settings.BASE_URL).hostname}",
            title=_("%(name)s and %(expert)s: %(subject)s")
            % {"name": found.accompaniment, "expert": found.slot.expert, "subject": found.subject},
            words=f"{found.subject}\n{address}",
            place=found.slot.place,
            address=address,
            starts_at=found.slot.starts_at,
            ends_at=found.slot.ends_at,
            stamp=clock.now(),
            cancelled=found.state == BookingState.CANCELLED,
        )
    )
    name = f'attachment; filename="seance-{found.ref}.ics"'
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})
