"""The announcement of a call: its waves on a line, who knows before, and one wave with the exact mails it sends."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Call
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.forms import Form
from tremplin.core.once import replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import letters, rules
from tremplin.selection.actions import releases
from tremplin.selection.forms.releases import ApproveForm, GestureForm, InstantForm, PlanForm
from tremplin.selection.models import Decision, Wave
from tremplin.selection.queries import (
    contents_of,
    decisions_visible_to,
    digest_of,
    standing_approvals,
    waves_visible_to,
)
from tremplin.selection.queries.knowers import knowers_of
from tremplin.selection.queries.releases import calls_announced_by, contents, to_announce, untold
from tremplin.selection.states import AcceptanceState, DecisionState, WaveKind, WaveState
from tremplin.selection.views.gestures import GESTURES, done

PER_PAGE = 25


def release(request: HttpRequest, ref: str) -> HttpResponse:
    """Planned or not yet; the one gesture of this page is to plan, then to hold."""
    call, person = get_object_or_404(calls_announced_by(request.user), ref=must_be_ref(ref)), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    waves = list(waves_visible_to(person).filter(release__call=call).order_by("position"))
    if waves:
        return _planned(request, call, waves)
    may_plan = rules.can_plan_release(person, call)
    form = PlanForm(request.POST or None, zone=call.season.programme.time_zone)
    if request.method == "POST":
        require(may_plan)
        if form.is_valid():

            def do() -> str:
                releases.plan_release(call, due=form.due, by=person, at=clock.now())
                return reverse("selection:release", args=[call.ref])

            if address := done(request, form, do):
                return redirect(address)
    return render(request, "selection/release_plan.html", _head(call, person) | {"form": form, "may_plan": may_plan})


def _head(call: Call, person: Person) -> dict[str, Any]:
    """What every page of the announcement says: the call, what is missing before anything can leave."""
    decisions = decisions_visible_to(person).filter(application__call=call)
    awaiting = to_announce(call, person)
    return {
        "call": call,
        "view": "announcement",
        "zone": call.season.programme.time_zone,
        "runs": rules.runs(person, call),
        "total": awaiting.count(),
        "undecided": awaiting.filter(decision=None).count(),
        "decided": decisions.count(),
        "unsigned": decisions.filter(state=DecisionState.PREPARED).count(),
    }


def _planned(request: HttpRequest, call: Call, waves: list[Wave]) -> HttpResponse:
    person = me(request)
    coming = next((wave for wave in waves if wave.state != WaveState.DONE), None)
    steers = rules.can_steer(person, coming) if coming else None
    form = GestureForm(request.POST or None)
    if request.method == "POST" and coming and form.is_valid():

        def do() -> str:
            releases.hold_wave(coming, by=person, at=clock.now())
            return reverse("selection:release", args=[call.ref])

        if address := done(request, form, do, _("Nothing leaves any more until somebody lets it go on.")):
            return redirect(address)
    seen = decisions_visible_to(person).filter(application__call=call).order_by().values("pk")
    context = {
        "rows": [_row(wave, seen) for wave in waves],
        "coming": coming,
        "steers": steers,
        "form": form,
        "knowers": knowers_of(call, person),
        "needed": rules.APPROVALS,
    }
    return render(request, "selection/release.html", _head(call, person) | context)


def _row(wave: Wave, seen: Any) -> dict[str, Any]:
    """A wave on the line: what it holds of the files this person may know of, and who approved it."""
    held = contents_of(wave).filter(pk__in=seen)
    return {
        "wave": wave,
        "approvals": standing_approvals(wave),
        "count": held.count(),
        "left": untold(wave).filter(pk__in=seen).count(),
    }


def wave(request: HttpRequest, ref: str) -> HttpResponse:
    """What will happen, to whom, with which mails; and the gestures."""
    found, person = get_object_or_404(waves_visible_to(request.user), ref=must_be_ref(ref)), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    forms: dict[str, Form] = {}
    if request.method == "POST":
        gesture = request.POST.get("gesture", "")
        if gesture not in GESTURES:
            raise Http404
        forms[gesture] = form = GESTURES[gesture].form(request.POST, found)
        if form.is_valid() and (address := GESTURES[gesture].carry_out(request, form, found)):
            return redirect(address)
    if request.method == "GET" and request.GET.get("geste") == "maintenant":
        return render(request, "selection/wave_now.html", _wave_context(request, found, person, forms))
    return render(request, "selection/wave.html", _wave_context(request, found, person, forms))


def _wave_context(request: HttpRequest, wave: Wave, person: Person, forms: dict[str, Form]) -> dict[str, Any]:
    call, now = wave.release.call, clock.now()
    zone = call.season.programme.time_zone
    may_approve = rules.can_approve(person, wave)
    # read before the rows: what changes in between is refused, never approved unread
    read = digest_of(wave) if may_approve else ""
    seen = decisions_visible_to(person).filter(application__call=call).order_by().values("pk")
    held = contents_of(wave).filter(pk__in=seen).select_related("acceptance").prefetch_related("motives__criterion")
    held = held.order_by("application__initiative__folded", "ref")
    left = list(untold(wave).filter(pk__in=seen).select_related("acceptance").order_by("outcome", "ref"))
    chosen = _chosen(request, held)
    thanks = letters.thanks_of(wave) if wave.kind == WaveKind.PUBLIC and wave.finished_at is None else []
    return _head(call, person) | {
        "wave": wave,
        "approvals": standing_approvals(wave),
        "needed": rules.APPROVALS,
        "may_approve": may_approve,
        "may_steer": rules.can_steer(person, wave),
        "may_leave": rules.can_leave(wave, max(now, wave.due_at)),
        "may_plan_again": rules.can_plan_again(person, wave) if wave.state == WaveState.DONE else None,
        "page": Paginator(held, PER_PAGE).get_page(request.GET.get("page")),
        "left": len(left),
        "mails": sum(len(people) for people in letters.recipients_of(left).values()),
        "letters": letters.letters_of(wave, [chosen] if chosen else left or list(held[:PER_PAGE])),
        "thanks": thanks,
        "thanked": sum(len(letter.people) for letter in thanks),
        "chosen": chosen,
        "silent": _without_answer(call, seen) if wave.kind == WaveKind.PUBLIC else [],
        "late": wave.state == WaveState.PLANNED and wave.due_at <= now,
        "approve_form": ApproveForm(initial={"read": read}, auto_id="approve_%s"),
        "hold_form": GestureForm(auto_id="hold_%s"),
        "now_form": GestureForm(auto_id="now_%s"),
        "move_form": forms.get("move") or InstantForm(zone=zone, at=wave.due_at, auto_id="move_%s"),
        "again_form": forms.get("again") or InstantForm(zone=zone, auto_id="again_%s"),
        "moving": "move" in forms,
    }


def _chosen(request: HttpRequest, held: Any) -> Decision | None:
    """The file whose mail is asked for; a file the wave does not tell of this person about does not exist."""
    asked = request.GET.get("dossier", "")
    return get_object_or_404(held, application__ref=must_be_ref(asked)) if asked else None


def _without_answer(call: Call, seen: Any) -> list[Decision]:
    """The laureates who have not accepted: not told yet, silent, or who declined. Nothing of theirs is published."""
    laureates = contents(call, WaveKind.NOTICE).filter(pk__in=seen)
    return list(
        laureates.exclude(acceptance__state=AcceptanceState.ACCEPTED)
        .select_related("acceptance")
        .order_by("application__initiative__folded", "ref")
    )
