"""Collective sessions: planned and followed by the programme team, with the seats initiatives take."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.models import Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.actions import workshops as actions
from tremplin.support.engine.calendars import calendar_file
from tremplin.support.forms.workshops import CancelWorkshopForm, HeldWorkshopForm, WorkshopForm
from tremplin.support.models import Accompaniment, Workshop
from tremplin.support.queries import workshops as queries
from tremplin.support.queries.accompaniments import accompaniments_visible_to
from tremplin.support.rules import workshops as rules
from tremplin.support.states import Subject, WorkshopState
from tremplin.support.views.agendas import file_answer, workshop_entry
from tremplin.support.views.doorkeeper import accompaniment_open
from tremplin.support.views.sending import already_sent, send_form

PAST_SHOWN = 30


def workshop_list(request: HttpRequest) -> HttpResponse:
    """Those one plans or leads: to come, then past."""
    rows, now = queries.workshops_run_by(request.user), clock.now()
    require(rules.can_run_some_workshop(request.user))
    may = rules.can_plan_workshops(request.user)
    context = {
        "coming": rows.filter(ends_at__gt=now),
        "past": rows.filter(ends_at__lte=now).order_by("-starts_at", "pk")[:PAST_SHOWN],
        "seasons": seasons_planned_by(request.user) if may else [],
    }
    return render(request, "support/workshop_managed.html", context)


def seasons_planned_by(person: Any) -> QuerySet[Season]:
    return Season.objects.filter(programme__in=programmes_where(person, [Role.AGENT])).select_related("programme")


def plan(request: HttpRequest, ref: str) -> HttpResponse:
    season = get_object_or_404(seasons_planned_by(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    require(rules.can_plan_in(request.user, season))
    form = WorkshopForm(request.POST or None, season=season)

    def do() -> str:
        made = actions.plan_workshop(season, **form.said, by=me(request), at=clock.now())
        return reverse("support:workshop", args=[made.ref])

    context = {"form": form, "season": season, "workshop": None}
    return send_form(request, form, do) or render(request, "support/workshop_form.html", context)


def workshop_seen(request: HttpRequest, ref: str) -> Workshop:
    return get_object_or_404(queries.workshops_visible_to(request.user), ref=must_be_ref(ref))


def workshop(request: HttpRequest, ref: str) -> HttpResponse:
    """What, when, where; the seats of one’s own initiatives; for whoever runs it, the gestures."""
    found, now = workshop_seen(request, ref), clock.now()
    if request.method == "POST":
        return _seat(request, found)
    runs = rules.can_run_workshop(request.user, found)
    mine = [
        (
            one,
            rules.can_give_seat_back(request.user, found, one.accompaniment, now)
            if one.seat
            else rules.can_take_seat(request.user, found, one.accompaniment, now),
        )
        for one in queries.mine_in(request.user, found)
    ]
    planned = found.state == WorkshopState.PLANNED
    context = {
        **_about(found),
        "mine": mine,
        "seats": queries.seats_of(found),
        "runs": runs,
        "to_come": rules.is_to_come(found, now),
        "may_hold": runs and planned and found.starts_at <= now,
        "may_cancel": runs and planned,
    }
    return render(request, "support/workshop.html", context)


def _about(found: Workshop) -> dict[str, Any]:
    taken = queries.seats_of(found).count()
    return {
        "workshop": found,
        "zone": found.season.programme.time_zone,
        "taken": taken,
        "left": None if found.seats is None else max(found.seats - taken, 0),
    }


def _seat(request: HttpRequest, found: Workshop) -> HttpResponse:
    """One button an initiative: its seat, taken or given back."""
    verb = "take" if "take" in request.POST else "give_back"
    ref = must_be_ref(request.POST.get(verb, ""))
    one: Accompaniment = get_object_or_404(accompaniments_visible_to(request.user), ref=ref, season=found.season_id)
    try:
        if verb == "take":
            actions.take_seat(found, one, by=me(request), at=clock.now())
            messages.success(request, _("%(name)s has its seat: a mail says so.") % {"name": one})
        else:
            actions.give_seat_back(found, one, by=me(request), at=clock.now())
            messages.success(request, _("The seat of %(name)s is free again.") % {"name": one})
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:workshop", found.ref)


def _run(request: HttpRequest, ref: str) -> Workshop:
    return get_object_or_404(queries.workshops_run_by(request.user), ref=must_be_ref(ref))


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = _run(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_run_workshop(request.user, found))
    form = WorkshopForm(request.POST or None, season=found.season, workshop=found)

    def do() -> str:
        actions.change_workshop(found, **form.said, by=me(request), at=clock.now())
        return reverse("support:workshop", args=[found.ref])

    context = {"form": form, "season": found.season, "workshop": found}
    return send_form(request, form, do) or render(request, "support/workshop_form.html", context)


def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """It took place: who came, what came of it."""
    found = _run(request, ref)
    if first := already_sent(request):
        return first
    seated = Accompaniment.objects.filter(seats__workshop=found, seats__given_back_at=None).select_related("initiative")
    form = HeldWorkshopForm(request.POST or None, seated=seated)

    def do() -> str:
        said = form.cleaned_data
        actions.hold_workshop(found, came=said["came"], result=said["result"], by=me(request), at=clock.now())
        return reverse("support:workshop", args=[found.ref])

    context = {**_about(found), "form": form, "gesture": "hold", "seated": seated.exists()}
    return send_form(request, form, do) or render(request, "support/workshop_gesture.html", context)


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    found = _run(request, ref)
    if first := already_sent(request):
        return first
    form = CancelWorkshopForm(request.POST or None)

    def do() -> str:
        actions.cancel_workshop(found, why=form.cleaned_data["why"], by=me(request), at=clock.now())
        return reverse("support:workshop", args=[found.ref])

    context = {**_about(found), "form": form, "gesture": "cancel", "seated": True}
    return send_form(request, form, do) or render(request, "support/workshop_gesture.html", context)


def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    found = workshop_seen(request, ref)
    return file_answer(calendar_file(workshop_entry(found)), f"atelier-{found.ref}")


def of_support(request: HttpRequest, ref: str) -> HttpResponse:
    """The workshops of the season, among the views of one support."""
    found = accompaniment_open(request, ref, Subject.SESSIONS)
    now = clock.now()
    rows = queries.workshops_of(found.season)
    own = set(found.seats.filter(given_back_at=None).values_list("workshop", flat=True))
    context = {
        "accompaniment": found,
        "view": "workshops",
        "zone": found.season.programme.time_zone,
        "coming": [(one, one.pk in own) for one in rows.filter(ends_at__gt=now)],
        "past": [(one, one.pk in own) for one in rows.filter(ends_at__lte=now).order_by("-starts_at", "pk")],
    }
    return render(request, "support/workshop_list.html", context)
