"""A call prepared by the programme team, and changed later: its words, closings, form and tracks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import rules
from tremplin.calls.actions import calls as actions
from tremplin.calls.actions import preparation
from tremplin.calls.forms.managed import CallForm, tracks_of
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import FormVersion
from tremplin.calls.views.managed import call_managed
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.programme.queries import seasons_visible_to


def prepare(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_calls(request.user))
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    seasons = seasons_visible_to(person)
    form = CallForm(request.POST or None, seasons=seasons)
    if request.method == "POST" and form.is_valid():
        version: FormVersion = form.cleaned_data["form_version"]

        def do() -> str:
            made = actions.prepare_call(
                form.cleaned_data["season"],
                form=version,
                slug=form.cleaned_data["slug"],
                words=form.words,
                tracks=tracks_of(as_engine_form(version)),
                intakes=[(opens_at, closes_at) for _ref, opens_at, closes_at in form.intakes],
                by=person,
                at=clock.now(),
            )
            return reverse("calls:managed", args=[made.ref])

        messages.success(request, _("The call is prepared. Nobody sees it until it is published."))
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    context = {"form": form, "ready": FormVersion.objects.exists() and seasons.exists()}
    return render(request, "calls/managed_form.html", context)


def change(request: HttpRequest, ref: str) -> HttpResponse:
    call, person = call_managed(request, ref), me(request)
    words = {name: getattr(call, name) for name in CallForm.base_fields if hasattr(call, name) and name != "season"}
    initial, seasons = words | {"form_version": call.form}, seasons_visible_to(person)
    form = CallForm(request.POST or None, seasons=seasons, call=call, form=as_engine_form(call.form), initial=initial)
    if request.method == "POST" and form.is_valid():
        version: FormVersion = form.cleaned_data["form_version"]
        named = {key: (key, name_fr, name_en) for key, name_fr, name_en in form.track_names}
        tracks = [named.get(track[0], track) for track in tracks_of(as_engine_form(version))]
        try:
            preparation.change_call(
                call,
                form=version,
                slug=form.cleaned_data["slug"],
                words=form.words,
                tracks=tracks,
                intakes=form.intakes,
                by=person,
                at=clock.now(),
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The call is up to date."))
            return redirect("calls:managed", call.ref)
    return render(request, "calls/managed_form.html", {"form": form, "call": call, "ready": True})
