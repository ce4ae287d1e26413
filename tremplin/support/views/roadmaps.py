"""The roadmap of one initiative, and what moved in it; one need, one action, and how each ends."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import roadmaps as actions
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.forms.roadmaps import (
    ActionEndForm,
    ActionForm,
    ActionMoveForm,
    NeedEndForm,
    NeedForm,
    SinceForm,
)
from tremplin.support.models import Accompaniment, Action, Need
from tremplin.support.queries.commitments import promised_in, promisers_of
from tremplin.support.states import ActionState, CommitmentState, NeedState, Step
from tremplin.support.views.doorkeeper import accompaniment_seen, ref_asked
from tremplin.support.views.requests import resources_and_supporters

USUAL = timedelta(days=30)  # when nothing was noted before today


def _head(request: HttpRequest, found: Accompaniment) -> dict[str, Any]:
    return {
        "accompaniment": found,
        "view": "roadmap",
        "today": clock.today(found.season.programme.time_zone),
        "working": rules.can_work_on(request.user, found),
    }


def roadmap(request: HttpRequest, ref: str) -> HttpResponse:
    """By step, or by date; what is done is folded."""
    found = accompaniment_seen(request, ref)
    planned = list(found.actions.filter(state=ActionState.PLANNED).select_related("need"))
    needs = list(
        found.needs.filter(state=NeedState.OPEN).prefetch_related(
            Prefetch("actions", queryset=found.actions.filter(state=ActionState.PLANNED), to_attr="to_do")
        )
    )
    open_needs = {need.pk for need in needs}
    steps = [
        (
            step,
            [need for need in needs if need.step == step],
            [one for one in planned if one.step == step and one.need_id not in open_needs],
        )
        for step in Step
    ]
    promises = promised_in([found])[found.pk]
    promisers = promisers_of(promises)
    promised = [(one, promisers[one.pk]) for one in promises if one.state == CommitmentState.PROMISED]
    to_do: list[tuple[Any, Any]] = [*((one, None) for one in planned), *promised]
    by_date = sorted(to_do, key=lambda row: row[0].due_on)
    context = _head(request, found) | {
        "steps": [(step.label, *rest) for step, *rest in steps],
        "empty": not needs and not planned and not promised,
        "promised": promised,
        "closed_promises": [(one, promisers[one.pk]) for one in promises if one.state != CommitmentState.PROMISED],
        "by_date": by_date if request.GET.get("vue") == "dates" else None,
        "late": sum(one.due_on < clock.today() for one in planned),
        "late_promises": sum(one.due_on < clock.today() for one, _promiser in promised),
        "closed_needs": found.needs.exclude(state=NeedState.OPEN),
        "closed_actions": found.actions.exclude(state=ActionState.PLANNED),
    }
    return render(request, "support/roadmap.html", context)


def moved(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed since the last note before today, or since the day asked for."""
    found = accompaniment_seen(request, ref)
    zone = found.season.programme.time_zone
    today = clock.today(zone)
    last = queries.points_visible_to(request.user, found).filter(on__lt=today).first()
    usual = last.on if last else today - USUAL
    form = SinceForm(request.GET if "depuis" in request.GET else None)
    since = form.since(usual)
    # from the end of that day: what was said in the call itself is known
    begins = datetime.combine(since, time.max if last and since == last.on else time.min, ZoneInfo(zone))
    context = _head(request, found) | {
        "form": SinceForm(initial={"depuis": since}),
        "moved": queries.moved_since(found, begins, me(request)),
        "since": since,
        "noted": last is not None and since == last.on,
        "zone": zone,
    }
    return render(request, "support/moved.html", context)


def write_need(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_seen(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_work_on(person, found))
    form = NeedForm(request.POST or None, initial=_from_diagnosis(request, found))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("step", "title", "words")}

        def do() -> str:
            need = actions.write_need(found, **said, by=person, at=clock.now())
            return reverse("support:need", args=[need.ref])

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    return render(request, "support/need_write.html", _head(request, found) | {"form": form})


def _from_diagnosis(request: HttpRequest, accompaniment: Accompaniment) -> dict[str, str]:
    """What a version of the diagnosis says on one question, to begin a need with."""
    question = next((one for one in QUESTIONS if one.key == request.GET.get("question")), None)
    number = request.GET.get("version", "")
    if question is None or not (number.isascii() and number.isdigit() and len(number) < 5):
        return {}
    found = accompaniment.diagnoses.filter(ref=ref_asked(request, "diagnostic")).first()
    version = found.versions.filter(number=int(number)).first() if found else None
    if version is None or not rules.can_compare(request.user, version.diagnosis):
        return {}
    words = version.frozen["answers"].get(question.key, {}).get("words", "")
    return {"step": question.step, "title": question.words(get_language() or "fr"), "words": words}


def plan_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_seen(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_work_on(person, found))
    needs = found.needs.filter(state=NeedState.OPEN)
    asked = needs.filter(ref=ref_asked(request, "besoin")).first()
    initial = {"need": asked.ref, "step": asked.step} if asked else {}
    form = ActionForm(request.POST or None, needs=needs, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("need", "step", "title", "owner", "owner_name", "due_on")}

        def do() -> str:
            action = actions.plan_action(found, **said, by=person, at=clock.now())
            return f"{reverse('support:roadmap', args=[found.ref])}#a-{action.ref}"

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    return render(request, "support/action_plan.html", _head(request, found) | {"form": form})


def need(request: HttpRequest, ref: str) -> HttpResponse:
    """One need: changed, closed with what came of it, and all that is about it."""
    found = get_object_or_404(queries.needs_visible_to(request.user), ref=must_be_ref(ref))
    posted, gesture = request.method == "POST", request.POST.get("gesture", "")
    now = {"step": found.step, "title": found.title, "words": found.words}
    change = NeedForm(request.POST if posted and gesture == "change" else None, initial=now, auto_id="change_%s")
    end = NeedEndForm(request.POST if posted and gesture == "end" else None, auto_id="end_%s")
    if posted and _did(request, lambda: _on_need(request, found, change, end)):
        return redirect("support:need", found.ref)
    context = _head(request, found.accompaniment) | {
        "need": found,
        "change": change,
        "end": end,
        "actions": found.actions.all(),
        "introductions": found.introductions.select_related("door"),
        "sessions": found.bookings.select_related("slot__programme"),
        "zone": found.accompaniment.season.programme.time_zone,
        "seeks": bool(rules.can_write_introduction(request.user, found.accompaniment)),
        **resources_and_supporters(found, me(request)),
    }
    return render(request, "support/need.html", context)


def _did(request: HttpRequest, do: Any) -> bool:
    """Was the gesture made? Refused, its reason is said and the page comes back with what was typed."""
    try:
        done: bool = do()
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    if done:
        messages.success(request, _("It is done."))
    return done


def _on_need(request: HttpRequest, found: Need, change: NeedForm, end: NeedEndForm) -> bool:
    gesture, person, now = request.POST.get("gesture"), me(request), clock.now()
    if gesture == "change" and change.is_valid():
        said = {name: change.cleaned_data[name] for name in ("step", "title", "words")}
        actions.change_need(found, **said, by=person, at=now)
    elif gesture == "end" and end.is_valid():
        given = end.cleaned_data
        actions.close_need(found, given["verb"], result=given["result"], by=person, at=now)
    elif gesture == "again":
        actions.close_need(found, "open_again", result="", by=person, at=now)
    else:
        return False
    return True


def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action: done, given up, put to another day, or to do again."""
    found = get_object_or_404(queries.actions_visible_to(request.user), ref=must_be_ref(ref))
    posted, gesture = request.method == "POST", request.POST.get("gesture", "")
    end = ActionEndForm(request.POST if posted and gesture == "end" else None, auto_id="end_%s")
    delay = ActionMoveForm(
        request.POST if posted and gesture == "move" else None, initial={"due_on": found.due_on}, auto_id="move_%s"
    )
    if posted and _did(request, lambda: _on_action(request, found, end, delay)):
        return redirect("support:action", found.ref)
    context = _head(request, found.accompaniment) | {
        "action": found,
        "end": end,
        "delay": delay,
        "zone": found.accompaniment.season.programme.time_zone,
    }
    return render(request, "support/action.html", context)


def _on_action(request: HttpRequest, found: Action, end: ActionEndForm, delay: ActionMoveForm) -> bool:
    gesture, person, now = request.POST.get("gesture"), me(request), clock.now()
    if gesture == "end" and end.is_valid():
        given = end.cleaned_data
        actions.close_action(found, given["verb"], result=given["result"], by=person, at=now)
    elif gesture == "move" and delay.is_valid():
        day: date = delay.cleaned_data["due_on"]
        actions.move_action(found, due_on=day, by=person, at=now)
    elif gesture == "again":
        actions.close_action(found, "plan_again", result="", by=person, at=now)
    else:
        return False
    return True
