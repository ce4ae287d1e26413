"""Introductions of one initiative: where each stands, writing one from the search of a door, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory.models import Door
from tremplin.directory.queries import doors_visible_to, find_doors, freshness_of
from tremplin.directory.sentences import why
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.selection.engine.digests import digest
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import introductions as actions
from tremplin.support.engine.letters import LONGEST, words_in
from tremplin.support.forms.introductions import ANSWER_WITHIN, ConfirmForm, MessageForm
from tremplin.support.models import Accompaniment, Introduction, Need
from tremplin.support.views.doorkeeper import accompaniment_seen, ref_asked
from tremplin.support.views.gestures import GESTURES, gestures_open
from tremplin.support.views.sending import already_sent, send_form


def introduction_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_seen(request, ref)
    side, today = queries.side_of(request.user, found), clock.today(found.season.programme.time_zone)
    mine = queries.introductions_visible_to(request.user).filter(accompaniment=found)
    rows = [
        {"one": one, "standing": sentences.standing(one), "gesture": sentences.gesture(one, side, today)}
        for one in sorted(mine, key=sentences.rank)
    ]
    context = {
        "accompaniment": found,
        "view": "introductions",
        "rows": rows,
        "may_write": rules.can_write_introduction(request.user, found),
    }
    return render(request, "support/introduction_list.html", context)


def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Which door, then the message, then the exact mail; only then is the initiative asked."""
    found = accompaniment_seen(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_write_introduction(request.user, found))
    need = found.needs.filter(ref=ref_asked(request, "besoin")).first()
    context: dict[str, Any] = {"accompaniment": found, "view": "introductions", "need": need}
    if "porte" not in request.GET:
        return render(request, "support/introduction_door.html", context | _search(request, need))
    door = get_object_or_404(
        doors_visible_to(request.user).exclude(state="closed"), ref=must_be_ref(request.GET["porte"])
    )
    return _message(request, found, door, context | {"door": door, "freshness": freshness_of(door)})


def _search(request: HttpRequest, need: Need | None) -> dict[str, Any]:
    """Doors for the words asked; at first, those of the need."""
    words = request.GET.get("q", f"{need.title} {need.words}" if need else "").strip()[:300]
    rows = [(hit, [why(reason) for reason in hit.reasons]) for hit in find_doors(words)] if words else []
    return {"words": words, "rows": rows}


def _message(request: HttpRequest, found: Accompaniment, door: Door, context: dict[str, Any]) -> HttpResponse:
    person = me(request)
    first = {
        "contact_name": door.name,
        "contact_email": door.email,
        "answer_by": clock.today() + ANSWER_WITHIN,
        "language": "fr",
    }
    form = MessageForm(request.POST or None, initial=first)
    context |= {"form": form, "most": LONGEST, "count": 0}
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        draft = Introduction(accompaniment=found, door=door, need=context["need"], asked_by=person, **said)
        subject, text = actions.shown_mail(draft, person)
        context |= {"subject": subject, "text": text, "count": words_in(text), "introduction": draft}
        if "confirmed" not in request.POST and "change" not in request.POST and context["count"] < LONGEST:
            kept = [(name, request.POST.get(name, "")) for name in form.fields]
            return render(request, "support/introduction_preview.html", context | {"kept": kept})

        def do() -> str:
            made = actions.write_introduction(found, door, need=context["need"], **said, by=person, at=clock.now())
            return reverse("support:introduction", args=[made.ref])

        if "change" not in request.POST and (done := send_form(request, form, do)):
            return done
    return render(request, "support/introduction_write.html", context)


def introduction(request: HttpRequest, ref: str) -> HttpResponse:
    """The exact text and where it stands; each gesture is a page that says what it does, then does it."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person, accompaniment = me(request), found.accompaniment
    subject, text = actions.shown_mail(found, found.asked_by)
    side, today = queries.side_of(person, accompaniment), clock.today(accompaniment.season.programme.time_zone)
    context: dict[str, Any] = {
        "accompaniment": accompaniment,
        "view": "introductions",
        "introduction": found,
        "zone": accompaniment.season.programme.time_zone,
        "side": side,
        "subject": subject,
        "text": text,
        "count": words_in(text),
        "standing": sentences.standing(found),
        "gesture": sentences.gesture(found, side, today),
    }
    if (name := request.GET.get("geste", "")) in GESTURES:
        return _gesture(request, found, name, context)
    form = ConfirmForm(request.POST or None)

    def agree() -> str:
        actions.agree(found, read=request.POST.get("read", ""), by=person, at=clock.now())
        return reverse("support:introduction", args=[found.ref])

    if request.method == "POST":
        if done := send_form(request, form, agree):
            return done
        found.refresh_from_db()
    context |= {
        "form": form,
        "read": digest(actions.text_of(found)),
        "may_agree": rules.can_agree(person, found),
        "gestures": gestures_open(person, found),
        "relation": queries.relations_visible_to(person)
        .filter(initiative=accompaniment.initiative_id, body=found.door.body_id)
        .first(),
    }
    return render(request, "support/introduction.html", context)


def _gesture(request: HttpRequest, found: Introduction, name: str, context: dict[str, Any]) -> HttpResponse:
    gesture, person = GESTURES[name], me(request)
    answer = gesture.rule(person, found)
    if request.method != "POST":
        require(answer)
    words = request.GET.get("q", "").strip()[:300]
    doors = [(hit.door.ref, f"{hit.door.name} – {hit.door.body.name}") for hit in find_doors(words)] if words else []
    form = gesture.form(found, doors, request.POST or None)

    def do() -> str:
        gesture.do(found, form.cleaned_data, person)
        return reverse("support:introduction", args=[found.ref])

    try:
        if done := send_form(request, form, do):
            return done
    finally:
        found.refresh_from_db()
    more = {"form": form, "name": name, "gesture_offered": gesture, "words": words, "doors": doors}
    return render(request, "support/introduction_gesture.html", context | more)
