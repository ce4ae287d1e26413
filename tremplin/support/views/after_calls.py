"""After a call: lines typed once, then read with what each will become; one button keeps the note and all of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Door
from tremplin.directory.queries import find_doors, published_doors
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import rules
from tremplin.support.actions import after_calls as actions
from tremplin.support.engine.after_calls import Known, Line, nearest, read
from tremplin.support.forms.after_calls import CallForm, LineForm, first_of
from tremplin.support.models import Accompaniment, Point
from tremplin.support.queries.after_calls import actions_born_of, all_points_visible_to, requests_born_of
from tremplin.support.queries.boards import people_around
from tremplin.support.states import ActionState, NeedState, SessionRequestState, Step, Subject
from tremplin.support.views.actions import head
from tremplin.support.views.doorkeeper import accompaniment_open
from tremplin.support.views.sending import already_sent, send_form

DOORS = 3  # proposed for an introduction


def after_call(request: HttpRequest, ref: str) -> HttpResponse:
    """Type, read, keep: the three on one address; what was typed is never lost between them."""
    found = accompaniment_open(request, ref, Subject.ROADMAP)
    if first := already_sent(request):
        return first
    require(rules.can_lead(request.user, found, Subject.ROADMAP) and rules.can_work_on(request.user, found))
    form = CallForm(request.POST or None)
    context = head(request, found) | {"form": form}
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        return render(request, "support/after_call.html", context)
    lines = _line_forms(request, found, form)
    faulty = [line for line in lines if not line.is_valid()]  # every line says its own faults at once
    checked = "confirm" in request.POST and not faulty and _one_call(lines)

    def do() -> str:
        point = actions.keep_call(
            found,
            **{name: form.cleaned_data[name] for name in ("on", "words", "private")},
            to_do=[one for one in (line.to_do() for line in lines) if one],
            to_ask=[one for one in (line.to_ask() for line in lines) if one],
            next_call=next((one for one in (line.next_call() for line in lines) if one), None),
            by=me(request),
            at=clock.now(),
        )
        return reverse("support:point-kept", args=[point.ref])

    if checked and (done := send_form(request, form, do)):
        return done
    wrong = sum(bool(line.errors) for line in lines) if "confirm" in request.POST else 0
    return render(request, "support/after_call_preview.html", context | {"lines": lines, "wrong": wrong})


def _line_forms(request: HttpRequest, found: Accompaniment, form: CallForm) -> list[LineForm]:
    """One form a sentence, with what it is read as; once shown, with what was chosen."""
    person, confirming = me(request), "confirm" in request.POST
    people = people_around(found, person)
    known = [Known(one.ref, one.full_name, side) for side, rows in people.items() for one in rows]  # type: ignore[arg-type]
    needs = list(found.needs.filter(state=NeedState.OPEN))
    last = found.actions.order_by("-pk").first()
    by_ref, titles = {one.ref: one for one in needs}, [(one.ref, one.title) for one in needs]
    forms = []
    for place, line in enumerate(read(form.cleaned_data["words"], today=clock.today(), people=known)):
        need = by_ref.get(nearest(line.words or line.said, titles))
        doors = _doors(request, line, f"l{place}-door")
        usual = Step.INTEGRATE if line.kind == "introduction" else last.step if last else Step.CONSOLIDATE
        forms.append(
            LineForm(
                request.POST if confirming else None,
                prefix=f"l{place}",
                initial=first_of(line, need=need, step=usual, doors=doors),
                said=line.said,
                people=people,
                needs=needs,
                doors=doors,
            )
        )
    return forms


def _doors(request: HttpRequest, line: Line, name: str) -> list[Door]:
    """Those the directory finds for whom the line wants to write to, and the one that was chosen."""
    doors = [hit.door for hit in find_doors(line.door, k=DOORS)] if line.door else []
    chosen = request.POST.get(name, "")
    if chosen.isalnum() and chosen not in {door.ref for door in doors}:
        doors += list(published_doors().filter(ref=chosen)[:1])
    return doors


def _one_call(lines: list[LineForm]) -> bool:
    calls = [line for line in lines if line.kept == "call"]
    for line in calls[1:]:
        line.add_error("kind", _("There is one next call: make this one an action, or leave it out."))
    return len(calls) < 2


def point_kept(request: HttpRequest, ref: str) -> HttpResponse:
    """A note and what was born of it; within the hour, whoever typed it may take each back."""
    point = get_object_or_404(all_points_visible_to(request.user), ref=must_be_ref(ref))
    person, now = me(request), clock.now()
    born, asked = list(actions_born_of(point)), list(requests_born_of(point, person))
    if request.method == "POST":
        return _take_back(request, point, {one.ref: one for one in born} | {one.ref: one for one in asked})
    fresh = point.by_id == person.pk and now - point.at <= actions.TAKE_BACK
    working = rules.can_work_on(person, point.accompaniment)
    context = head(request, point.accompaniment) | {
        "point": point,
        "born": [(one, one.state == ActionState.PLANNED and fresh and working) for one in born],
        "asked": [(one, one.state != SessionRequestState.DROPPED and fresh and working) for one in asked],
        "seeks": rules.can_write_introduction(person, point.accompaniment),
    }
    return render(request, "support/point_kept.html", context)


def _take_back(request: HttpRequest, point: Point, rows: dict[str, Any]) -> HttpResponse:
    row = rows.get(request.POST.get("back", ""))
    if row is not None:
        try:
            actions.take_back(row, point, by=me(request), at=clock.now())
            messages.success(request, _("It is taken back."))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return redirect("support:point-kept", point.ref)
