"""The introductions seen from above: those of my projects, and those of the programme. No figure on persons."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.cells import lines
from tremplin.core.plots import Bar, Plot, bars
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.overview_lines import lines_for
from tremplin.support.queries.autonomy import alone_in
from tremplin.support.queries.commitments import promisers_of
from tremplin.support.queries.openings import accompaniments_of_programmes
from tremplin.support.queries.outcomes import outcome_counts
from tremplin.support.queries.overviews import (
    Counts,
    accompaniments_beside,
    counts_for,
    late_commitments,
    solicited_by,
)
from tremplin.support.states import IntroductionState

MOST_BODIES = 60


def officer(request: HttpRequest) -> HttpResponse:
    require(rules.can_follow(request.user))
    context = {
        "here": "overview",
        "sees_head": isinstance(rules.can_see_solicitations(request.user), Yes),
        "lines": lines_for(request.user),
        "projects": accompaniments_beside(request.user).count(),
        "today": clock.today(),
    }
    return render(request, "support/overview.html", context)


def head(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_solicitations(request.user))
    counts, today = counts_for(request.user), clock.today()
    late = list(late_commitments(request.user, today))
    promisers = promisers_of(late)
    solicited = solicited_by(request.user, clock.now())
    context = {
        "here": "head",
        "sees_head": True,
        "counts": counts,
        "bars": _bars(counts),
        "solicited": solicited[:MOST_BODIES],
        "solicited_more": max(len(solicited) - MOST_BODIES, 0),
        "late": [(one, promisers[one.pk]) for one in late],
        "outcomes": [(one, outcome_counts(one, today)) for one in programmes_where(request.user, [Role.AGENT])],
        "alone": alone_in(accompaniments_of_programmes(request.user)),
        "today": today,
    }
    return render(request, "support/head_overview.html", context)


def _bars(counts: Counts) -> Plot:
    """One bar a state, as long as its share of all introductions written."""
    total, drawn = counts.written, []
    for state, value in counts.by_state:
        share = 100 * value / total if total else None
        told = "–" if share is None else _("%(share)s%%") % {"share": floatformat(share, 1)}
        printed = str(value)
        if share is not None:
            printed = _("%(value)s out of %(of)s (%(share)s%%)") % {
                "value": value,
                "of": total,
                "share": floatformat(share, 1),
            }
        drawn.append(Bar(capfirst(str(IntroductionState(state).label)), printed, share, (str(value), str(total), told)))
    return bars(
        "states",
        _("Introductions by state"),
        _("One bar for each line of the table below, as long as its share."),
        drawn,
        columns=(_("What is counted"), pgettext("how many", "Number"), _("Out of"), _("Share")),
    )


def seasons_csv(request: HttpRequest) -> HttpResponseBase:
    require(rules.can_see_solicitations(request.user))
    return StreamingHttpResponse(
        lines(_rows(counts_for(request.user))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="mises-en-relation-{clock.today():%Y-%m-%d}.csv"'},
    )


def _rows(counts: Counts) -> Iterator[list[Any]]:
    yield [
        _("Season"),
        _("Supports"),
        _("Written"),
        _("Sent"),
        _("No answer yet"),
        _("Answered"),
        _("They met"),
        _("Given up without an answer"),
        _("Median days before an answer"),
        _("Answers counted in the median"),
    ]
    for one in counts.seasons:
        days = "" if one.median_days is None else one.median_days
        numbers = [one.projects, one.written, one.sent, one.waiting, one.answered, one.met, one.given_up]
        yield [str(one.season), *map(str, numbers), str(days), str(len(one.days))]
