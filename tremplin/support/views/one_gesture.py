"""One gesture a page: what is to be done, its form, and back. The button and the door ask the same rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from tremplin.core import clock
from tremplin.core.answers import Answer, require
from tremplin.core.forms import Form
from tremplin.people.doorkeeper import me
from tremplin.support.views.sending import send_form


@dataclass(frozen=True)
class Gesture:
    """`verb`: the move it makes, which says whether it is possible now; "" for one that is always. `do` is an action
    that takes the object, what the form says, who and when.
    """

    verb: str
    label: str | Promise
    form: Callable[[Any, Any], Form]
    do: Callable[..., Any]
    says: str | Promise = ""


Gestures = Mapping[str, Gesture]


def simply(form: type[Form], *, today: str = "") -> Callable[[Any, Any], Form]:
    """A form that needs nothing of the object; `today`: its field that begins with the present day."""
    return lambda data, _row: form(data, initial={today: clock.today()} if today else None)


def possible(gestures: Gestures, row: Any, may: Answer) -> list[tuple[str, Gesture]]:
    """Those the page shows a button for."""
    if not may:
        return []
    return [(name, one) for name, one in gestures.items() if not one.verb or row.MOVES.allows(one.verb, row.state)]


def gesture_page(
    request: HttpRequest, row: Any, gestures: Gestures, may: Answer, here: str, context: dict[str, Any]
) -> HttpResponse:
    """The page of the gesture asked for in the address; done, back to the object."""
    gesture = gestures.get(request.GET.get("geste", ""))
    if gesture is None:
        raise Http404
    if request.method != "POST":
        require(may)
    return done_or_asked(
        request, row, gesture.do, gesture.form(request.POST or None, row), here, context | {"gesture": gesture}
    )


def done_or_asked(
    request: HttpRequest, row: Any, act: Callable[..., Any], form: Form, here: str, context: dict[str, Any]
) -> HttpResponse:
    """Back to `here` once `act` is done with what the form says; else the form, with its faults."""

    def do() -> str:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        act(row, **typed, by=me(request), at=clock.now())
        return here

    if done := send_form(request, form, do):
        return done
    row.refresh_from_db()
    return render(
        request,
        "support/one_gesture.html",
        {"row": row, "layout": "support/base.html"} | context | {"form": form, "here": here},
    )
