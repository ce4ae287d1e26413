"""Events, for anybody: the list and each page are kept by the cache; the page on which one registers is not."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.community import queries, rules
from tremplin.community.actions import registrations as actions
from tremplin.community.forms import RegistrationForm
from tremplin.community.models import Event
from tremplin.community.pace import may_register_again
from tremplin.community.tokens import registration_of
from tremplin.community.views.doorkeeper import published_event
from tremplin.core import clock, freshness, structured
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.support.engine.calendars import Entry, calendar_file

# who sends the form has no account: the token of the form is known to their browser alone
_NOBODY = "community-registration"


def event_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    events = list(queries.events_to_come(now))
    page = render(request, "community/event_list.html", {"events": events})
    return freshness.mark(page, _changes_at(events, now))


def event(request: HttpRequest, ref: str) -> HttpResponse:
    found, now = published_event(ref), clock.now()
    context = {
        "event": found,
        "zone": found.programme.time_zone,
        "may_register": rules.can_register(found, now),
        "places_left": queries.places_left(found),
        "things": [_told(request, found)],
    }
    return freshness.mark(render(request, "community/event.html", context), _changes_at([found], now))


def _told(request: HttpRequest, found: Event) -> structured.Thing:
    """The event, said to machines."""
    zone = ZoneInfo(found.programme.time_zone)
    return structured.event(
        found.title,
        request.build_absolute_uri(request.path),
        found.starts_at.astimezone(zone),
        found.ends_at.astimezone(zone),
        organizer=found.programme.authority,
        words=found.words,
        place=found.place,
        cancelled=found.cancelled_at is not None,
    )


def _changes_at(events: Iterable[Event], now: datetime) -> datetime | None:
    """The next beginning or end: then these pages say something else."""
    instants = [at for one in events for at in (one.starts_at, one.ends_at) if at > now]
    return min(instants, default=None)


def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    found = published_event(ref)
    address = request.build_absolute_uri(reverse("community:event", args=[found.ref]))
    entry = Entry(
        uid=f"{found.ref}@{request.get_host().partition(':')[0]}",
        title=found.title,
        words=found.words,
        place=found.place,
        address=address,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        stamp=clock.now(),
        cancelled=found.cancelled_at is not None,
    )
    return HttpResponse(
        calendar_file(entry),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="evenement-{found.ref}.ics"'},
    )


def register(request: HttpRequest, ref: str) -> HttpResponse:
    """A name and an address; whatever the address is, the answer is the same."""
    found, now = published_event(ref), clock.now()
    if already := replayed(request.POST.get("once", ""), by=_NOBODY):
        return redirect(already)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def do() -> str:
            language = (get_language() or "fr")[:2]
            actions.register(found, name=typed["name"], email=typed["email"], language=language, at=now)
            return reverse("community:registered", args=[found.ref])

        if not may_register_again(request):
            messages.warning(request, _("Too many registrations in a short time. Please try again in an hour."))
        else:
            try:
                return redirect(once(typed["once"], by=_NOBODY, at=now, do=do))
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
    context = {
        "event": found,
        "zone": found.programme.time_zone,
        "form": form,
        "may_register": rules.can_register(found, now),
        "places_left": queries.places_left(found),
    }
    return render(request, "community/register.html", context)


def registered(request: HttpRequest, ref: str) -> HttpResponse:
    """The same page for everybody: it tells nobody who is registered."""
    found = published_event(ref)
    return render(request, "community/registered.html", {"event": found, "zone": found.programme.time_zone})


def cancel_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of the confirmation leads: a page with a button, which alone gives the place back."""
    found, now = registration_of(token), clock.now()
    if found is None:
        return render(request, "community/dead_link.html", status=404)
    if request.method == "POST":
        try:
            actions.cancel_registration(found, at=now)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        return redirect("community:registration-cancel", token)
    context = {
        "registration": found,
        "event": found.event,
        "zone": found.event.programme.time_zone,
        "may_cancel": found.cancelled_at is None and found.event.cancelled_at is None and found.event.starts_at > now,
    }
    return render(request, "community/registration_cancel.html", context)
