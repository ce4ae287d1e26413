"""What an initiative has with each body: the people, the promises, the last sign of life, the next step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import relations as actions
from tremplin.support.forms.relations import TraceForm
from tremplin.support.models import Accompaniment, Relation
from tremplin.support.queries.relations import histories_of, history_of
from tremplin.support.states import TraceKind
from tremplin.support.views.doorkeeper import accompaniment_seen
from tremplin.support.views.sending import already_sent, send_form


def relation_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_seen(request, ref)
    relations = queries.relations_visible_to(request.user).filter(initiative=found.initiative_id)
    today = clock.today(found.season.programme.time_zone)
    context = {
        "accompaniment": found,
        "view": "relations",
        "rows": [(history, history.days_since(today)) for history in histories_of(relations)],
        "may_write": rules.can_write_introduction(request.user, found),
    }
    return render(request, "support/relation_list.html", context)


def relation(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.relations_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    followed = _followed_in(request, found)
    may = rules.can_work_on(request.user, followed)
    if request.method == "POST":
        require(may)
    if "kept" in request.POST:
        return _keep(request, found)
    today = clock.today(followed.season.programme.time_zone)
    form = TraceForm(request.POST or None, initial={"on": today, "kind": TraceKind.CONTACT})

    def do() -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.write_trace(found, **said, by=me(request), at=clock.now())
        return reverse("support:relation", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    history = history_of(found)
    context: dict[str, Any] = {
        "accompaniment": followed,
        "view": "relations",
        "relation": found,
        "history": history,
        "days": history.days_since(today),
        "introductions": [(one, sentences.standing(one)) for one in history.introductions],
        "today": today,
        "form": form,
        "may_write": may,
    }
    return render(request, "support/relation.html", context)


def _followed_in(request: HttpRequest, relation: Relation) -> Accompaniment:
    """The last accompaniment of the initiative that this person may see."""
    seen = queries.accompaniments_visible_to(request.user).filter(initiative=relation.initiative_id)
    return seen.order_by("-starts_on", "-pk")[0]


def _keep(request: HttpRequest, relation: Relation) -> HttpResponse:
    promises = relation.traces.filter(kind=TraceKind.PROMISE)
    trace = get_object_or_404(promises, ref=must_be_ref(request.POST["kept"]))
    try:
        actions.keep_promise(trace, on=clock.today(), by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:relation", relation.ref)
