"""Preparing rounds: the usual two at once, or one; its numbers and dates; its criteria."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.selection import rules, usual
from tremplin.selection.actions import rounds as actions
from tremplin.selection.actions.usual import prepare_usual_rounds
from tremplin.selection.forms.criteria import CriteriaForm, asked_of
from tremplin.selection.forms.rounds import RoundForm, UsualForm
from tremplin.selection.queries import overview
from tremplin.selection.states import College
from tremplin.selection.views.doors import call_run, round_run


def prepare(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = call_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.prepare_round(found, criteria=(), by=person, at=clock.now(), **form.columns)
            return reverse("selection:round-criteria", args=[made.ref])

        messages.success(request, _("The round is prepared. Its criteria come next."))
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    context = {"call": found, "view": "overview", "form": form}
    return render(request, "selection/round_prepare.html", context)


def prepare_usual(request: HttpRequest, ref: str) -> HttpResponse:
    """What the two rounds will be, with numbers and dates to change; the button prepares both."""
    found, person = call_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if found.rounds.exists():
        messages.warning(request, _("This call has rounds already: prepare another one, or change them."))
        return redirect("selection:call", found.ref)
    zone = found.season.programme.time_zone
    form = UsualForm(request.POST or None, zone=zone, after=overview.thread_of(found, person).closes_at)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            first, second = form.columns("first"), form.columns("second")
            prepare_usual_rounds(found, first=first, second=second, by=person, at=clock.now())
            return reverse("selection:call", args=[found.ref])

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            return redirect("selection:call", found.ref)
        messages.success(request, _("The two rounds are prepared. Nothing is open, nobody is invited yet."))
        return redirect(address)
    context = {
        "call": found,
        "view": "overview",
        "form": form,
        "experts": usual.EXPERT_CRITERIA,
        "questions": usual.CITIZEN_QUESTIONS,
        "colleges": College,
        "waiting": overview.screened_of(found, person).total,
    }
    return render(request, "selection/round_usual.html", context)


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = round_run(request, ref), me(request)
    require(rules.can_change_round(person, found))
    form = RoundForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(found, by=person, at=clock.now(), **form.columns)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The round is changed."))
            return redirect("selection:round", found.ref)
    context = {"round": found, "call": found.call, "view": "round", "form": form}
    return render(request, "selection/round_change.html", context)


def criteria(request: HttpRequest, ref: str) -> HttpResponse:
    """Written while the round is in preparation; then only read."""
    found, person = round_run(request, ref), me(request)
    answer = rules.can_change_round(person, found)
    form = CriteriaForm(request.POST if request.method == "POST" else None, found=found, asked=asked_of(found))
    if request.method == "POST":
        require(answer)
        if form.is_valid():
            try:
                actions.set_criteria(found, form.asked, by=person, at=clock.now())
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
            else:
                messages.success(request, _("The criteria are written."))
                return redirect("selection:round-criteria", found.ref)
    context = {
        "round": found,
        "call": found.call,
        "view": "criteria",
        "answer": answer,
        "form": form,
        "criteria": found.criteria.prefetch_related("levels"),
    }
    return render(request, "selection/criteria.html", context)
