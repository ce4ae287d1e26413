"""The team's pages: what may be published of each season, read before it is frozen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.insights import actions, datasets, queries, rules, shown
from tremplin.insights.engine.secrecy import LEAST
from tremplin.insights.forms import PublishForm
from tremplin.insights.views.doorkeeper import me, must_be_ref


def season_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_open_figures(request.user))
    seasons = queries.seasons_published_by(request.user)
    lasts = queries.last_datasets(seasons)
    rows = [(season, lasts.get(season.pk)) for season in seasons]
    return render(request, "insights/managed_list.html", {"rows": rows})


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """What is about to be published, word for word; published by a POST."""
    season = get_object_or_404(queries.seasons_published_by(request.user), ref=must_be_ref(ref))
    person, now, here = me(request), clock.now(), reverse("insights:publish", args=[season.ref])
    require(rules.can_publish_figures(person, season))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.publish_figures(season, read=form.cleaned_data["read"], by=person, at=now)
            return here

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=now, do=do)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The figures are published."))
            return redirect(address)
    figures = queries.figures_of(season)
    if figures is None:
        raise Http404
    digest, last = datasets.digest(datasets.rows_of(figures)), queries.last_dataset(season)
    context = {
        "season": season,
        "figures": figures,
        "zone": season.programme.time_zone,
        "last": last,
        "unchanged": bool(last and last.sha256 == digest),
        "form": PublishForm(initial={"read": digest}),
        "least": LEAST,
        **shown.parts(figures),
    }
    return render(request, "insights/publish.html", context)
