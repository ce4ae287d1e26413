"""The team's bodies: the list, one body with its doors, and what may be done to it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.directory import queries, rules
from tremplin.directory.actions import bodies as actions
from tremplin.directory.forms import BodyFilterForm, BodyForm, LookForm, ParentForm, SuccessorForm
from tremplin.directory.queries.bodies import open_doors_of
from tremplin.directory.states import BodyState
from tremplin.directory.views.doorkeeper import managed_body
from tremplin.people.doorkeeper import me

PER_PAGE = 25
FOUND = 12
BELOW = 50


def body_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    form = BodyFilterForm(request.GET)
    asked = form.filters
    found = queries.bodies_matching(asked.get("words", ""))
    if "network" in asked:
        found = found.filter(networks=asked["network"])
    for name in ("kind", "state"):
        if name in asked:
            found = found.filter(**{name: asked[name]})
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    total = queries.bodies_visible_to(request.user).count()
    doors = open_doors_of(page)
    rows = [(body, doors.get(body.pk, 0)) for body in page]
    context = {"form": form, "page": page, "rows": rows, "total": total, "narrows": bool(asked)}
    return render(request, "directory/body_list.html", context)


def body(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_body(request, ref)
    doors = queries.doors_of_body(found)
    context = {
        "body": found,
        "above": queries.bodies_above(found),
        "below": list(queries.bodies_below(found)[:BELOW]),
        "below_count": queries.bodies_below(found).count(),
        "before": found.predecessors.all(),
        "standing": queries.standing_body(found),
        "networks": found.networks.all(),
        "doors": [(door, queries.freshness_of(door)) for door in doors],
        "may_rename": bool(rules.can_rename_body(request.user, found)),
        "may_open_again": bool(rules.can_open_body_again(request.user, found)),
        "may_edit": bool(rules.can_edit_body(request.user, found)),
        "may_close": bool(rules.can_close_body(request.user, found)),
        "may_add": bool(rules.can_add_door(request.user, found)),
    }
    return render(request, "directory/body.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    person, now = me(request), clock.now()
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.add_body(words=form.words, by=person, at=now)
            return reverse("directory:body", args=[made.ref])

        messages.success(request, _("The body is written. It has no door yet."))
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=now, do=do))
    return render(request, "directory/body_form.html", {"form": form, "body": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_body(request, ref)
    require(rules.can_edit_body(request.user, found))
    form = BodyForm(request.POST or None, initial={name: getattr(found, name) for name in actions.FIELDS})
    del form.fields["territory"]  # on a page of its own, where tens of thousands are looked through
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_body(found, words=form.words, by=me(request), at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The body is up to date."))
            return redirect("directory:body", found.ref)
    return render(request, "directory/body_form.html", {"form": form, "body": found})


def attach(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what a body is part of: look for it, choose it."""
    found = managed_body(request, ref)
    require(rules.can_edit_body(request.user, found))
    look = LookForm(request.GET)
    words = look.cleaned_data["words"] if look.is_valid() else ""
    others = queries.bodies_other_than(found, words, FOUND)
    form = ParentForm(request.POST or None, found=list(others))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_parent(found, form.found[form.cleaned_data["parent"]], by=me(request), at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The body is attached."))
            return redirect("directory:body", found.ref)
    context = {"body": found, "look": look, "form": form, "found": others, "words": words}
    return render(request, "directory/body_attach.html", context)


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a body, or say what came after one that is closed. Imports leave closed what a hand closed."""
    found = managed_body(request, ref)
    person, now = me(request), clock.now()
    look = LookForm(request.GET)
    words = look.cleaned_data["words"] if look.is_valid() else ""
    others = list(queries.bodies_other_than(found, words, FOUND))
    if found.successor is not None and found.successor not in others:
        others.insert(0, found.successor)
    form = SuccessorForm(
        request.POST or None, found=others, initial={"successor": found.successor.ref if found.successor else ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            closes = found.state == BodyState.OPEN
            act = actions.close_body if closes else actions.set_successor
            act(found, successor=form.chosen, by=person, at=now)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The body is closed."))
            return redirect("directory:body", found.ref)
    doors = queries.doors_of_body(found).filter(state="open").count()
    context = {"body": found, "look": look, "form": form, "found": others, "words": words, "doors": doors}
    return render(request, "directory/body_close.html", context)
