"""The thread of a season: what is late, what comes, what is done; each step with its owner and its day."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.once import replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.actions import threads as actions
from tremplin.programme.forms.threads import DoneForm, DropForm, PlanForm, StepForm, TakeUpForm
from tremplin.programme.models import Milestone, Season
from tremplin.programme.queries import threads as queries
from tremplin.programme.rules import threads as rules
from tremplin.programme.views.gestures import done_once


def _season(request: HttpRequest, ref: str) -> Season:
    return get_object_or_404(queries.threads_visible_to(request.user), ref=must_be_ref(ref))


def _step(request: HttpRequest, ref: str) -> Milestone:
    return get_object_or_404(queries.milestones_visible_to(request.user), ref=must_be_ref(ref))


def _there(season: Season) -> str:
    return reverse("programme:thread", args=[season.ref])


def thread(request: HttpRequest, ref: str) -> HttpResponse:
    season = _season(request, ref)
    context = {
        "season": season,
        "thread": queries.thread_of(season),
        "keeps": bool(rules.can_keep_thread(request.user, season)),
        "today": clock.today(season.programme.time_zone),
    }
    return render(request, "programme/thread.html", context)


def thread_begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Every step with its former day and its new one, before anything is written."""
    season, person = _season(request, ref), me(request)
    require(rules.can_keep_thread(person, season))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if season.milestones.exists():
        return redirect("programme:thread", season.ref)
    source = None if request.GET.get("modele") == "standard" else queries.source_of(season)
    initial = {"announced_on": season.announced_on, "source": source.ref if source else ""}
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen, day = form.cleaned_data["source"], form.cleaned_data["announced_on"]
        source = get_object_or_404(queries.threads_visible_to(person), ref=chosen) if chosen else None

        def act() -> None:
            actions.begin_thread(season, source=source, announced_on=day, by=person, at=clock.now())

        if address := done_once(form, person, act, _there(season)):
            messages.success(request, _("The thread of the season is planned. Say now who does what."))
            return redirect(address)
    return render(
        request,
        "programme/thread_begin.html",
        {
            "season": season,
            "source": source,
            "former": queries.source_of(season),
            "planned": queries.plan_for(season, source),
            "form": form,
        },
    )


def thread_move(request: HttpRequest, ref: str) -> HttpResponse:
    season, person = _season(request, ref), me(request)
    require(rules.can_keep_thread(person, season))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = PlanForm(request.POST or None, initial={"announced_on": season.announced_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["announced_on"]

        def act() -> None:
            actions.move_thread(season, announced_on=day, by=person, at=clock.now())

        if address := done_once(form, person, act, _there(season)):
            messages.success(request, _("The steps to be done stand on their new days."))
            return redirect(address)
    context = {"season": season, "planned": queries.plan_moved(season), "form": form}
    return render(request, "programme/thread_move.html", context)


def step_add(request: HttpRequest, ref: str) -> HttpResponse:
    season, person = _season(request, ref), me(request)
    require(rules.can_keep_thread(person, season))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = StepForm(request.POST or None, season=season, owners=queries.owners_of(season.programme))
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}

        def act() -> None:
            actions.add_milestone(season, **fields, by=person, at=clock.now())

        if address := done_once(form, person, act, _there(season)):
            messages.success(request, _("The step stands in the thread."))
            return redirect(address)
    return render(request, "programme/step_form.html", {"season": season, "form": form})


def step_change(request: HttpRequest, ref: str) -> HttpResponse:
    step, person = _step(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    names = ("title_fr", "title_en", "due_on", "link")
    initial = {name: getattr(step, name) for name in names} | {"owner": step.owner.ref if step.owner else ""}
    owners = queries.owners_of(step.season.programme)
    form = StepForm(request.POST or None, season=step.season, owners=owners, step=step, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        fields.setdefault("link", "")

        def act() -> None:
            actions.change_milestone(step, **fields, by=person, at=clock.now())

        if address := done_once(form, person, act, _there(step.season)):
            messages.success(request, _("The step is up to date."))
            return redirect(address)
    return render(request, "programme/step.html", _about(request, step) | {"form": form})


def _about(request: HttpRequest, step: Milestone) -> dict[str, Any]:
    """The step as it stands, and what this person may do of it, each refusal with its sentence."""
    [line] = queries.lines_of([step], clock.today(step.season.programme.time_zone))
    change = rules.can_change_milestone(request.user, step)
    return {
        "season": step.season,
        "step": step,
        "line": line,
        "may_change": bool(change) and line.done_on is None,
        "why_not": change.reason if isinstance(change, No) else "",
        "may_finish": bool(rules.can_finish_milestone(request.user, step)),
        "may_take_up": bool(rules.can_take_up_milestone(request.user, step)),
    }


def step_done(request: HttpRequest, ref: str) -> HttpResponse:
    def act(step: Milestone, form: DoneForm) -> None:
        actions.finish_milestone(step, done_on=form.cleaned_data["done_on"], by=me(request), at=clock.now())

    return _gesture(request, ref, "done", DoneForm, rules.can_finish_milestone, act)


def step_drop(request: HttpRequest, ref: str) -> HttpResponse:
    def act(step: Milestone, form: DropForm) -> None:
        actions.drop_milestone(step, why=form.cleaned_data["why"], by=me(request), at=clock.now())

    return _gesture(request, ref, "drop", DropForm, rules.can_drop_milestone, act)


def step_take_up(request: HttpRequest, ref: str) -> HttpResponse:
    def act(step: Milestone, form: TakeUpForm) -> None:
        actions.take_up_milestone(step, by=me(request), at=clock.now())

    return _gesture(request, ref, "take_up", TakeUpForm, rules.can_take_up_milestone, act)


def _gesture(
    request: HttpRequest, ref: str, verb: str, kind: Any, rule: Callable[..., Any], act: Callable[..., None]
) -> HttpResponse:
    """A page with what the gesture asks for, then one button."""
    step, person = _step(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    answer, form = rule(person, step), kind(request.POST or None)
    valid = request.method == "POST" and form.is_valid()
    if valid and (address := done_once(form, person, lambda: act(step, form), _there(step.season))):
        messages.success(request, _("The thread is up to date."))
        return redirect(address)
    reason = answer.reason if isinstance(answer, No) else ""
    context = {"season": step.season, "step": step, "form": form, "verb": verb, "reason": reason}
    return render(request, "programme/step_gesture.html", context)
