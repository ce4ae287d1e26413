"""The programme team's pages on all that was received: the list, its export, the figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from tremplin.calls import exports, queries, rules
from tremplin.calls.forms.received import CallChoiceForm, ReceivedFilterForm
from tremplin.calls.queries import received
from tremplin.calls.queries import statistics as figures
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me

PER_PAGE = 25


def _filters(request: HttpRequest) -> ReceivedFilterForm:
    person = request.user
    calls, intakes, tracks = (
        received.calls_read_by(person),
        received.intakes_read_by(person),
        received.tracks_read_by(person),
    )
    return ReceivedFilterForm(request.GET, calls=calls, intakes=intakes, tracks=tracks)


def application_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_applications(request.user))
    form = _filters(request)
    found = received.matching(queries.submitted_visible_to(request.user), form.filters)
    page = Paginator(received.with_bearers(found), PER_PAGE).get_page(request.GET.get("page"))
    by_call = received.counts_by_call(request.user)
    context = {
        "form": form,
        "page": page,
        "by_call": by_call,
        "total": sum(count for _call, count in by_call),
        "order": form.filters.get("order") or "-date",
        "columns": _columns(request, form.filters.get("order") or "-date"),
        "address": _without(request, "page"),
    }
    return render(request, "calls/received_list.html", context)


def _columns(request: HttpRequest, order: str) -> dict[str, dict[str, str]]:
    """What the header of a sorted column says and where it leads: the other way when it is already the order."""
    found = {}
    for name, usual in (("name", "name"), ("date", "-date")):
        other = f"-{usual}".removeprefix("--")
        now = {name: "ascending", f"-{name}": "descending"}.get(order, "none")
        found[name] = {"sort": now, "address": _without(request, "page", order=other if order == usual else usual)}
    return found


def _without(request: HttpRequest, *names: str, **values: str) -> str:
    """The filters of the address as they are, but for these."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name, value in values.items():
        query[name] = value
    return query.urlencode()


def export(request: HttpRequest) -> HttpResponseBase:
    require(rules.can_read_applications(request.user))
    form = _filters(request)
    found = received.matching(queries.submitted_visible_to(request.user), form.filters)
    lines = exports.applications(found, form.filters.get("call"))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="candidatures-{clock.today():%Y-%m-%d}.csv"'},
    )


def statistics(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_applications(request.user))
    by_call = received.counts_by_call(request.user)
    calls = received.calls_read_by(request.user)
    form = CallChoiceForm(request.GET or None, calls=calls)
    asked = form.cleaned_data.get("call") if form.is_valid() else None
    call = asked or (by_call[0][0] if by_call else calls.first())
    form = CallChoiceForm(initial={"call": call}, calls=calls)
    context: dict[str, Any] = {"form": form, "call": call, "several": calls.count() > 1, "now": clock.now()}
    if call is not None:
        found = figures.figures_of(call, me(request))
        context |= {"figures": found, "plot": _plot(found.days), "zone": call.season.programme.time_zone}
    return render(request, "calls/received_statistics.html", context)


def _plot(days: list[tuple[Any, int]]) -> dict[str, Any] | None:
    """Bars of ten units each in a drawing a hundred units high; days without applications keep their place."""
    if not days:
        return None
    highest_day, highest = max(days, key=lambda pair: pair[1])
    bars = [
        {"x": place * 10 + 1, "y": 100 - 96 * count / highest, "height": 96 * count / highest}
        for place, (_day, count) in enumerate(days)
    ]
    return {
        "bars": bars,
        "width": 10 * len(days),
        "first": days[0][0],
        "last": days[-1][0],
        "highest": highest,
        "highest_day": highest_day,
        "days": len(days),
    }
