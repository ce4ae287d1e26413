"""The team's doors: the list, one door, and what may be done to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.directory import queries, rules
from tremplin.directory.actions import doors as actions
from tremplin.directory.forms import DoorFilterForm, DoorForm, LookForm, SuccessorForm
from tremplin.directory.models import Door
from tremplin.directory.queries.holders import asks_again_on, holders_of, whom_to_ask
from tremplin.directory.views.doorkeeper import managed_body, managed_door
from tremplin.directory.views.gestures import done
from tremplin.people.doorkeeper import me

PER_PAGE = 25
FOUND = 12
REPORTS = 20


def door_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    form = DoorFilterForm(request.GET)
    doors = queries.doors_visible_to(request.user)
    page = Paginator(_filtered(doors, form.filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(door, queries.freshness_of(door)) for door in page],
        "total": doors.count(),
        "narrows": bool(form.filters),
    }
    return render(request, "directory/managed_list.html", context)


def _filtered(doors: QuerySet[Door], asked: dict[str, str]) -> QuerySet[Door]:
    doors = queries.doors_matching(doors, asked.get("words", ""))
    if "state" in asked:
        doors = doors.filter(state=asked["state"])
    if "shown" in asked:
        doors = doors.filter(published=asked["shown"] == "yes")
    if "origin" in asked:
        official = doors.filter(imported=True, edited=False)
        doors = official if asked["origin"] == "official" else doors.exclude(pk__in=official.order_by().values("pk"))
    return doors


def door(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_door(request, ref)
    change, again = rules.can_change_door(request.user, found), rules.can_open_door_again(request.user, found)
    holders, before = holders_of(found, request.user)
    context = {
        "door": found,
        "freshness": queries.freshness_of(found),
        "above": queries.bodies_above(found.body),
        "territory": found.territory or found.body.territory,
        "may_change": bool(change),
        "may_open_again": bool(again),
        "holders": holders,
        "before": before,
        "reports": found.reports.select_related("holder", "by", "settled_by")[:REPORTS],
        "asks_again_on": asks_again_on(found),
        "may_ask": bool(rules.can_ask_to_confirm(request.user, found)),
        "asked": whom_to_ask(found),
        "me": request.user,
        "shown": queries.published_doors().filter(pk=found.pk).exists(),
        "case_count": found.cases.count(),
    }
    return render(request, "directory/managed_door.html", context)


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """A new door of a body."""
    body, person, now = managed_body(request, ref), me(request), clock.now()
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_add_door(person, body))
    form = DoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.add_door(body, words=form.words, by=person, at=now)
            return reverse("directory:managed", args=[made.ref])

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=now, do=do)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The door is written."))
            return redirect(address)
    return render(request, "directory/managed_door_form.html", {"form": form, "body": body, "door": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_door(request, ref)
    require(rules.can_change_door(request.user, found))
    initial = {name: getattr(found, name) for name in actions.FIELDS} | {"topics": found.topics.all()}
    form = DoorForm(request.POST or None, initial=initial)
    del form.fields["territory"]  # on a page of its own, where tens of thousands are looked through
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.change_door(found, words=form.words, by=me(request), at=clock.now())

        if done(request, act, _("The door is up to date.")):
            return redirect("directory:managed", found.ref)
    context = {"form": form, "body": found.body, "door": found}
    return render(request, "directory/managed_door_form.html", context)


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will happen and asks what comes after; its button closes."""
    found = managed_door(request, ref)
    require(rules.can_change_door(request.user, found))
    look = LookForm(request.GET)
    words = look.cleaned_data["words"] if look.is_valid() else ""
    matching = queries.doors_matching(queries.doors_visible_to(request.user), words).filter(state="open")
    after = list(matching.exclude(pk=found.pk)[:FOUND]) if words else []
    form = SuccessorForm(request.POST or None, found=after)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.close_door(found, successor=form.chosen, by=me(request), at=clock.now())

        if done(request, act, _("The door is closed.")):
            return redirect("directory:managed", found.ref)
    context: dict[str, Any] = {"door": found, "form": form, "look": look, "found": after, "words": words}
    return render(request, "directory/managed_door_close.html", context)


@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_door(request, ref)
    require(rules.can_change_door(request.user, found))

    def act() -> None:
        actions.confirm_door(found, by=me(request), at=clock.now())

    done(request, act, _("The door is confirmed today."))
    return redirect("directory:managed", found.ref)


@require_POST
def open_again(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_door(request, ref)
    answer = rules.can_open_door_again(request.user, found)
    if isinstance(answer, No):
        messages.warning(request, str(answer.reason))
        return redirect("directory:managed", found.ref)

    def act() -> None:
        actions.open_door_again(found, by=me(request), at=clock.now())

    done(request, act, _("The door is open again."))
    return redirect("directory:managed", found.ref)
