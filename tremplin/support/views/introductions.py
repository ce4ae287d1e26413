"""Introductions of one initiative: where each stands, and the page of one with its gestures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import No, Yes, require
from tremplin.directory.models import Door
from tremplin.directory.queries import find_doors
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import introductions as actions
from tremplin.support.engine.letters import words_in
from tremplin.support.forms.introductions import ConfirmForm
from tremplin.support.models import Introduction
from tremplin.support.queries.answers import happened_since
from tremplin.support.queries.proposals import doors_instead, proposals_of
from tremplin.support.states import IntroductionState, Side, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, words_asked
from tremplin.support.views.filing import filing_offered
from tremplin.support.views.gestures import GESTURES, gestures_open
from tremplin.support.views.outcomes import outcome_offered
from tremplin.support.views.sending import already_sent, send_form


def introduction_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.TIES)
    side, today = queries.side_of(request.user, found), clock.today(found.season.programme.time_zone)
    mine = sorted(queries.introductions_visible_to(request.user).filter(accompaniment=found), key=sentences.rank)
    proposals = {} if side == Side.TEAM else proposals_of(mine)
    since = happened_since(mine, today)
    rows = [
        {
            "one": one,
            "standing": sentences.standing(one, since[one.pk]),
            "gesture": sentences.gesture(one, side, today, proposals.get(one.pk), since[one.pk]),
        }
        for one in mine
    ]
    context = {
        "accompaniment": found,
        "view": "introductions",
        "rows": rows,
        "may_write": rules.can_write_introduction(request.user, found),
    }
    return render(request, "support/introduction_list.html", context)


def introduction(request: HttpRequest, ref: str) -> HttpResponse:
    """The exact text and where it stands; each gesture is a page that says what it does, then does it."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person, accompaniment = me(request), found.accompaniment
    subject, text = actions.shown_mail(found, found.asked_by)
    side, today = queries.side_of(person, accompaniment), clock.today(accompaniment.season.programme.time_zone)
    since = happened_since([found], today)[found.pk]
    context: dict[str, Any] = {
        "accompaniment": accompaniment,
        "view": "introductions",
        "introduction": found,
        "zone": accompaniment.season.programme.time_zone,
        "side": side,
        "subject": subject,
        "text": text,
        "count": words_in(text),
        "standing": sentences.standing(found, since),
        "gesture": sentences.gesture(found, side, today, since=since),
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
    context |= _beside(person, found) | filing_offered(person, found) | outcome_offered(person, found, today)
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


def _beside(person: Person, found: Introduction) -> dict[str, Any]:
    """What waits and why: the turn of a message agreed to, the reminders, the doors to take instead of a closed one."""
    before = found.state in rules.WAITING
    shut = rules.is_open_door(found.door) if before else Yes()
    may_send = rules.can_send(person, found)
    waits = found.state == IntroductionState.AGREED and rules.can_write_introduction(person, found.accompaniment)
    return {
        "shut": shut.reason if isinstance(shut, No) else "",
        "instead": doors_instead(found.door) if isinstance(shut, No) else [],
        "may_change": rules.can_change_text(person, found),
        "held": may_send.reason if waits and isinstance(may_send, No) and shut else "",
        "may_remind": rules.can_remind(person, found),
        "nudges": found.nudges.select_related("sent_by"),
    }


def _gesture(request: HttpRequest, found: Introduction, name: str, context: dict[str, Any]) -> HttpResponse:
    gesture, person = GESTURES[name], me(request)
    answer = gesture.rule(person, found)
    if request.method != "POST":
        require(answer)
    words = words_asked(request)
    doors = [(door.ref, f"{door.name} – {door.body.name}") for door in _doors_to_choose(found, name, words)]
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


def _doors_to_choose(found: Introduction, name: str, words: str) -> list[Door]:
    """Those a search found; before it, those that came after a door that closed."""
    if words:
        return [hit.door for hit in find_doors(words)]
    return doors_instead(found.door) if name == "text" and not rules.is_open_door(found.door) else []
