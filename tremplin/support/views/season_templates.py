"""The template roadmap of a season: its lines, one line, and what begins it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.models import Season
from tremplin.support.actions import templates as actions
from tremplin.support.forms.season_templates import LineForm
from tremplin.support.queries.openings import seasons_to_open_in
from tremplin.support.queries.templates import season_to_copy, template_of
from tremplin.support.rules.templates import can_write_template

_SAID = ("step", "title_fr", "title_en", "owner", "after_days")


def _season(request: HttpRequest, ref: str) -> Season:
    found: Season = get_object_or_404(seasons_to_open_in(request.user), ref=must_be_ref(ref))
    require(can_write_template(request.user, found))
    return found


def template(request: HttpRequest, ref: str) -> HttpResponse:
    """Its lines by day, a new one, and, while it is empty, what to begin from."""
    season, person = _season(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    address, source = reverse("support:template", args=[season.ref]), season_to_copy(season)
    form = LineForm(request.POST if request.method == "POST" and "copy" not in request.POST else None)
    try:
        if "copy" in request.POST:
            from_source = source if request.POST["copy"] == "season" else None
            count = actions.copy_template(season, from_source, by=person, at=clock.now())
            said = ngettext("%(count)s line is copied.", "%(count)s lines are copied.", count) % {"count": count}
            messages.success(request, said)
            return redirect(address)
        if request.method == "POST" and form.is_valid():
            given = {name: form.cleaned_data[name] for name in _SAID}

            def do() -> str:
                actions.write_line(season, **given, by=person, at=clock.now())
                return address

            return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    context = {"season": season, "lines": template_of(season), "source": source, "form": form}
    return render(request, "support/template.html", context)


def line(request: HttpRequest, ref: str, line_ref: str) -> HttpResponse:
    season, person = _season(request, ref), me(request)
    found = get_object_or_404(template_of(season), ref=must_be_ref(line_ref))
    removes = "remove" in request.POST
    initial = {name: getattr(found, name) for name in _SAID}
    form = LineForm(request.POST if request.method == "POST" and not removes else None, initial=initial)
    try:
        if removes:
            actions.remove_line(found, by=person, at=clock.now())
            messages.success(request, _("Supports to come no longer begin with it."))
            return redirect("support:template", season.ref)
        if request.method == "POST" and form.is_valid():
            given = {name: form.cleaned_data[name] for name in _SAID}
            actions.change_line(found, **given, by=person, at=clock.now())
            return redirect("support:template", season.ref)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return render(request, "support/template_line.html", {"season": season, "line": found, "form": form})
