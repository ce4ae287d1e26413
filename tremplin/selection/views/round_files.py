"""The results of a round, its files settled one by one or several at once, and the page of one file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.cells import lines
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection import exports
from tremplin.selection.actions import rounds as actions
from tremplin.selection.forms.round_files import SettleManyForm
from tremplin.selection.models import RoundFile
from tremplin.selection.queries.results import ORDERS, Results, results_of
from tremplin.selection.states import FILE_MOVES
from tremplin.selection.views.doors import round_run
from tremplin.selection.views.round_file import file, settle

__all__ = ["file", "results"]


def results(request: HttpRequest, ref: str) -> HttpResponseBase:
    found, person = round_run(request, ref), me(request)
    order = request.GET.get("order", "name")
    read = results_of(found, person, order)
    if request.method != "POST" and request.GET.get("format") == "csv":
        return _export(read)
    form = None
    if request.method == "POST":
        if request.POST.get("do") == "reconsider":
            return _reconsider(request, read, person)
        form = SettleManyForm(request.POST, refs=[row.file.ref for row in read.rows])
        if form.is_valid() and "change" not in request.POST:
            return _settle(request, read, form, person)
    return _page(request, read, form, order)


def _page(request: HttpRequest, read: Results, form: SettleManyForm | None, order: str) -> HttpResponse:
    found = read.round
    context = {
        "round": found,
        "call": found.call,
        "view": "results",
        "results": read,
        "form": form or SettleManyForm(refs=[]),
        "ticked": request.POST.getlist("chosen"),
        "columns": _columns(order),
        "settles": any(row.movable for row in read.rows),
        "veiled": any(row.veiled for row in read.rows),
    }
    return render(request, "selection/results.html", context)


def _columns(order: str) -> dict[str, dict[str, str]]:
    """What the header of each column says and where it leads: numbers from the highest first."""
    found = {}
    for name in ORDERS:
        usual = name if name in ("name", "state") else f"-{name}"
        other = f"-{usual}".removeprefix("--")
        now = {name: "ascending", f"-{name}": "descending"}.get(order, "none")
        found[name] = {"sort": now, "address": other if order == usual else usual}
    return found


def _chosen(read: Results, form: SettleManyForm) -> list[RoundFile]:
    ticked = set(form.cleaned_data["chosen"])
    return [row.file for row in read.rows if row.file.ref in ticked]


def _settle(request: HttpRequest, read: Results, form: SettleManyForm, person: Person) -> HttpResponse:
    """More than one: first what will happen to which."""
    files, verb, reason = _chosen(read, form), form.cleaned_data["verb"], form.cleaned_data["reason"]
    if len(files) > 1 and "confirmed" not in request.POST:
        context = {
            "round": read.round,
            "call": read.round.call,
            "view": "results",
            "verb": verb,
            "reason": reason,
            "moving": [file for file in files if FILE_MOVES.allows(verb, file.state)],
            "staying": [file for file in files if not FILE_MOVES.allows(verb, file.state)],
            "left": read.round.passing - read.passed,
        }
        return render(request, "selection/results_preview.html", context)
    done = 0
    for one in files:
        try:
            settle(one, verb, reason, person)
            done += 1
        except MoveRefused as refusal:
            told = {"name": one.application.initiative, "reason": refusal.reason}
            messages.warning(request, _("%(name)s: %(reason)s") % told)
    if done:
        words = ngettext("%(count)s file is settled.", "%(count)s files are settled.", done)
        messages.success(request, words % {"count": done})
        return redirect("selection:round-results", read.round.ref)
    return _page(request, read, form, "name")


def _reconsider(request: HttpRequest, read: Results, person: Person) -> HttpResponse:
    wanted = request.POST.get("file", "")
    visible: dict[str, Any] = {row.file.ref: row.file for row in read.rows}
    if wanted in visible:
        try:
            actions.reconsider(visible[wanted], by=person, at=clock.now())
            messages.success(request, _("%(name)s waits again.") % {"name": visible[wanted]})
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return redirect("selection:round-results", read.round.ref)


def _export(read: Results) -> StreamingHttpResponse:
    name = f"resultats-{read.round.ref}-{clock.today():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines(exports.results(read)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
