"""The decisions of a call, for the programme team: who signs them, what is left to prepare, one decision and its
motives. A file in conflict is absent.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Application
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import decisions as actions
from tremplin.selection.forms.decisions import DecisionFilterForm, DecisionForm, SignatoryForm
from tremplin.selection.models import Decision, SittingItem
from tremplin.selection.queries.comparison import Reading, compare
from tremplin.selection.queries.decisions import (
    authorities_of,
    counts_of,
    decided_on,
    departures_of,
    listed,
    next_undecided,
    proposals_on,
)
from tremplin.selection.sentences import departure_sentences
from tremplin.selection.states import DecisionState, FileState, Outcome, ScreeningState
from tremplin.selection.views.doors import application_screened, call_run

PER_PAGE = 50
_USUAL = {FileState.PASSED: Outcome.SELECTED, FileState.KEPT: Outcome.RESERVE, FileState.STOPPED: Outcome.DECLINED}


def signatory(request: HttpRequest, ref: str) -> HttpResponse:
    """Who signs the decisions of a call: somebody who holds the mandate."""
    call, person = call_run(request, ref), me(request)
    require(rules.runs(person, call))
    named, people = queries.signatory_of(call), authorities_of(call.season.programme)
    form = SignatoryForm(request.POST or None, people=people, named=named)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.name_signatory(call, given.pop("person"), **given, by=person, at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The authority of the call is named."))
            return redirect("selection:decision-list", call.ref)
    begun = Decision.objects.filter(application__call=call).exclude(state=DecisionState.PREPARED).exists()
    context = {
        "call": call,
        "view": "decisions",
        "form": form,
        "named": named,
        "people": people.count(),
        "begun": begun,
    }
    return render(request, "selection/signatory.html", context)


def decision_list(request: HttpRequest, ref: str) -> HttpResponse:
    call = call_run(request, ref)
    require(rules.runs(request.user, call))
    applications = queries.applications_of(call, request.user)
    form = DecisionFilterForm(request.GET)
    page = Paginator(listed(applications, form.asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "view": "decisions",
        "zone": call.season.programme.time_zone,
        "form": form,
        "page": page,
        "rows": [(one, decided_on(one)) for one in page],
        "counts": counts_of(applications),
        "signatory": queries.signatory_of(call),
    }
    return render(request, "selection/decision_list.html", context)


def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """One decision: what was said of the file, then what is decided and why, written by a person."""
    application, person = application_screened(request, ref), me(request)
    require(rules.runs(person, application.call))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    readings, proposals = compare(application, person), list(proposals_on(application))
    rounds = sorted([*readings.experts, *readings.citizens], key=lambda one: one.round.position)
    form = DecisionForm(
        request.POST or None,
        criteria=actions.criteria_of(application),
        departing=lambda outcome: departure_sentences(departures_of(application, outcome)),
        initial=_initial(request, application, rounds, proposals),
    )
    if request.method == "POST" and form.is_valid():
        try:
            token = form.cleaned_data["once"]
            address = once(token, by=person.ref, at=clock.now(), do=lambda: _prepare(form, application, person))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            form.data = request.POST.copy()  # saved again, it replaces what is now on the page
            form.data["read"] = actions.mark_of(decided_on(application, fresh=True))
        else:
            messages.success(request, _("The decision is prepared."))
            return redirect(address)
    last = rounds[-1] if rounds else None
    said = {line.criterion.pk: line.words for line in last.lines} if last else {}
    context = {
        "application": application,
        "call": application.call,
        "view": "decisions",
        "zone": application.call.season.programme.time_zone,
        "decision": decided_on(application, fresh=True),
        "screening": queries.screening_of(application),
        "rounds": rounds,
        "proposals": proposals,
        "opinions": queries.opinions_on(application),
        "criteria": [(form[name], said.get(one.pk, [])) for name, one in form.criteria.items()],
        "comments": [said for one in rounds for said in one.for_applicant],
        "signatory": queries.signatory_of(application.call),
        "may_prepare": rules.can_prepare_decision(person, application),
        "next": next_undecided(queries.applications_of(application.call, person), application),
        "taken_up": "reprendre" in request.GET,
        "form": form,
    }
    return render(request, "selection/decision.html", context)


def _initial(
    request: HttpRequest, application: Application, rounds: list[Reading], proposals: list[SittingItem]
) -> dict[str, Any]:
    """What the form starts from: the decision as it is prepared, else what the file came to. With `reprendre`, the
    words readers wrote stand where no motive is written yet, for somebody to edit.
    """
    found = decided_on(application)
    if found is not None:
        initial = {name: getattr(found, name) for name in ("outcome", "rank", "motive", "departure")}
        initial |= {DecisionForm.name_of(one.criterion): one.words for one in found.motives.select_related("criterion")}
    else:
        initial = _usual(application, rounds, proposals)
    if "reprendre" in request.GET and rounds:
        said = {DecisionForm.name_of(line.criterion): line.words for line in rounds[-1].lines}
        said["motive"] = [comment for one in rounds for comment in one.for_applicant]
        initial |= {
            name: "\n\n".join(one.words for one in words)
            for name, words in said.items()
            if not initial.get(name) and words
        }
    return initial | {"read": actions.mark_of(found)}


def _usual(application: Application, rounds: list[Reading], proposals: list[SittingItem]) -> dict[str, Any]:
    if proposals:
        return {"outcome": proposals[-1].outcome, "rank": proposals[-1].rank}
    if rounds:
        state = FileState(rounds[-1].file.state)
        return {"outcome": _USUAL[state]} if state in _USUAL else {}
    screening = queries.screening_of(application)
    if screening is not None and screening.state == ScreeningState.REFUSED:
        return {"outcome": Outcome.NOT_ADMISSIBLE, "motive": screening.reason}
    return {}


def _prepare(form: DecisionForm, application: Application, person: Person) -> str:
    given = form.cleaned_data
    actions.prepare_decision(
        application,
        outcome=given["outcome"],
        rank=given["rank"],
        motive=given["motive"],
        motives=form.motives,
        departure=given["departure"],
        read=given["read"],
        by=person,
        at=clock.now(),
    )
    return reverse("selection:decision", args=[application.ref])
