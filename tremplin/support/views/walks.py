"""The paths of one initiative: those it follows, those it may begin, and one with its stages."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import walks as actions
from tremplin.support.engine.paths import PATHS, Path
from tremplin.support.forms.consolidate import ButtonForm, WordsForm
from tremplin.support.forms.walks import BeginForm, StageForm, WalkEndForm
from tremplin.support.queries import walks as queries
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.states import Subject, WalkState
from tremplin.support.views.doorkeeper import accompaniment_open
from tremplin.support.views.one_gesture import Gesture, gesture_page, possible, simply
from tremplin.support.views.sending import already_sent, send_form


def _close(verb: str, field: str = "") -> Any:
    def do(row: Any, *, by: Any, at: Any, **said: Any) -> None:
        actions.close_walk(row, verb, result=said[field] if field else "", by=by, at=at)

    return do


GESTURES = {
    "finish": Gesture("finish", _("It reached its end"), simply(WalkEndForm), _close("finish", "result")),
    "drop": Gesture("drop", _("Give it up"), simply(WordsForm), _close("drop", "words")),
    "again": Gesture("take_again", _("Take it up again"), simply(ButtonForm), _close("take_again")),
}


def walk_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.LEGAL)
    walks = queries.walked(list(queries.walks_of(found)))
    begun = {one.path.key for one in walks}
    language = get_language() or "fr"
    context = {
        "accompaniment": found,
        "view": "paths",
        "walks": [_told(one, language) for one in walks],
        "others": [_said(path, language) for key, path in PATHS.items() if key not in begun],
        "working": can_write_of(request.user, found, Subject.LEGAL),
    }
    return render(request, "support/walk_list.html", context)


def begin(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The whole path is read before it is begun."""
    found = accompaniment_open(request, ref, Subject.LEGAL)
    if key not in PATHS:
        raise Http404
    if first := already_sent(request):
        return first
    working = can_write_of(request.user, found, Subject.LEGAL)
    form = BeginForm(request.POST or None)

    def do() -> str:
        made = actions.begin_walk(found, key, aim_on=form.cleaned_data["aim_on"], by=me(request), at=clock.now())
        return reverse("support:walk", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    path = _said(PATHS[key], get_language() or "fr")
    context = {"accompaniment": found, "view": "paths", "path": path, "form": form, "working": working}
    return render(request, "support/walk_begin.html", context)


def walk(request: HttpRequest, ref: str) -> HttpResponse:
    """One path: its stages with the day each was reached, what comes next, who decides, how long it takes."""
    found = get_object_or_404(queries.walks_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    walked = queries.walked([found])
    if not walked:
        raise Http404
    may, here = can_write_of(request.user, found.accompaniment, Subject.LEGAL), reverse("support:walk", args=[ref])
    told = _told(walked[0], get_language() or "fr")
    context: dict[str, Any] = {"accompaniment": found.accompaniment, "view": "paths", "told": told, "working": may}
    context |= {"row": told["path"]["title"]}
    if "geste" in request.GET:
        return gesture_page(request, found, GESTURES, may, here, context)
    if request.POST.get("gesture") == "unreach":
        return _unreach(request, found)
    stage = request.GET.get("etape") or (walked[0].next.key if walked[0].next else "")
    known = {said.key: reached for said, reached in walked[0].stages}
    if stage and stage not in known:
        raise Http404
    before = known.get(stage)
    initial = {"on": before.on, "words": before.words} if before else {"on": clock.today()}
    form = StageForm(request.POST or None, initial=initial)

    def do() -> str:
        require(may)
        said = form.cleaned_data
        actions.reach_stage(found, stage, on=said["on"], words=said["words"], by=me(request), at=clock.now())
        return here

    if stage and (done := send_form(request, form, do)):
        return done
    context |= {
        "form": form if may and stage and found.state == WalkState.BEGUN else None,
        "stage": stage,
        "asked": "etape" in request.GET,
        "gestures": possible(GESTURES, found, may),
    }
    return render(request, "support/walk.html", context)


def _unreach(request: HttpRequest, found: Any) -> HttpResponse:
    try:
        actions.unreach_stage(found, request.POST.get("stage", "")[:40], by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:walk", found.ref)


def _said(path: Path, language: str) -> dict[str, Any]:
    """A path in the language of the page."""
    stages = [
        {name: getattr(one, name).words(language) for name in ("title", "does", "who", "takes")} | {"key": one.key}
        for one in path.stages
    ]
    return {
        "key": path.key,
        "title": path.title.words(language),
        "about": path.about.words(language),
        "source": path.source,
        "address": path.address,
        "checked_on": path.checked_on,
        "stages": stages,
    }


def _told(walked: queries.Walked, language: str) -> dict[str, Any]:
    said = _said(walked.path, language)
    rows = [(stage, reached) for stage, (_key, reached) in zip(said["stages"], walked.stages, strict=True)]
    upcoming = next((stage for stage, reached in rows if reached is None), None)
    return {
        "walk": walked.walk,
        "path": said,
        "stages": rows,
        "next": upcoming,
        "reached": walked.reached,
        "of": len(rows),
    }
