"""The programme's money of a season, for its team; and the essential data anybody may read."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from tremplin.core import clock, freshness
from tremplin.core.answers import require
from tremplin.core.cells import lines
from tremplin.people.doorkeeper import must_be_ref
from tremplin.programme.models import Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.engine import subsidies
from tremplin.support.facts.money import season_owed
from tremplin.support.queries.money import published_conventions, season_advantages, season_conventions
from tremplin.support.queries.undertakings import publication_dates
from tremplin.support.rules.money import can_open_money_list
from tremplin.support.subsidy_rows import of_convention, register_lines, subsidy_file
from tremplin.support.views.doorkeeper import ref_asked

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"


def _seasons(request: HttpRequest) -> list[Season]:
    require(can_open_money_list(request.user))
    ours = programmes_where(request.user, [Role.AGENT])
    return list(Season.objects.filter(programme__in=ours).select_related("programme"))


def subsidies_list(request: HttpRequest) -> HttpResponse:
    """What is due and late first, then conventions, tranches and advantages, then the files."""
    seasons = _seasons(request)
    asked = ref_asked(request, "saison")
    season = next((one for one in seasons if one.ref == asked), seasons[0] if seasons and not asked else None)
    if season is None and asked:
        raise Http404
    context: dict[str, Any] = {"seasons": seasons, "season": season}
    if season is not None:
        today = clock.today(season.programme.time_zone)
        conventions, given = season_conventions(request.user, season), season_advantages(request.user, season)
        due = publication_dates(conventions)
        context |= {
            "today": today,
            "owed": season_owed(conventions, due, today),
            "conventions": [(one, due[one.pk]) for one in conventions],
            "tranches": [
                (one, tranche, getattr(tranche, "report", None))
                for one in conventions
                for tranche in one.tranches.all()
            ],
            "given": given,
            "file": subsidy_file(season, conventions, given),
        }
    return render(request, "support/subsidies.html", context)


def _season(request: HttpRequest, ref: str) -> Season:
    return get_object_or_404(
        Season.objects.filter(pk__in=[one.pk for one in _seasons(request)]).select_related("programme"),
        ref=must_be_ref(ref),
    )


def register_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    """To be entered in the national register, line by line."""
    season = _season(request, ref)
    content = "".join(lines(register_lines(season_advantages(request.user, season))))
    return _file(content, f"registre-{season.ref}.csv")


def subsidies_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The file in the standard's schema, once nothing in it is to be corrected."""
    season = _season(request, ref)
    made = subsidy_file(season, season_conventions(request.user, season), season_advantages(request.user, season))
    if made.faults or not made.rows:
        return render(request, "support/subsidies_faults.html", {"season": season, "file": made}, status=409)
    return _file(subsidies.as_csv(made.rows), f"subventions-{season.ref}.csv")


def _file(content: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


# for everybody


def published(request: HttpRequest) -> HttpResponse:
    page = render(request, "support/published_conventions.html", {"conventions": list(published_conventions())})
    return freshness.mark(page)


def published_csv(request: HttpRequest) -> HttpResponse:
    rows = [of_convention(one) for one in published_conventions()]
    return _open(subsidies.as_csv(rows), "text/csv; charset=utf-8; header=present", "conventions.csv")


def published_json(request: HttpRequest) -> HttpResponse:
    rows = [of_convention(one) for one in published_conventions()]
    return _open(json.dumps(rows, ensure_ascii=False, indent=2), "application/json", "")


def _open(content: str, kind: str, name: str) -> HttpResponse:
    """Any site may read open data; the licence goes with it."""
    headers = {"Access-Control-Allow-Origin": "*", "Link": f'<{LICENCE}>; rel="license"'}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return freshness.mark(HttpResponse(content, content_type=kind, headers=headers))
