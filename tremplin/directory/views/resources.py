"""The team's public resources: the list, one resource, and what may be done to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import queries, rules
from tremplin.directory.actions import resources as actions
from tremplin.directory.forms import LookForm, SuccessorForm
from tremplin.directory.forms.resources import ResourceFilterForm, ResourceForm
from tremplin.directory.models import Resource
from tremplin.directory.queries.resources import in_standing
from tremplin.directory.views.gestures import already_sent, done, send
from tremplin.people.doorkeeper import me, must_be_ref

PER_PAGE = 25
FOUND = 12


def resource_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    form = ResourceFilterForm(request.GET)
    found = queries.resources_visible_to(request.user)
    page = Paginator(_filtered(found, form.filters), PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    context = {
        "form": form,
        "page": page,
        "rows": [(row, queries.standing_of(row, today)) for row in page],
        "total": found.count(),
        "narrows": bool(form.filters),
    }
    return render(request, "directory/resource_list.html", context)


def _filtered(found: QuerySet[Resource], asked: dict[str, str]) -> QuerySet[Resource]:
    found = queries.resources_matching(found, asked.get("words", ""))
    if "standing" in asked:
        found = found.filter(in_standing(asked["standing"]))
    if "kind" in asked:
        found = found.filter(kind=asked["kind"])
    if "origin" in asked:
        found = found.filter(external_id="") if asked["origin"] == "team" else found.exclude(external_id="")
    return found


def resource(request: HttpRequest, ref: str) -> HttpResponse:
    found = _managed(request, ref)
    context = {
        "resource": found,
        "standing": queries.standing_of(found),
        "public": queries.open_resources().filter(pk=found.pk).exists(),
        "may_publish": bool(rules.can_publish_resource(request.user, found)),
        "may_withdraw": bool(rules.can_withdraw_resource(request.user, found)),
    }
    return render(request, "directory/managed_resource.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    if first := already_sent(request):
        return first
    form = ResourceForm(request.POST or None)

    def do() -> str:
        made = actions.add_resource(words=form.words, by=me(request), at=clock.now())
        return reverse("directory:managed-resource", args=[made.ref])

    if answer := send(request, form, do, _("The resource is written. Say at which door it is asked.")):
        return answer
    return render(request, "directory/resource_form.html", {"form": form, "resource": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = _managed(request, ref)
    initial = {name: getattr(found, name) for name in actions.FIELDS} | {"topics": found.topics.all()}
    form = ResourceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_resource(found, words=form.words, by=me(request), at=clock.now())
        messages.success(request, _("The resource is up to date."))
        return redirect("directory:managed-resource", found.ref)
    return render(request, "directory/resource_form.html", {"form": form, "resource": found})


def door(request: HttpRequest, ref: str) -> HttpResponse:
    """Say at which door it is asked: look for it, choose it, or choose none."""
    found = _managed(request, ref)
    look = LookForm(request.GET)
    look.fields["words"].label = _("Look for the door")
    words = look.cleaned_data["words"] if look.is_valid() else ""
    matching = queries.doors_matching(queries.doors_visible_to(request.user), words).filter(state="open")
    doors = list(matching[:FOUND]) if words else []
    if found.door is not None and found.door not in doors:
        doors.insert(0, found.door)
    form = SuccessorForm(request.POST or None, found=doors, initial={"successor": found.door.ref if found.door else ""})
    form.fields["successor"].label = _("Where it is asked")
    if request.method == "POST" and form.is_valid():
        actions.set_resource_door(found, form.chosen, by=me(request), at=clock.now())
        messages.success(request, _("The door is said.") if form.chosen else _("No door is said any more."))
        return redirect("directory:managed-resource", found.ref)
    context: dict[str, Any] = {"resource": found, "form": form, "look": look, "found": doors, "words": words}
    return render(request, "directory/resource_door.html", context)


@require_POST
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    found = _managed(request, ref)

    def act() -> None:
        actions.publish_resource(found, by=me(request), at=clock.now())

    done(request, act, _("The resource is published."))
    return redirect("directory:managed-resource", found.ref)


@require_POST
def check(request: HttpRequest, ref: str) -> HttpResponse:
    found = _managed(request, ref)

    def act() -> None:
        actions.check_resource(found, by=me(request), at=clock.now())

    done(request, act, _("The resource is marked as read again today."))
    return redirect("directory:managed-resource", found.ref)


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will happen; its button withdraws."""
    found = _managed(request, ref)
    require(rules.can_withdraw_resource(request.user, found))
    if request.method == "POST":

        def act() -> None:
            actions.withdraw_resource(found, by=me(request), at=clock.now())

        done(request, act, _("The resource is withdrawn."))
        return redirect("directory:managed-resource", found.ref)
    return render(request, "directory/resource_withdraw.html", {"resource": found})


def _managed(request: HttpRequest, ref: str) -> Resource:
    found = queries.resources_visible_to(request.user).prefetch_related("topics")
    row = get_object_or_404(found, ref=must_be_ref(ref))
    require(rules.can_manage_doors(request.user))
    return row
