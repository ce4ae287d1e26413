"""Being away, in two clicks: the page opens filled with what is likely, its button saves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.programme.actions import absences as actions
from tremplin.programme.forms.absences import AbsenceForm, likely_days
from tremplin.programme.models import Absence
from tremplin.programme.queries import absences as queries
from tremplin.programme.queries import roles_of
from tremplin.programme.rules import absences as rules
from tremplin.programme.states import Role
from tremplin.programme.views.gestures import done_once


def absence(request: HttpRequest) -> HttpResponse:
    person = me(request)
    require(rules.can_say_absence(person))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    stand_ins = queries.people_of_teams(person)
    everybody = queries.people_of_teams(person, queries.AWAY) if queries.runs_a_team(person) else None
    form = AbsenceForm(request.POST or None, people=everybody, stand_ins=stand_ins, initial=_likely(person))
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        away = fields.pop("person", person)

        def act() -> None:
            actions.say_absence(away, **fields, by=person, at=clock.now())

        if address := done_once(form, person, act, reverse("programme:absence")):
            messages.success(request, _("The absence is set: it begins and ends by itself."))
            return redirect(address)
    context = _known(person) | {"form": form, "alone": not stand_ins.exclude(pk=person.pk).exists()}
    return render(request, "programme/absence.html", context)


def _likely(person: Person) -> dict[str, Any]:
    last = queries.last_stand_in_of(person)
    others = queries.people_of_teams(person).exclude(pk=person.pk)
    usual = last if last is not None and others.filter(pk=last.pk).exists() else others.first()
    return {**likely_days(), "person": person.ref, "stand_in": usual.ref if usual else ""}


def _known(person: Person) -> dict[str, Any]:
    """What runs or comes: whom I stand in for, my own absences, my colleagues'."""
    today = clock.today()
    rows = [row for row in queries.absences_visible_to(person).filter(until_day__gte=today) if _counts(row)]
    away = queries.away_today({row.stand_in_id for row in rows})
    answers = rules.can_change_absences(person, rows)
    return {
        "rows": [
            {
                "absence": row,
                "runs": row.covers(today),
                "stand_in_away": away.get(row.stand_in_id) if row.covers(today) else None,
                "may_change": bool(answer),
            }
            for row, answer in zip(rows, answers, strict=True)
        ],
        "signs": Role.AUTHORITY in roles_of(person),
        "me": person,
    }


def _counts(row: Absence) -> bool:
    return row.back_on is None or (row.back_on > row.from_day and row.back_on > clock.today())


def absence_change(request: HttpRequest, ref: str) -> HttpResponse:
    person = me(request)
    found = get_object_or_404(queries.absences_visible_to(person), ref=must_be_ref(ref))
    answer = rules.can_change_absence(person, found)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    stand_ins = queries.people_of_teams(found.person).exclude(pk=found.person_id)
    initial = {"until_day": found.until_day, "stand_in": found.stand_in.ref}
    form = AbsenceForm(request.POST or None, stand_ins=stand_ins, changed=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "once"}

        def act() -> None:
            actions.change_absence(found, **fields, by=person, at=clock.now())

        if address := done_once(form, person, act, reverse("programme:absence")):
            messages.success(request, _("The absence is up to date."))
            return redirect(address)
    reason = answer.reason if isinstance(answer, No) else ""
    return render(request, "programme/absence_change.html", {"absence": found, "form": form, "reason": reason})


@require_POST
def absence_end(request: HttpRequest, ref: str) -> HttpResponse:
    person = me(request)
    found = get_object_or_404(queries.absences_visible_to(person), ref=must_be_ref(ref))
    try:
        actions.end_absence(found, by=person, at=clock.now())
        messages.success(request, _("The absence is over."))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("programme:absence")
