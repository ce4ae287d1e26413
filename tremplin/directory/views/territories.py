"""The territory of a door or a body, among tens of thousands: looked for by its name or number, then chosen."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import rules
from tremplin.directory.actions.bodies import place_body
from tremplin.directory.actions.doors import place_door
from tremplin.directory.forms.looking import ChoiceForm, WordsForm
from tremplin.directory.models import Body, Door, Territory
from tremplin.directory.queries.places import places_like
from tremplin.directory.views.doorkeeper import managed_body, managed_door
from tremplin.directory.views.gestures import done
from tremplin.people.doorkeeper import me


def of_door(request: HttpRequest, ref: str) -> HttpResponse:
    door = managed_door(request, ref)
    require(rules.can_change_door(request.user, door))

    def place(territory: Territory | None) -> None:
        place_door(door, territory, by=me(request), at=clock.now())

    return _choose(request, door, place, inherited=door.body.territory)


def of_body(request: HttpRequest, ref: str) -> HttpResponse:
    body = managed_body(request, ref)
    require(rules.can_edit_body(request.user, body))

    def place(territory: Territory | None) -> None:
        place_body(body, territory, by=me(request), at=clock.now())

    return _choose(request, body, place, inherited=None)


def _choose(
    request: HttpRequest, row: Door | Body, place: Callable[[Territory | None], None], *, inherited: Territory | None
) -> HttpResponse:
    address = "directory:managed" if isinstance(row, Door) else "directory:body"
    look = WordsForm(request.GET, label=gettext_lazy("A commune, a department or a region, by its name or number"))
    found = _found(look.asked)
    if row.territory and row.territory not in found:
        found.insert(0, row.territory)
    empty = gettext_lazy("That of its body") if isinstance(row, Door) else gettext_lazy("The whole country")
    form = ChoiceForm[Territory](
        request.POST or None,
        found=found,
        label=gettext_lazy("Territory"),
        empty=empty,
        initial={"choice": row.territory.ref if row.territory else ""},
    )
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            place(form.chosen)

        if done(request, act, _("The territory is written.")):
            return redirect(address, row.ref)
    context = {"row": row, "address": address, "look": look, "form": form, "words": look.asked, "inherited": inherited}
    return render(request, "directory/territory.html", context | {"found": _found(look.asked)})


def _found(words: str) -> list[Territory]:
    keys = list(dict.fromkeys(place.territory for place in places_like(words))) if words else []
    rows = Territory.objects.select_related("parent").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]
