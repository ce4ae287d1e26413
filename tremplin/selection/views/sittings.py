"""A sitting, for the programme team: planned, opened, run file by file, closed with its minutes.

A file in conflict is absent for the agent: it keeps its place on the running order, which they do not see.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import sittings as actions
from tremplin.selection.forms.sittings import CloseForm, OrderForm, PlanForm, PresenceForm, ProposalForm
from tremplin.selection.models import RoundFile, Sitting, SittingItem
from tremplin.selection.queries.comparison import compare, gist_of
from tremplin.selection.queries.minutes import attendance_of, stepped_back
from tremplin.selection.queries.results import results_of
from tremplin.selection.queries.sittings import members_of, quorums_of
from tremplin.selection.sentences import closing_sentence, divergence_sentences, quorum_sentence
from tremplin.selection.states import FileState, ItemState, Outcome, SittingState
from tremplin.selection.views.doors import round_run

_LEAVING = (FileState.WAITING, FileState.KEPT)  # the files a sitting may still settle


def sitting_run(request: HttpRequest, ref: str) -> Sitting:
    """A sitting of the programmes whose team the person belongs to; for anybody else, it does not exist."""
    return get_object_or_404(queries.sittings_visible_to(request.user), ref=must_be_ref(ref))


def _items(request: HttpRequest, found: Sitting) -> list[SittingItem]:
    return list(queries.items_visible_to(request.user).filter(sitting=found))


def _head(found: Sitting) -> dict[str, Any]:
    """What stands above every page of a sitting."""
    return {
        "round": found.round,
        "call": found.round.call,
        "sitting": found,
        "zone": found.round.call.season.programme.time_zone,
        "view": "sitting",
    }


def plan(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = round_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    files = list(queries.files_visible_to(person).filter(round=found).order_by("application__ref"))
    by_mean = [row.file.ref for row in results_of(found, person, "-opinions" if found.asks_opinion else "-mean").rows]
    zone = found.call.season.programme.time_zone
    form = PlanForm(request.POST or None, files=files, by_mean=by_mean, zone=zone)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            made = actions.plan_sitting(
                found,
                starts_at=given["starts_at"],
                place=given["place"],
                files=form.ordered,
                by=person,
                at=clock.now(),
            )
            return reverse("selection:sitting", args=[made.ref])

        address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        messages.success(request, _("The sitting is planned."))
        return redirect(address)
    context = {"round": found, "call": found.call, "view": "sitting", "form": form, "files": files}
    return render(request, "selection/sitting_plan.html", context)


def sitting(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the sitting is; it is opened here, and closed from the page that says what closing does."""
    found = sitting_run(request, ref)
    if request.method == "POST" and "open" in request.POST:
        try:
            actions.open_sitting(found, by=me(request), at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        return redirect("selection:sitting", found.ref)
    if request.method == "POST" or "cloture" in request.GET:
        return _close(request, found)
    items, attendance = _items(request, found), attendance_of(found)
    quorums = quorums_of(found, items)
    context = _head(found) | {
        "rows": [{"item": one, "quorum": quorums[one.pk], "words": quorum_sentence(quorums[one.pk])} for one in items],
        "attendance": attendance,
        "discussed": sum(one.state == ItemState.PROPOSED for one in items),
        "next": next((one for one in items if one.state == ItemState.WAITING), None),
        "may_open": rules.can_open_sitting(request.user, found),
    }
    return render(request, "selection/sitting.html", context)


def _close(request: HttpRequest, found: Sitting) -> HttpResponse:
    """A page that says what will happen to each file; the button does it."""
    if request.method != "POST":
        require(rules.can_close_sitting(request.user, found))
    form = CloseForm(request.POST or None, initial={"remarks": found.remarks})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_sitting(found, remarks=form.cleaned_data["remarks"], by=me(request), at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The sitting is closed, and its minutes are drawn up."))
            return redirect("selection:sitting-minutes", found.ref)
    items = _items(request, found)
    passed = queries.files_visible_to(request.user).filter(round=found.round, state=FileState.PASSED).count()
    to_pass = [one for one in items if one.outcome == Outcome.SELECTED and one.file.state in _LEAVING]
    context = _head(found) | {
        "form": form,
        "rows": [{"item": one, "words": closing_sentence(one)} for one in items],
        "waiting": sum(one.state == ItemState.WAITING for one in items),
        "passing": found.round.passing,
        "would_pass": passed + len(to_pass),
    }
    return render(request, "selection/sitting_close.html", context)


def order(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = sitting_run(request, ref), me(request)
    require(rules.can_change_sitting(person, found))
    items = _items(request, found)
    places = {one.file_id: place for place, one in enumerate(items, start=1)}
    files = [
        file
        for file in queries.files_visible_to(person).filter(round=found.round)
        if file.pk in places or file.state in _LEAVING
    ]
    head = _head(found)
    form = OrderForm(request.POST or None, sitting=found, files=files, places=places, zone=head["zone"])
    if request.method == "POST" and form.is_valid():
        starts_at, place = form.cleaned_data["starts_at"], form.cleaned_data["place"]
        try:
            actions.set_order(found, _with_unseen(found, items, form.ordered), by=person, at=clock.now())
            if (starts_at, place) != (found.starts_at, found.place):
                actions.change_sitting(found, starts_at=starts_at, place=place, by=person, at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The running order is saved."))
            return redirect("selection:sitting", found.ref)
    return render(request, "selection/sitting_order.html", head | {"form": form})


def _with_unseen(found: Sitting, seen: Sequence[SittingItem], ordered: Sequence[RoundFile]) -> list[RoundFile]:
    """The order typed, with the files the person does not see kept where they were."""
    known = {one.pk for one in seen}
    whole = list(ordered)
    for place, one in enumerate(found.items.select_related("file")):
        if one.pk not in known:
            whole.insert(min(place, len(whole)), one.file)
    return whole


def presence(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = sitting_run(request, ref), me(request)
    require(rules.can_change_sitting(person, found))
    seats = list(members_of(found))
    there = [one.seat.ref for one in found.presences.select_related("seat")]
    form = PresenceForm(request.POST or None, seats=seats, initial={"seats": there})
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_present(found, form.present, by=person, at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The members present are noted."))
            return redirect("selection:sitting", found.ref)
    return render(request, "selection/sitting_presence.html", _head(found) | {"form": form, "seats": seats})


def item(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """One file on the projector."""
    found, person = sitting_run(request, ref), me(request)
    one = get_object_or_404(queries.items_visible_to(person).filter(sitting=found), ref=must_be_ref(item_ref))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if request.method == "POST" and "again" in request.POST:
        return _discuss_again(request, one, person)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = form.cleaned_data["once"]
            return redirect(once(token, by=person.ref, at=clock.now(), do=lambda: _propose(form, one, person)))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            one = queries.items_visible_to(person).filter(pk=one.pk).first() or one
    items = _items(request, found)
    place = next((place for place, other in enumerate(items) if other.pk == one.pk), 0)
    compared = compare(one.file.application, person)
    quorum = queries.quorum_of(one)
    context = _head(found) | {
        "item": one,
        "place": place + 1,
        "count": len(items),
        "previous": items[place - 1] if place else None,
        "next": items[place + 1] if place + 1 < len(items) else None,
        "gist": gist_of(one.file.application),
        "compared": compared,
        "columns": [("experts", compared.experts), ("citizens", compared.citizens)],
        "divergences": divergence_sentences(compared),
        "quorum": quorum,
        "quorum_words": quorum_sentence(quorum),
        "form": form,
        "may_propose": rules.can_propose(person, one),
    }
    return render(request, "selection/item.html", context)


def _propose(form: ProposalForm, one: SittingItem, person: Person) -> str:
    given = form.cleaned_data
    actions.propose(one, outcome=given["outcome"], rank=given["rank"], words=given["words"], by=person, at=clock.now())
    return reverse("selection:sitting-item", args=[one.sitting.ref, one.ref])


def _discuss_again(request: HttpRequest, one: SittingItem, person: Person) -> HttpResponse:
    try:
        actions.discuss_again(one, by=person, at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("selection:sitting-item", one.sitting.ref, one.ref)


def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    """Drafted from what happened; final once the sitting is closed."""
    found = sitting_run(request, ref)
    items = _items(request, found)
    back = stepped_back(found, items)
    context = _head(found) | {
        "rows": [{"item": one, "stepped_back": back[one.pk]} for one in items],
        "attendance": attendance_of(found),
        "draft": found.state != SittingState.CLOSED,
        "now": clock.now(),
    }
    return render(request, "selection/minutes.html", context)
