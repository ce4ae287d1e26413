"""Who reads in a round: invitations by mail, read before they leave; parts that end; jurors kept unnamed.

The names of a citizen jury are shown on request only, by a POST that leaves a trace.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock, journal, mail
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.people.queries import persons
from tremplin.selection import queries
from tremplin.selection.actions import seats as actions
from tremplin.selection.forms.seats import Invited, InviteForm
from tremplin.selection.models import Round, Seat
from tremplin.selection.queries.seats import STANDING, files_to_share, places_of
from tremplin.selection.states import RoundState, SeatState
from tremplin.selection.views.doors import round_run


def seat_list(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = round_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    verb = request.POST.get("do", "")
    if request.method != "POST" and "end" in request.GET:
        return _before_ending(request, found)
    if verb == "end":
        return _end(request, found, person)
    if verb in ("again", "invite"):
        return _invite(request, found, person, verb)
    named = not found.asks_opinion
    if verb == "show" and not named:
        with transaction.atomic():
            journal.record("show", found, by=person.ref, at=clock.now())
        named = True
    return _page(request, found, _form(found, None), named)


def _page(request: HttpRequest, found: Round, form: InviteForm, named: bool) -> HttpResponse:
    places = places_of(found, me(request))
    context = {
        "round": found,
        "call": found.call,
        "view": "readers",
        "form": form,
        "places": places,
        "named": named,
        "shown": named and found.asks_opinion,
        "accepted": sum(place.seat.state == SeatState.ACCEPTED for place in places),
        "standing": sum(place.seat.state in STANDING for place in places),
        "closed": found.state == RoundState.CLOSED,
        "zone": found.call.season.programme.time_zone,
    }
    return render(request, "selection/seat_list.html", context)


def _form(found: Round, data: Any) -> InviteForm:
    seated = Seat.objects.filter(round=found, state__in=STANDING).values_list("person__email", flat=True)
    return InviteForm(data, seated=[address or "" for address in seated], share=files_to_share(found))


def _invite(request: HttpRequest, found: Round, person: Person, verb: str) -> HttpResponse:
    """Whom and how many files; then the exact mail, to be sent or changed."""
    again = _seat(request, found, request.POST.get("seat", "")) if verb == "again" else None
    data = request.POST.copy()
    if again is not None:
        data["people"], data["files_asked"] = str(again.person.email), str(again.files_asked)
    form = _form(found, data)
    if again is not None and not form.is_valid():
        messages.warning(request, _("This person can no longer be written to."))
    if not form.is_valid() or "change" in request.POST:
        return _page(request, found, _form(found, None) if again else form, not found.asks_opinion)
    load = form.load(found.per_file)
    if "confirmed" not in request.POST:
        return _preview(request, found, form, load, again)
    try:
        address = once(
            form.cleaned_data["once"],
            by=person.ref,
            at=clock.now(),
            do=lambda: _send(found, form.invited, load, person),
        )
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return _page(request, found, _form(found, None) if again else form, not found.asks_opinion)
    count = len(form.invited)
    said = ngettext("%(count)s invitation leaves by mail.", "%(count)s invitations leave by mail.", count)
    messages.success(request, said % {"count": count})
    return redirect(address)


def _send(found: Round, invited: list[Invited], load: int, person: Person) -> str:
    for one in invited:
        actions.invite(found, email=one.email, full_name=one.full_name, files_asked=load, by=person, at=clock.now())
    return reverse("selection:seat-list", args=[found.ref])


def _preview(request: HttpRequest, found: Round, form: InviteForm, load: int, again: Seat | None) -> HttpResponse:
    """The very mail, in each language it is sent in; the address it ends with is each reader's own."""
    known = persons().filter(email__in=[one.email.lower() for one in form.invited])
    languages = {person.email: person.language for person in known}
    readers: dict[str, list[Invited]] = {}
    for one in form.invited:
        readers.setdefault(languages.get(one.email.lower(), "fr"), []).append(one)
    sample = again or Seat(round=found, files_asked=load)
    letters = []
    for language, people in sorted(readers.items()):
        subject, text, _html = mail.render("selection-invitation", actions.invitation_context(sample), language)
        letters.append({"language": language, "people": people, "subject": subject, "text": text})
    context = {
        "round": found,
        "call": found.call,
        "view": "readers",
        "letters": letters,
        "count": len(form.invited),
        "load": load,
        "hours": actions.hours(load, found.minutes),
        "again": again,
        "once": form.cleaned_data["once"],
        "people": form.cleaned_data["people"],
        "files_asked": form.cleaned_data["files_asked"] or "",
    }
    return render(request, "selection/seat_list_preview.html", context)


def _seat(request: HttpRequest, found: Round, ref: str) -> Seat:
    return get_object_or_404(queries.seats_visible_to(request.user).filter(round=found), ref=must_be_ref(ref))


def _before_ending(request: HttpRequest, found: Round) -> HttpResponse:
    """What will happen to what the reader has, and the button."""
    seat = _seat(request, found, request.GET["end"])
    place = next(place for place in places_of(found, me(request)) if place.seat.pk == seat.pk)
    context = {"round": found, "call": found.call, "view": "readers", "place": place}
    return render(request, "selection/seat_list_end.html", context)


def _end(request: HttpRequest, found: Round, person: Person) -> HttpResponse:
    seat = _seat(request, found, request.POST.get("seat", ""))
    try:
        actions.end(seat, by=person, at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The part of %(reader)s has ended.") % {"reader": seat.label})
    return redirect("selection:seat-list", found.ref)
