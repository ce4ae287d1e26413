"""The needs of one initiative and what is under way for each; what moved since last time."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import roadmaps as actions
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.facts.moved import moved_since
from tremplin.support.forms.roadmaps import NeedEndForm, NeedForm, SinceForm
from tremplin.support.models import Accompaniment, Need
from tremplin.support.states import Subject
from tremplin.support.views.actions import comment_form, did, head, said_comment, told_history
from tremplin.support.views.doorkeeper import accompaniment_open, accompaniment_seen, ref_asked
from tremplin.support.views.needs import beside_need

USUAL = timedelta(days=30)  # when nothing was noted before today


def moved(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed since the last note before today, or since the day asked for."""
    found = accompaniment_seen(request, ref)
    context = head(request, found)
    points = queries.points_visible_to(request.user, found)
    last = points.filter(on__lt=context["today"]).first()
    form = SinceForm(request.GET if "depuis" in request.GET else None)
    since = form.since(last.on if last else context["today"] - USUAL)
    context |= {
        "form": SinceForm(initial={"depuis": since}),
        "groups": moved_since(found, since, me(request)),
        "points": points.filter(on__gte=since),
        "since": since,
        "last": last if last is not None and since == last.on else None,
    }
    return render(request, "support/moved.html", context)


def write_need(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_open(request, ref, Subject.ROADMAP), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_work_on(person, found, Subject.ROADMAP))
    form = NeedForm(request.POST or None, initial=_from_diagnosis(request, found))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("step", "title", "words")}

        def do() -> str:
            need = actions.write_need(found, **said, by=person, at=clock.now())
            return reverse("support:need", args=[need.ref])

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    return render(request, "support/need_write.html", head(request, found) | {"form": form})


def _from_diagnosis(request: HttpRequest, accompaniment: Accompaniment) -> dict[str, str]:
    """What a version of the diagnosis says on one question, to begin a need with."""
    question = next((one for one in QUESTIONS if one.key == request.GET.get("question")), None)
    number = request.GET.get("version", "")
    if question is None or not (number.isascii() and number.isdigit() and len(number) < 5):
        return {}
    found = accompaniment.diagnoses.filter(ref=ref_asked(request, "diagnostic")).first()
    version = found.versions.filter(number=int(number)).first() if found else None
    if version is None or not rules.can_compare(request.user, version.diagnosis):
        return {}
    words = version.frozen["answers"].get(question.key, {}).get("words", "")
    return {"step": question.step, "title": question.words(get_language() or "fr"), "words": words}


def need(request: HttpRequest, ref: str) -> HttpResponse:
    """One need: what is under way for it, what may help it, its words, its history and its end."""
    found = get_object_or_404(queries.needs_visible_to(request.user), ref=must_be_ref(ref))
    posted, gesture = request.method == "POST", request.POST.get("gesture", "")
    change = NeedForm(
        request.POST if posted and gesture == "change" else None,
        initial={"step": found.step, "title": found.title, "words": found.words},
        auto_id="change_%s",
    )
    end = NeedEndForm(request.POST if posted and gesture == "end" else None, auto_id="end_%s")
    keeps = queries.keeps_private(request.user, found.accompaniment)
    comment = comment_form(request, keeps=keeps)
    if posted and did(request, lambda: said_comment(request, found, comment) or _on_need(request, found, change, end)):
        return redirect("support:need", found.ref)
    context = head(request, found.accompaniment) | {
        "need": found,
        "change": change,
        "end": end,
        "comment": comment,
        "history": told_history(found, request.user),
        **beside_need(found, me(request)),
    }
    return render(request, "support/need.html", context)


def _on_need(request: HttpRequest, found: Need, change: NeedForm, end: NeedEndForm) -> bool:
    gesture, person, now = request.POST.get("gesture"), me(request), clock.now()
    if gesture == "change" and change.is_valid():
        said = {name: change.cleaned_data[name] for name in ("step", "title", "words")}
        actions.change_need(found, **said, by=person, at=now)
    elif gesture == "end" and end.is_valid():
        given = end.cleaned_data
        actions.close_need(found, given["verb"], result=given["result"], by=person, at=now)
    elif gesture == "again":
        actions.close_need(found, "open_again", result="", by=person, at=now)
    else:
        return False
    return True
