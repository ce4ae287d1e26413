"""The programme team's events: the list, one event and who comes, its publication, its cancellation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tremplin.community import exports, queries, rules
from tremplin.community.actions import events as actions
from tremplin.community.forms import EventForm
from tremplin.community.views.doorkeeper import managed_event, me
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed


def event_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_events(request.user))
    context = {"events": list(queries.events_visible_to(request.user)), "now": clock.now()}
    return render(request, "community/managed_list.html", context)


def event(request: HttpRequest, ref: str) -> HttpResponse:
    found, person, now = managed_event(request, ref), me(request), clock.now()
    context = {
        "event": found,
        "zone": found.programme.time_zone,
        "now": now,
        "registrations": queries.registrations_of(found),
        "may_change": bool(rules.can_change_event(person, found, now)),
        "may_publish": bool(rules.can_publish_event(person, found, now)),
        "may_cancel": bool(rules.can_cancel_event(person, found, now)),
    }
    return render(request, "community/managed_event.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_events(request.user))
    person, now = me(request), clock.now()
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = EventForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.add_event(form.chosen, words=form.words, by=person, at=now)
            return reverse("community:managed", args=[made.ref])

        address = once(form.cleaned_data["once"], by=person.ref, at=now, do=do)
        messages.success(request, _("The event is written; only the team sees it until it is published."))
        return redirect(address)
    return render(request, "community/event_form.html", {"form": form, "event": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found, person, now = managed_event(request, ref), me(request), clock.now()
    require(rules.can_change_event(person, found, now))
    form = EventForm(request.POST or None, person=person, event=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_event(found, words=form.words, by=person, at=now)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The event is up to date."))
            return redirect("community:managed", found.ref)
    return render(request, "community/event_form.html", {"form": form, "event": found})


@require_POST
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_event(request, ref)
    try:
        actions.publish_event(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The event is published: anybody may register."))
    return redirect("community:managed", found.ref)


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will happen and to how many; its button does it."""
    found, person, now = managed_event(request, ref), me(request), clock.now()
    if request.method == "POST":
        try:
            count = actions.cancel_event(found, by=person, at=now)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            words = ngettext(
                "The event is cancelled; %(count)s person is told.",
                "The event is cancelled; %(count)s people are told.",
                count,
            )
            messages.success(request, words % {"count": count})
        return redirect("community:managed", found.ref)
    require(rules.can_cancel_event(person, found, now))
    context = {"event": found, "zone": found.programme.time_zone, "count": queries.count_of(found)}
    return render(request, "community/event_cancel.html", context)


def export(request: HttpRequest, ref: str) -> HttpResponseBase:
    found = managed_event(request, ref)
    return StreamingHttpResponse(
        exports.registrations(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="inscrits-{found.ref}.csv"'},
    )
