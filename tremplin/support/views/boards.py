"""The roadmap as one looks at it: by step, by time, mine, overdue; its order; and what is mine in all my supports."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.offers import Link
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import rules
from tremplin.support.actions.boards import place_action, shift_action
from tremplin.support.models import Accompaniment, Action
from tremplin.support.queries import subjects_open_to
from tremplin.support.queries.boards import actions_of, columns_of, in_order, promises_of
from tremplin.support.queries.timelines import rows_of, timeline_of
from tremplin.support.states import ActionState, CommitmentState, NeedState, Step, Subject
from tremplin.support.views.actions import head
from tremplin.support.views.doorkeeper import accompaniment_open

STEPS, DATES, MINE, LATE = "", "dates", "moi", "retard"
_CLOSED = [state for state in CommitmentState if state != CommitmentState.PROMISED]


def roadmap(request: HttpRequest, ref: str) -> HttpResponse:
    """By step, by time, what is mine, what is overdue: one address, four looks."""
    found = accompaniment_open(request, ref, Subject.ROADMAP)
    asked = request.GET.get("vue", STEPS)
    shown = asked if asked in (DATES, MINE, LATE) else STEPS
    context = head(request, found) | {"looks": _looks(found, shown), "look": shown}
    more = {STEPS: _by_step, DATES: _by_time, MINE: _mine, LATE: _late}[shown]
    return render(request, "support/roadmap.html", context | more(request, found, context["today"]))


def _looks(found: Accompaniment, shown: str) -> list[Link]:
    here = reverse("support:roadmap", args=[found.ref])
    labels = {STEPS: _("By step"), DATES: _("By time"), MINE: _("Mine"), LATE: _("Overdue")}
    return [Link(label, f"{here}?vue={key}" if key else here, key == shown) for key, label in labels.items()]


def _by_step(request: HttpRequest, found: Accompaniment, today: Any) -> dict[str, Any]:
    ties = Subject.TIES in subjects_open_to(request.user, found)
    columns, promises = columns_of(found, ties=ties), promises_of(found) if ties else []
    late = sum(one.due_on < today for column in columns for one in column.actions)
    return {
        "columns": columns,
        "empty": not promises and not any(column.needs or column.actions for column in columns),
        "promised": promises,
        "closed_promises": promises_of(found, _CLOSED) if ties else [],
        "late": late,
        "late_promises": sum(one.due_on < today for one in promises),
        "closed_needs": found.needs.exclude(state=NeedState.OPEN),
        "closed_actions": found.actions.exclude(state=ActionState.PLANNED).order_by("-closed_at", "pk"),
    }


def _by_time(request: HttpRequest, found: Accompaniment, today: Any) -> dict[str, Any]:
    rows = rows_of(found, request.user, today)
    return {"rows": rows, "timeline": timeline_of(found, rows, today)}


def _mine(request: HttpRequest, found: Accompaniment, today: Any) -> dict[str, Any]:
    return {"mine": actions_of(me(request), [found])}


def _late(request: HttpRequest, found: Accompaniment, today: Any) -> dict[str, Any]:
    ties = Subject.TIES in subjects_open_to(request.user, found)
    return {
        "overdue": in_order(found).filter(due_on__lt=today).order_by("due_on", "pk"),
        "overdue_promises": [one for one in promises_of(found) if one.due_on < today] if ties else [],
    }


def my_actions(request: HttpRequest) -> HttpResponse:
    """Mine, in all the supports whose roadmap I may see."""
    require(rules.can_open_list(request.user))
    context = {"mine": actions_of(me(request)), "today": clock.today(), "across": True}
    return render(request, "support/my_actions.html", context)


@require_POST
def place(request: HttpRequest, ref: str) -> HttpResponse:
    """The menu of a card, or the end of a drag: up, down, another step, before another card. A script that asks gets
    the answer in a few words, anybody else the board again.
    """
    found = accompaniment_open(request, ref, Subject.ROADMAP)
    require(rules.can_work_on(request.user, found))
    which, _colon, where = request.POST.get("move", "").partition(":")
    action = get_object_or_404(Action, accompaniment=found, ref=must_be_ref(which))
    said = _("“%(title)s” is in its new place.") % {"title": action.title}
    try:
        _place(request, action, where)
    except MoveRefused as refusal:
        if _by_script(request):
            return JsonResponse({"said": str(refusal.reason)}, status=409)
        messages.warning(request, str(refusal.reason))
    else:
        if _by_script(request):
            return JsonResponse({"said": said})
        messages.success(request, said)
    return redirect(f"{reverse('support:roadmap', args=[found.ref])}#a-{action.ref}")


def _place(request: HttpRequest, action: Action, where: str) -> None:
    person, now = me(request), clock.now()
    if where in ("up", "down"):
        shift_action(action, down=where == "down", by=person, at=now)
    elif where in Step.values:
        place_action(action, step=where, before=request.POST.get("before") or None, by=person, at=now)
    else:
        raise MoveRefused(_("Please choose where to put it: up, down, or in another step."))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
