"""One action of the roadmap: planned, changed, put to another day, done or given up, and what is said of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once
from tremplin.core.text import clean
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import roadmaps as actions
from tremplin.support.actions.comments import write_comment
from tremplin.support.forms.roadmaps import ActionEndForm, ActionForm, ActionMoveForm, CommentForm
from tremplin.support.models import Accompaniment, Action, Need
from tremplin.support.queries.asks import asked_states
from tremplin.support.queries.boards import people_around
from tremplin.support.queries.histories import history_of
from tremplin.support.sentences.roadmaps import told
from tremplin.support.states import NeedState, Subject
from tremplin.support.views.attaching import attached_to, keys_asked, named, searched
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked
from tremplin.support.views.sending import already_sent, send_form


def head(request: HttpRequest, found: Accompaniment) -> dict[str, Any]:
    """What stands on each page of the roadmap."""
    return {
        "accompaniment": found,
        "view": "roadmap",
        "today": clock.today(found.season.programme.time_zone),
        "zone": found.season.programme.time_zone,
        "working": rules.can_work_on(request.user, found),
        "across": False,
    }


def told_history(row: Need | Action, person: Any) -> list[tuple[Any, str]]:
    """The lines of a history with their sentence; a comment has its own words."""
    lines = [(line, told(line.entry) if line.entry else "") for line in history_of(row, person)]
    return [(line, words) for line, words in lines if words or line.comment]


def plan_action(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.ROADMAP)
    if first := already_sent(request):
        return first
    require(rules.can_work_on(request.user, found))
    needs = found.needs.filter(state=NeedState.OPEN)
    asked = needs.filter(ref=ref_asked(request, "besoin")).first()
    known = named(request.user, keys_asked(request.GET))
    initial = {"need": asked.ref, "step": asked.step} if asked else {}
    form = _form(request, found, known, initial | {"attached": list(known)})

    def do() -> str:
        action = actions.plan_action(found, **form.said, by=me(request), at=clock.now())
        return f"{reverse('support:roadmap', args=[found.ref])}#a-{action.ref}"

    if "search" not in request.POST and (done := send_form(request, form, do)):
        return done
    return render(request, "support/action_plan.html", _plan_context(request, found, form, None))


def change_action(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.actions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    require(rules.can_work_on(request.user, found.accompaniment))
    here = reverse("support:action", args=[found.ref])
    if isinstance(planned := Action.MOVES.allows("finish", found.state), No):
        messages.warning(request, str(planned.reason))
        return redirect(here)
    known = attached_to(found)
    initial: dict[str, Any] = {
        "need": found.need.ref if found.need else "",
        "person": found.person.ref if found.person else "",
        "attached": list(known),
        **{name: getattr(found, name) for name in ("step", "title", "owner", "owner_name", "due_on")},
    }
    form = _form(request, found.accompaniment, known, initial, action=found)

    def do() -> str:
        actions.change_action(found, **form.said, by=me(request), at=clock.now())
        return here

    if "search" not in request.POST and (done := send_form(request, form, do)):
        return done
    return render(request, "support/action_plan.html", _plan_context(request, found.accompaniment, form, found))


def _plan_context(
    request: HttpRequest, found: Accompaniment, form: ActionForm, action: Action | None
) -> dict[str, Any]:
    nothing = "search" in request.POST and not form.found
    return head(request, found) | {"form": form, "action": action, "nothing_found": nothing}


def _form(
    request: HttpRequest,
    found: Accompaniment,
    known: dict[str, Any],
    initial: dict[str, Any],
    action: Action | None = None,
) -> ActionForm:
    """What a search found stays to be chosen; searching loses nothing of what was typed, and checks nothing yet."""
    post, person = request.POST or None, me(request)
    people = people_around(found, person)
    needs = found.needs.filter(state=NeedState.OPEN)
    if action is not None:
        needs = found.needs.filter(Q(state=NeedState.OPEN) | Q(pk=action.need_id or 0))
        if action.person is not None and action.person not in people.get(action.owner, [action.person]):
            people[action.owner].append(action.person)  # who has left keeps what bears their name
    if post is not None:
        words = clean(post.get("words", "")).strip()[:300]
        known = known | named(person, post.getlist("attached")) | (searched(person, words) if "search" in post else {})
    options: dict[str, Any] = {"needs": needs, "people": people, "found": known}
    options["same_day"] = action.due_on if action else None
    if post is not None and "search" in post:
        typed = {name: post.get(name) for name in ActionForm.base_fields if name != "attached"}
        return ActionForm(initial=typed | {"attached": post.getlist("attached")}, **options)
    return ActionForm(post, initial=initial, **options)


def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action: done, given up, put to another day, or to do again; its history and what is said of it."""
    found = get_object_or_404(queries.actions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    posted, gesture = request.method == "POST", request.POST.get("gesture", "")
    keeps = queries.keeps_private(request.user, found.accompaniment)
    end = ActionEndForm(request.POST if posted and gesture == "end" else None, auto_id="end_%s")
    delay = ActionMoveForm(
        request.POST if posted and gesture == "move" else None, initial={"due_on": found.due_on}, auto_id="move_%s"
    )
    comment = comment_form(request, keeps=keeps)
    if posted and did(request, lambda: said_comment(request, found, comment) or _on_action(request, found, end, delay)):
        return redirect("support:action", found.ref)
    point, seen = found.point, queries.subjects_open_to(request.user, found.accompaniment)
    context = head(request, found.accompaniment) | {
        "action": found,
        "end": end,
        "delay": delay,
        "comment": comment,
        "history": told_history(found, request.user),
        "asked": asked_states([found]).get(found.pk),
        "point": point if point and (not point.private or keeps) else None,
        "booking": found.booking if Subject.SESSIONS in seen else None,
        "seeks": found.door and rules.can_write_introduction(request.user, found.accompaniment),
    }
    return render(request, "support/action.html", context)


def comment_form(request: HttpRequest, *, keeps: bool) -> CommentForm:
    given = request.POST if request.POST.get("gesture") == "comment" else None
    return CommentForm(given, keeps=keeps, auto_id="comment_%s")


def said_comment(request: HttpRequest, on: Need | Action, form: CommentForm) -> bool:
    if request.POST.get("gesture") != "comment" or not form.is_valid():
        return False
    said, person, now = form.cleaned_data, me(request), clock.now()

    def do() -> str:
        write_comment(on, words=said["words"], private=said.get("private", False), by=person, at=now)
        return request.path

    return bool(once(said["once"], by=person.ref, at=now, do=do))


def did(request: HttpRequest, do: Any) -> bool:
    """Was the gesture made? Refused, its reason is said and the page comes back with what was typed."""
    try:
        done: bool = do()
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    if done:
        messages.success(request, _("It is done."))
    return done


def _on_action(request: HttpRequest, found: Action, end: ActionEndForm, delay: ActionMoveForm) -> bool:
    gesture, person, now = request.POST.get("gesture"), me(request), clock.now()
    if gesture == "end" and end.is_valid():
        given = end.cleaned_data
        actions.close_action(found, given["verb"], result=given["result"], by=person, at=now)
    elif gesture == "move" and delay.is_valid():
        day: date = delay.cleaned_data["due_on"]
        actions.move_action(found, due_on=day, by=person, at=now)
    elif gesture == "again":
        actions.close_action(found, "plan_again", result="", by=person, at=now)
    else:
        return False
    return True
