"""What the application already says: its passages that may become first needs, its measures, its money and files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import rules
from tremplin.support.actions import carried as actions
from tremplin.support.forms.carried import AsideForm, CarriedForm
from tremplin.support.models import Carried
from tremplin.support.queries.application_files import file_of
from tremplin.support.queries.diagnoses import carried_visible_to
from tremplin.support.queries.indicators import indicators_visible_to
from tremplin.support.states import Subject
from tremplin.support.views.doorkeeper import accompaniment_open


def carried_list(request: HttpRequest, ref: str) -> HttpResponse:
    """To confirm or correct, one by one; and the file of the application, for whoever may read it."""
    found, person = accompaniment_open(request, ref, Subject.DIAGNOSIS), me(request)
    rows = list(carried_visible_to(person).filter(accompaniment=found))
    context = {
        "accompaniment": found,
        "view": "diagnosis",
        "waiting": [one for one in rows if one.state == "waiting"],
        "settled": [one for one in rows if one.state != "waiting"],
        "measured": list(indicators_visible_to(person).filter(accompaniment=found, carried=True, closed_at=None)),
        "file": file_of(person, found),
        "working": rules.can_work_on(person, found),
    }
    return render(request, "support/carried_list.html", context)


def carried(request: HttpRequest, ref: str) -> HttpResponse:
    """One passage, and what becomes of it."""
    person = me(request)
    found = get_object_or_404(carried_visible_to(person), ref=must_be_ref(ref))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    gesture = request.POST.get("gesture", "")
    form = CarriedForm(request.POST if gesture == "confirm" else None, carried=found)
    aside = AsideForm(request.POST if gesture == "aside" else None, auto_id="aside_%s")
    if request.method == "POST":
        try:
            if address := _obey(gesture, found, form, aside, person):
                messages.success(request, _("It is done."))
                return redirect(address)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = {
        "accompaniment": found.accompaniment,
        "view": "diagnosis",
        "carried": found,
        "form": form,
        "aside": aside,
        "confirming": rules.can_confirm_carried(person, found),
    }
    return render(request, "support/carried.html", context)


def _obey(gesture: str, found: Carried, form: CarriedForm, aside: AsideForm, person: Any) -> str:
    address, at = reverse("support:carried-list", args=[found.accompaniment.ref]), clock.now()
    if gesture == "confirm" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("step", "title", "words")}

        def do() -> str:
            actions.confirm(found, **said, by=person, at=at)
            return address

        return once(form.cleaned_data["once"], by=person.ref, at=at, do=do)
    if gesture == "aside" and aside.is_valid():
        actions.set_aside(found, why=aside.cleaned_data["why"], by=person, at=at)
        return address
    if gesture == "again":
        actions.take_again(found, by=person, at=at)
        return reverse("support:carried", args=[found.ref])
    return ""
