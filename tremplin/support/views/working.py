"""How an initiative and the programme work together: read, proposed, accepted; hours; who sees what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import working as actions
from tremplin.support.forms.working import DAY_NAMES, HoursForm, SharesForm, WorkingForm
from tremplin.support.models import Accompaniment
from tremplin.support.queries.working import pace_of, shares_of, working_in_force, workings_of
from tremplin.support.rules import working as rules
from tremplin.support.states import Audience, Subject
from tremplin.support.views.doorkeeper import accompaniment_seen

_TOLD = ("rhythm", "channels", "hours_a_month", "money_asked", "words")


def working(request: HttpRequest, ref: str) -> HttpResponse:
    """What is in force, what is proposed, the hours and the openings; a version is accepted here."""
    found, person = accompaniment_seen(request, ref), me(request)
    if request.method == "POST":
        chosen = get_object_or_404(workings_of(found), ref=must_be_ref(request.POST.get("accept", "")))
        try:
            actions.accept_working(chosen, by=person, at=clock.now())
            messages.success(request, _("Version %(number)s is accepted by your side.") % {"number": chosen.number})
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        return redirect("support:working", found.ref)
    versions, in_force, pace, shares = (
        list(workings_of(found)),
        working_in_force(found),
        pace_of(found),
        shares_of(found),
    )
    last = versions[0] if versions else None
    context = {
        "accompaniment": found,
        "view": "working",
        "in_force": in_force,
        "proposed": last if last != in_force else None,
        "accepts": last is not None and bool(rules.can_accept_working(person, last)),
        "versions": [one for one in versions if one != in_force and one != last],
        "writes": rules.can_write_working(person, found),
        "pace": pace,
        "days": [DAY_NAMES[day] for day in pace.window.days],
        "says_hours": rules.can_say_hours(person, found),
        "opens": rules.can_open_subjects(person, found),
        "audiences": list(Audience),
        "rows": [(subject, [(subject, audience) in shares for audience in Audience]) for subject in Subject],
    }
    return render(request, "support/working.html", context)


def working_write(request: HttpRequest, ref: str) -> HttpResponse:
    """Another version, begun from the last one."""
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_write_working(person, found))
    last = workings_of(found).first()
    initial = {name: getattr(last, name) for name in _TOLD} if last else {}
    form = WorkingForm(request.POST or None, initial=initial | {"read": last.number if last else 0})

    def write() -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in (*_TOLD, "read")}
        actions.write_working(found, **said, by=person, at=clock.now())
        return reverse("support:working", args=[found.ref])

    return _asked(request, found, form, write, "support/working_write.html")


def hours(request: HttpRequest, ref: str) -> HttpResponse:
    """When the initiative may be written to, and how much may be asked of it at once."""
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_say_hours(person, found))
    form = HoursForm(request.POST or None, pace=pace_of(found))

    def say() -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in ("from_time", "until_time", "ceiling")}
        days = [int(day) for day in given["days"]]
        actions.say_hours(found, days=days, **said, by=person, at=clock.now())
        return reverse("support:working", args=[found.ref])

    return _asked(request, found, form, say, "support/working_hours.html")


def shares(request: HttpRequest, ref: str) -> HttpResponse:
    """Which subjects are open to which of those who help."""
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_open_subjects(person, found))
    form = SharesForm(request.POST or None, shares=shares_of(found))

    def opened() -> str:
        actions.open_subjects(found, form.opened, by=person, at=clock.now())
        return reverse("support:working", args=[found.ref])

    return _asked(request, found, form, opened, "support/working_shares.html", {"audiences": list(Audience)})


def _asked(
    request: HttpRequest, found: Accompaniment, form: Any, do: Any, template: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The form of one gesture: done once, or shown again with what was typed and the reason."""
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
            messages.success(request, _("It is done."))
            return redirect(address)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return render(request, template, {"accompaniment": found, "view": "working", "form": form, **(more or {})})
