"""Public resources of one initiative: those proposed beside its needs, those it follows, and one request."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.directory.queries import find_resources, open_resources
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions import requests as actions
from tremplin.support.forms.requests import (
    AskedForm,
    ConfirmForm,
    DroppedForm,
    ObtainedForm,
    RefusedForm,
    SearchForm,
)
from tremplin.support.models import Accompaniment, Need
from tremplin.support.queries import requests as queries
from tremplin.support.queries.accompaniments import subjects_open_to
from tremplin.support.queries.supporters import askings_run_by
from tremplin.support.sentences.requests import last_day, standing
from tremplin.support.states import NeedState, Subject
from tremplin.support.views.doorkeeper import accompaniment_open
from tremplin.support.views.one_gesture import Gesture, gesture_page, possible, simply
from tremplin.support.views.sending import already_sent

FOUND = 8


def resource_list(request: HttpRequest, ref: str) -> HttpResponse:
    """What is followed, then what may help each need, then a search."""
    found = accompaniment_open(request, ref, Subject.TIES)
    if request.method == "POST":
        return _note(request, found)
    form = SearchForm(request.GET or None)
    form.is_valid()
    chosen = form.cleaned_data if form.is_bound else {}
    words, territory = chosen.get("q") or "", chosen.get("territoire")
    today = clock.today(found.season.programme.time_zone)
    reads = Subject.ROADMAP in subjects_open_to(request.user, found)  # its needs are its roadmap
    context = {
        "accompaniment": found,
        "view": "resources",
        "today": today,
        "form": form,
        "words": words,
        "hits": find_resources(words, territory=territory, k=FOUND) if words else [],
        "followed": queries.followed_by(found),
        "rows": [(one, standing(one, today)) for one in queries.requests_of(found)],
        "total": queries.total_of(found),
        "proposals": queries.proposals_beside(found, territory=territory) if reads and not words else [],
        "working": rules.can_work_on(request.user, found, Subject.TIES),
    }
    return render(request, "support/resource_list.html", context)


def _note(request: HttpRequest, found: Accompaniment) -> HttpResponse:
    """Sent twice, it is noted once: the action sees to it."""
    resource = get_object_or_404(open_resources(), ref=must_be_ref(request.POST.get("resource", "")))
    asked = request.POST.get("need", "")
    need = found.needs.filter(ref=asked).first() if asked.isalnum() else None
    try:
        made = actions.note_request(found, resource, need=need, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect("support:resource-list", found.ref)
    return redirect("support:resource-request", made.ref)


def resources_and_supporters(need: Need, person: Person) -> dict[str, Any]:
    """What the page of one need shows of resources, and, to whoever asks supporters, of what they were asked."""
    found = need.accompaniment
    open_one = need.state == NeedState.OPEN
    return {
        "proposals": queries.proposals_for(need, queries.followed_by(found)) if open_one else None,
        "asked_for": queries.requests_of(found).filter(need=need),
        "askings": askings_run_by(person).filter(need=need),
        "asks": rules.can_see_supporters(person) and rules.can_write_introduction(person, found),
    }


GESTURES = {
    "ask": Gesture("ask", _("Note that it was asked"), simply(AskedForm, today="asked_on"), actions.ask),
    "obtain": Gesture("obtain", _("It is obtained"), simply(ObtainedForm, today="answered_on"), actions.obtain),
    "refuse": Gesture("refuse", _("It is refused"), simply(RefusedForm, today="answered_on"), actions.refuse),
    "drop": Gesture("drop", _("Give it up"), simply(DroppedForm), actions.drop),
    "take-again": Gesture("take_again", _("Ask for it after all"), simply(ConfirmForm), actions.take_again),
}


def resource_request(request: HttpRequest, ref: str) -> HttpResponse:
    """One request: what it is about, where it stands, and the gestures, one a page."""
    found = get_object_or_404(queries.requests_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    today = clock.today(found.accompaniment.season.programme.time_zone)
    working = rules.can_change_request(request.user, found)
    context: dict[str, Any] = {
        "accompaniment": found.accompaniment,
        "view": "resources",
        "request_followed": found,
        "resource": found.resource,
        "standing": standing(found, today),
        "last_day": last_day(found.resource, today),
        "working": working,
        "gestures": possible(GESTURES, found, working),
    }
    if request.GET.get("geste"):
        named = {"row": f"{found.resource} – {context['standing']}"}
        here = reverse("support:resource-request", args=[found.ref])
        return gesture_page(request, found, GESTURES, working, here, context | named)
    return render(request, "support/resource_request.html", context)
