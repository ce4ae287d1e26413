"""Networks of bodies, for the team: the list, one with its bodies and doors, what is added to it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import queries, rules
from tremplin.directory.actions import networks as actions
from tremplin.directory.forms.looking import ChoiceForm, WordsForm
from tremplin.directory.forms.names import NetworkForm
from tremplin.directory.models import Body
from tremplin.directory.queries.bodies import open_doors_of
from tremplin.directory.queries.networks import (
    bodies_to_add,
    doors_of_network,
    networks_matching,
    networks_visible_to,
)
from tremplin.directory.views.doorkeeper import managed_network
from tremplin.directory.views.gestures import already_sent, done, send
from tremplin.people.doorkeeper import me, must_be_ref

PER_PAGE = 30
FOUND = 12
_ADD = gettext_lazy("Look for a body to add")


def network_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    form = WordsForm(request.GET, label=gettext_lazy("Search words"))
    every = networks_visible_to(request.user)
    page = Paginator(networks_matching(every, form.asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "total": every.count(), "narrows": bool(form.asked)}
    return render(request, "directory/network_list.html", context)


def network(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_network(request, ref)
    bodies = Paginator(found.bodies.all(), PER_PAGE).get_page(request.GET.get("page"))
    doors = doors_of_network(found)
    counts = open_doors_of(bodies)
    context = {
        "network": found,
        "page": bodies,
        "bodies": [(body, counts.get(body.pk, 0)) for body in bodies],
        "doors": [(door, queries.freshness_of(door)) for door in doors[:PER_PAGE]],
        "door_count": doors.count(),
    }
    return render(request, "directory/network.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    if first := already_sent(request):
        return first
    form = NetworkForm(request.POST or None)

    def do() -> str:
        made = actions.add_network(form.cleaned_data["name"], by=me(request), at=clock.now())
        return reverse("directory:network", args=[made.ref])

    if answer := send(request, form, do, _("The network is written. No body is in it yet.")):
        return answer
    return render(request, "directory/network_form.html", {"form": form, "network": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = managed_network(request, ref)
    form = NetworkForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.rename_network(found, form.cleaned_data["name"], by=me(request), at=clock.now())

        if done(request, act, _("The network has its new name.")):
            return redirect("directory:network", found.ref)
    return render(request, "directory/network_form.html", {"form": form, "network": found})


def join(request: HttpRequest, ref: str) -> HttpResponse:
    """A body is looked for, then added."""
    found = managed_network(request, ref)
    look = WordsForm(request.GET, label=_ADD)
    bodies = bodies_to_add(found, look.asked, FOUND)
    form = ChoiceForm[Body](request.POST or None, found=bodies, label=gettext_lazy("The body to add"))
    if request.method == "POST" and form.is_valid() and (body := form.chosen):

        def act() -> None:
            actions.add_to_network(found, body, by=me(request), at=clock.now())

        if done(request, act, _("The body is in the network.")):
            return redirect("directory:network", found.ref)
    context = {"network": found, "look": look, "form": form, "found": bodies, "words": look.asked}
    return render(request, "directory/network_join.html", context)


@require_POST
def leave(request: HttpRequest, ref: str, body: str) -> HttpResponse:
    found = managed_network(request, ref)
    row = get_object_or_404(found.bodies, ref=must_be_ref(body))
    done(
        request,
        lambda: actions.remove_from_network(found, row, by=me(request), at=clock.now()),
        _("The body is no longer in the network."),
    )
    return redirect("directory:network", found.ref)
