"""What becomes of a body or a door: a new name, one with another, open again. Each page says what will happen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import queries, rules
from tremplin.directory.actions import bodies as bodies_actions
from tremplin.directory.actions import merging as actions
from tremplin.directory.forms.looking import WordsForm
from tremplin.directory.forms.names import RenameForm
from tremplin.directory.models import Body, Door
from tremplin.directory.queries.merging import merge_of_bodies, merge_of_doors
from tremplin.directory.views.doorkeeper import managed_body, managed_door
from tremplin.directory.views.gestures import done
from tremplin.people.doorkeeper import me, must_be_ref

FOUND = 12
CHOSEN = "avec"


def rename_body(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = managed_body(request, ref), me(request)
    require(rules.can_rename_body(person, found))
    form = RenameForm(request.POST or None, initial={"name": found.name, "acronym": found.acronym})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            bodies_actions.rename_body(found, **form.cleaned_data, by=person, at=clock.now())

        if done(request, act, _("The body has its new name. The former one still leads to it.")):
            return redirect("directory:body", found.ref)
    return render(request, "directory/body_rename.html", {"form": form, "body": found})


def merge_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Look for the body that stays, choose it, read what will happen, then merge."""
    found, person = managed_body(request, ref), me(request)
    require(rules.can_rename_body(person, found))
    if CHOSEN in request.GET:
        return _merge_body(request, found)
    look = WordsForm(request.GET, label=gettext_lazy("Look for the body that stays"))
    others = queries.bodies_other_than(found, look.asked, FOUND)
    context = {"body": found, "look": look, "found": others, "words": look.asked}
    return render(request, "directory/body_merge.html", context)


def _merge_body(request: HttpRequest, found: Body) -> HttpResponse:
    visible = queries.bodies_visible_to(request.user).exclude(pk=found.pk)
    into = get_object_or_404(visible.filter(state="open"), ref=must_be_ref(request.GET[CHOSEN]))
    if request.method == "POST":

        def act() -> None:
            actions.merge_bodies(found, into, by=me(request), at=clock.now())

        if done(request, act, _("The two bodies are one.")):
            return redirect("directory:body", into.ref)
    context = {"body": found, "into": into, "merge": merge_of_bodies(found, into)}
    return render(request, "directory/body_merge_sure.html", context)


def merge_door(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = managed_door(request, ref), me(request)
    require(rules.can_change_door(person, found))
    if CHOSEN in request.GET:
        return _merge_door(request, found)
    look = WordsForm(request.GET, label=gettext_lazy("Look for the door that stays"))
    opened = queries.doors_visible_to(person).filter(state="open", body__state="open").exclude(pk=found.pk)
    same = opened.filter(body=found.body)
    others = list((queries.doors_matching(opened, look.asked) if look.asked else same)[:FOUND])
    context = {"door": found, "look": look, "found": others, "words": look.asked}
    return render(request, "directory/door_merge.html", context)


def _merge_door(request: HttpRequest, found: Door) -> HttpResponse:
    opened = queries.doors_visible_to(request.user).filter(state="open", body__state="open").exclude(pk=found.pk)
    into = get_object_or_404(opened, ref=must_be_ref(request.GET[CHOSEN]))
    if request.method == "POST":

        def act() -> None:
            actions.merge_doors(found, into, by=me(request), at=clock.now())

        if done(request, act, _("The two doors are one.")):
            return redirect("directory:managed", into.ref)
    context = {"door": found, "into": into, "merge": merge_of_doors(found, into)}
    return render(request, "directory/door_merge_sure.html", context)


def open_body_again(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = managed_body(request, ref), me(request)
    require(rules.can_open_body_again(person, found))
    if request.method == "POST":

        def act() -> None:
            bodies_actions.open_body_again(found, by=person, at=clock.now())

        if done(request, act, _("The body is in activity again.")):
            return redirect("directory:body", found.ref)
    doors = queries.doors_of_body(found).count()
    return render(request, "directory/body_open_again.html", {"body": found, "doors": doors})
