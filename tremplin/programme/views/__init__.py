"""Administration of programmes, seasons, mandates and quiet periods: a door-keeper, a form, an action."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import must_be_ref
from tremplin.people.models import Person
from tremplin.people.queries import persons_matching
from tremplin.programme import actions, forms, queries, rules
from tremplin.programme.models import QuietPeriod
from tremplin.programme.states import Role

MANAGERS = [Role.ADMINISTRATOR, Role.AGENT]
HORIZON = timedelta(days=31)  # of a period nobody has given an end, what leaves within a month is listed


def _me(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def programme_list(request: HttpRequest) -> HttpResponse:
    """The only one at once; else a choice."""
    require(rules.can_manage_programmes(request.user))
    programmes = list(queries.programmes_where(request.user, MANAGERS))
    if len(programmes) == 1:
        return redirect("programme:programme", programmes[0].ref)
    return render(request, "programme/programme_list.html", {"programmes": programmes})


def programme(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.programmes_where(request.user, MANAGERS), ref=must_be_ref(ref))
    me = _me(request)
    if already := replayed(request.POST.get("once", ""), by=me.ref):
        return redirect(already)
    names = ("contact_email", "authority_number", "first_nudge", "second_nudge", "give_up_after", "asks_a_week")
    form = forms.ProgrammeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in names}
        there = reverse("programme:programme", args=[found.ref])
        if address := _once(form, me, lambda: actions.change_programme(found, **fields, by=me, at=clock.now()), there):
            messages.success(request, _("The programme is up to date."))
            return redirect(address)
    return render(request, "programme/programme.html", {"form": form, "programme": found})


def season_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_seasons(request.user))
    return render(request, "programme/season_list.html", {"seasons": queries.seasons_visible_to(request.user)})


def season_open(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_seasons(request.user))
    me, programmes = _me(request), queries.programmes_where(request.user, MANAGERS)
    if already := replayed(request.POST.get("once", ""), by=me.ref):
        return redirect(already)
    form = forms.SeasonForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        token = fields.pop("once")
        address = reverse("programme:season-list")

        def do() -> str:
            season = actions.open_season(**fields, by=me, at=clock.now())
            # with a day to plan from, the thread is proposed at once
            return reverse("programme:thread-begin", args=[season.ref]) if season.announced_on else address

        messages.success(request, _("The season is open."))
        return redirect(once(token, by=me.ref, at=clock.now(), do=do))
    return render(request, "programme/season_form.html", {"form": form})


def season_change(request: HttpRequest, ref: str) -> HttpResponse:
    season = get_object_or_404(queries.seasons_visible_to(request.user), ref=ref)
    require(rules.can_edit_season(request.user, season))
    me, programmes = _me(request), queries.programmes_where(request.user, MANAGERS)
    names = ("name_fr", "name_en", "starts_on", "ends_on", "announced_on")
    initial = {name: getattr(season, name) for name in names}
    form = forms.SeasonForm(request.POST or None, programmes=programmes, season=season, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.change_season(season, **fields, by=me, at=clock.now())
        messages.success(request, _("The season is up to date."))
        return redirect("programme:season-list")
    return render(request, "programme/season_form.html", {"form": form, "season": season})


def mandate_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_mandates(request.user))
    mandates = queries.mandates_visible_to(request.user)
    total = mandates.filter(queries.in_force()).count()
    form = forms.MandateFilterForm(request.GET)
    form.is_valid()
    if form.cleaned_data.get("words"):
        mandates = mandates.filter(person__in=persons_matching(form.cleaned_data["words"]))
    if form.cleaned_data.get("role"):
        mandates = mandates.filter(role=form.cleaned_data["role"])
    if not form.cleaned_data.get("ended"):
        mandates = mandates.filter(queries.in_force() | queries.to_come())
    page = Paginator(mandates, 50).get_page(request.GET.get("page"))
    mandates_shown = list(page)
    rows = list(zip(mandates_shown, rules.can_end_mandates(request.user, mandates_shown), strict=True))
    return render(request, "programme/mandate_list.html", {"form": form, "page": page, "rows": rows, "total": total})


def mandate_give(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_mandates(request.user))
    me, programmes = _me(request), queries.programmes_where(request.user, [Role.ADMINISTRATOR])
    if already := replayed(request.POST.get("once", ""), by=me.ref):
        return redirect(already)
    form = forms.MandateForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        token = fields.pop("once")

        def do() -> str:
            actions.give_mandate(**fields, by=me, at=clock.now())
            return reverse("programme:mandate-list")

        messages.success(
            request, _("The mandate is given. The person signs in with their address; no password is needed.")
        )
        return redirect(once(token, by=me.ref, at=clock.now(), do=do))
    return render(request, "programme/mandate_form.html", {"form": form})


def mandate_end(request: HttpRequest, ref: str) -> HttpResponse:
    mandate = get_object_or_404(queries.mandates_visible_to(request.user), ref=ref)
    answer = rules.can_end_mandate(request.user, mandate)
    form = forms.EndMandateForm(request.POST or None, mandate=mandate)
    if request.method == "POST" and form.is_valid():
        require(answer)
        actions.end_mandate(mandate, last_day=form.cleaned_data["last_day"], by=_me(request), at=clock.now())
        messages.success(request, _("The mandate has an end."))
        return redirect("programme:mandate-list")
    reason = answer.reason if isinstance(answer, No) else ""
    return render(request, "programme/mandate_end.html", {"form": form, "mandate": mandate, "reason": reason})


def quiet_list(request: HttpRequest) -> HttpResponse:
    """What runs and what it holds; what is planned; what is over."""
    require(rules.can_manage_quiet_periods(request.user))
    now, periods = clock.now(), list(queries.quiet_periods_visible_to(request.user))
    alive = [period for period in periods if not period.is_over(now)]
    context = {
        "running": [_held(request, period) for period in alive if period.covers(now)],
        "planned": [period for period in alive if not period.covers(now)],
        "over": [period for period in reversed(periods) if period.is_over(now)][:10],
    }
    return render(request, "programme/quiet_list.html", context)


def _held(request: HttpRequest, period: QuietPeriod) -> dict[str, Any]:
    until = period.over_at or clock.now() + HORIZON
    return {"period": period, "held": queries.held_back(request.user, period.programme, until), "until": until}


def quiet_open(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_quiet_periods(request.user))
    me, programmes = _me(request), queries.programmes_where(request.user, MANAGERS)
    if already := replayed(request.POST.get("once", ""), by=me.ref):
        return redirect(already)
    form = forms.QuietPeriodForm(request.POST or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        if address := _once(form, me, lambda: actions.open_quiet_period(**fields, by=me, at=clock.now())):
            messages.success(request, _("The quiet period is set."))
            return redirect(address)
    return render(request, "programme/quiet_form.html", {"form": form})


def quiet_change(request: HttpRequest, ref: str) -> HttpResponse:
    period = get_object_or_404(queries.quiet_periods_visible_to(request.user), ref=must_be_ref(ref))
    me, programmes = _me(request), queries.programmes_where(request.user, MANAGERS)
    answer = rules.can_change_quiet_period(me, period, clock.now())
    initial = {name: getattr(period, name) for name in ("reason", "starts_at", "ends_at", "words_fr", "words_en")}
    form = forms.QuietPeriodForm(request.POST or None, programmes=programmes, period=period, initial=initial)
    if request.method == "POST" and form.is_valid():
        # a period that has begun has no field for its beginning
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"} | {
            "starts_at": form.cleaned_data.get("starts_at")
        }
        if address := _once(form, me, lambda: actions.change_quiet_period(period, **fields, by=me, at=clock.now())):
            messages.success(request, _("The quiet period is up to date."))
            return redirect(address)
    context = {"form": form, "period": period, "reason": answer.reason if isinstance(answer, No) else ""}
    return render(request, "programme/quiet_form.html", context)


def quiet_resume(request: HttpRequest, ref: str) -> HttpResponse:
    """A page, not a dialog: what leaves at once, and what waits for something else besides."""
    period = get_object_or_404(queries.quiet_periods_visible_to(request.user), ref=must_be_ref(ref))
    me, now = _me(request), clock.now()
    if already := replayed(request.POST.get("once", ""), by=me.ref):
        return redirect(already)
    answer = rules.can_resume(me, period, now)
    form = forms.ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if address := _once(form, me, lambda: actions.resume(period, by=me, at=now)):
            messages.success(request, _("The quiet period is over: what was held leaves within a minute."))
            return redirect(address)
        answer = rules.can_resume(me, period, now)
    begun = period.starts_at <= now
    held = queries.held_back(me, period.programme, now) if begun and answer else []
    context = {
        "period": period,
        "form": form,
        "begun": begun,
        "reason": answer.reason if isinstance(answer, No) else "",
        "leaving": [row for row in held if not row[1].why],
        "waiting": [row for row in held if row[1].why],
    }
    return render(request, "programme/quiet_resume.html", context)


def _once(form: Any, me: Person, act: Callable[[], object], there: str = "") -> str:
    """Do it once. Where to go next; "" when it was refused: the form says why."""

    def do() -> str:
        act()
        return there or reverse("programme:quiet-list")

    try:
        return once(form.cleaned_data["once"], by=me.ref, at=clock.now(), do=do)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return ""
