"""Public pages: the figures of a season, the proof that an initiative is supported. The same for everybody, kept until
the day changes them.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tremplin.core import freshness
from tremplin.insights import datasets, queries, shown
from tremplin.insights.engine import codes
from tremplin.insights.engine.secrecy import LEAST
from tremplin.insights.views.doorkeeper import must_be_ref, shown_proof
from tremplin.selection.models import Decision
from tremplin.support.queries.pledges import public_pledges
from tremplin.support.queries.reports import published_report


def figures(request: HttpRequest) -> HttpResponse:
    seasons = list(queries.announced_seasons())
    asked = request.GET.get("saison", "")
    season = (
        get_object_or_404(queries.announced_seasons(), ref=must_be_ref(asked)) if asked else next(iter(seasons), None)
    )
    context: dict[str, Any] = {"seasons": seasons, "season": season, "least": LEAST, "licence": datasets.LICENCE}
    changes_at = None
    if season is not None:
        found = queries.figures_of(season)
        if found is None:
            raise Http404
        zone = season.programme.time_zone
        context |= {"figures": found, "zone": zone, "dataset": queries.last_dataset(season), **shown.parts(found)}
        changes_at = queries.next_midnight(zone)
    return freshness.mark(render(request, "insights/figures.html", context), changes_at, reads=("saison",))


def proof(request: HttpRequest, ref: str) -> HttpResponse:
    found = shown_proof(ref)
    accompaniment = found.accompaniment
    decision = Decision.objects.filter(accompaniment=accompaniment).select_related("application__call").first()
    side, path = codes.drawing(found.address)
    context = {
        "proof": found,
        "accompaniment": accompaniment,
        "programme": accompaniment.season.programme,
        "decision": decision,
        "address": found.address,
        "side": side,
        "path": path,
        "pledges": public_pledges(accompaniment),
        "report": published_report(accompaniment.ref),
    }
    return freshness.mark(render(request, "insights/proof.html", context), found.changes_at)
