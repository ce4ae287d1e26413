"""The programme team's pages of the selection: the calls, the thread of one, one round from its opening to its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.queries.received import calls_read_by
from tremplin.core import clock
from tremplin.core.answers import Answer, require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import rounds as actions
from tremplin.selection.forms.rounds import ProlongForm
from tremplin.selection.models import Round
from tremplin.selection.queries import overview
from tremplin.selection.states import RoundState
from tremplin.selection.steps import next_gesture
from tremplin.selection.views.doors import call_run, round_run
from tremplin.selection.views.round_setting import change, criteria, prepare, prepare_usual

__all__ = ["call", "call_list", "change", "criteria", "prepare", "prepare_usual", "round_"]

_HEAVY = ("open", "close", "open_again")


def call_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_run_selection(request.user))
    threads = overview.threads_of(calls_read_by(request.user), request.user)
    rows = [{"thread": thread, "gesture": next_gesture(thread)} for thread in threads]
    return render(request, "selection/call_list.html", {"rows": rows})


def call(request: HttpRequest, ref: str) -> HttpResponse:
    found = call_run(request, ref)
    thread = overview.thread_of(found, request.user)
    context = {
        "call": found,
        "view": "overview",
        "thread": thread,
        "gesture": next_gesture(thread),
        "zone": found.season.programme.time_zone,
        "now": clock.now(),
    }
    return render(request, "selection/call.html", context)


def round_(request: HttpRequest, ref: str) -> HttpResponse:
    """Its state, what it lacks, and its moves; the heavy ones first say what will happen."""
    found, person = round_run(request, ref), me(request)
    form = ProlongForm(request.POST if request.POST.get("do") == "prolong" else None, found=found)
    if request.method == "POST":
        done = _done(request, found, form, person)
        if done is not None:
            return done
    elif request.GET.get("do") in _HEAVY:
        return _confirm(request, found, request.GET["do"])
    return render(request, "selection/round.html", _context(found, person) | {"form": form})


def _context(found: Round, person: Person) -> dict[str, Any]:
    before = queries.previous_round(found)
    visible = queries.applications_of(found.call, person).order_by().values("pk")
    return {
        "round": found,
        "call": found.call,
        "view": "round",
        "zone": found.call.season.programme.time_zone,
        "now": clock.now(),
        "counts": overview.round_counts([found.pk], person)[found.pk],
        "entering": 0 if found.state == RoundState.CLOSED else queries.entering(found).filter(pk__in=visible).count(),
        "before": before,
        "criteria": list(found.criteria.all()),
        "opening": rules.can_open_round(person, found),
        "closing": rules.can_close_round(person, found),
        "reopening": rules.can_open_again(person, found),
        "sittings": queries.sittings_visible_to(person).filter(round=found).order_by("starts_at", "pk"),
        "unwritten": queries.files_visible_to(person).filter(round=found, summary="") if found.asks_opinion else [],
    }


def _answer(found: Round, verb: str, person: Person) -> Answer:
    rule = {"open": rules.can_open_round, "close": rules.can_close_round, "open_again": rules.can_open_again}[verb]
    return rule(person, found)


def _confirm(request: HttpRequest, found: Round, verb: str) -> HttpResponse:
    person = me(request)
    context = _context(found, person) | {"verb": verb, "answer": _answer(found, verb, person)}
    return render(request, "selection/round_confirm.html", context)


def _done(request: HttpRequest, found: Round, form: ProlongForm, person: Person) -> HttpResponse | None:
    """Where to go once it is done; None: refused, the page is shown again with what was typed."""
    verb = request.POST.get("do", "")
    if verb == "prolong" and not form.is_valid():
        return None
    try:
        said = _do(verb, found, form, person)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return None
    if said:
        messages.success(request, said)
    return redirect("selection:round", found.ref)


def _do(verb: str, found: Round, form: ProlongForm, person: Person) -> str:
    now = clock.now()
    if verb == "take_in":
        visible = queries.applications_of(found.call, person).order_by().values("pk")
        count = queries.entering(found).filter(pk__in=visible).count()
        actions.take_in(found, by=person, at=now)
        words = ngettext("%(count)s file has entered the round.", "%(count)s files have entered the round.", count)
        return words % {"count": count} if count else ""
    if verb == "prolong":
        actions.prolong(found, due_at=form.cleaned_data["due_at"], by=person, at=now)
        return _("The date is changed.")
    if verb == "open":
        actions.open_round(found, by=person, at=now)
        return _("The round is open: its readers see their files.")
    if verb == "close":
        actions.close_round(found, by=person, at=now)
        return _("The round is closed.")
    if verb == "open_again":
        actions.open_again(found, by=person, at=now)
        return _("The round is open again.")
    return ""
