"""The shared diagnosis: opened, answered by each side, saved by its form or by its script, handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.dates import time_of_day
from tremplin.core.drafts import Saved, told, typed_in
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import diagnoses as actions
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.forms.diagnoses import OpenForm, RepliesForm, rivals_in_words
from tremplin.support.models import Diagnosis, Reply
from tremplin.support.queries.diagnoses import (
    FIELDS,
    LONGEST,
    answered_in,
    carried_waiting,
    is_in,
    key_of,
    missing_in,
    told_in,
    too_long_in,
)
from tremplin.support.states import Occasion, Side, Step, Subject
from tremplin.support.views.doorkeeper import accompaniment_open


def diagnosis_seen(request: HttpRequest, ref: str) -> Diagnosis:
    return get_object_or_404(queries.diagnoses_visible_to(request.user), ref=must_be_ref(ref))


def head_of(request: HttpRequest, found: Diagnosis) -> dict[str, Any]:
    return {
        "accompaniment": found.accompaniment,
        "view": "diagnosis",
        "diagnosis": found,
        "side": queries.side_of(request.user, found.accompaniment),
        "zone": found.accompaniment.season.programme.time_zone,
        "compares": rules.can_compare(request.user, found),
    }


def diagnosis_list(request: HttpRequest, ref: str) -> HttpResponse:
    """One diagnosis an occasion; the programme opens it for both sides."""
    found, person = accompaniment_open(request, ref, Subject.DIAGNOSIS), me(request)
    rows = list(found.diagnoses.prefetch_related("versions__acceptances"))
    leads = isinstance(rules.can_lead(person, found, Subject.DIAGNOSIS), Yes) and found.state in rules.OPEN_STATES
    known = {one.occasion for one in rows}
    form = OpenForm(request.POST or None, known=known)
    if request.method == "POST":
        require(rules.can_lead(person, found, Subject.DIAGNOSIS))
        require(rules.can_work_on(person, found, Subject.DIAGNOSIS))
        if form.is_valid():
            made = actions.open_diagnosis(found, occasion=form.cleaned_data["occasion"], by=person, at=clock.now())
            messages.success(request, _("The diagnosis is open. Each side answers separately."))
            return redirect("support:diagnosis", made.ref)
    context = {
        "accompaniment": found,
        "view": "diagnosis",
        "rows": rows,
        "passages": found.decision_id is not None,
        "waiting": carried_waiting().filter(accompaniment=found).count(),
        "form": form if leads and len(known) < len(Occasion) else None,
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/diagnosis_list.html", context)


def diagnosis(request: HttpRequest, ref: str) -> HttpResponse:
    """My side: saved as often as one likes, then handed in."""
    found, person = diagnosis_seen(request, ref), me(request)
    side = queries.side_of(person, found.accompaniment)
    saved, typed = Saved(), typed_in(request.POST, FIELDS) if request.method == "POST" else {}
    if request.method == "POST":
        try:
            saved = actions.save_replies(found, typed, by=person, at=clock.now())
            if not saved.rivals:
                return _saved(request, found)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    replies = queries.replies_of(found, side or "")
    form = RepliesForm(
        replies=replies,
        typed={name: one.text for name, one in typed.items()},
        rivals=rivals_in_words(saved.rivals),
    )
    context = head_of(request, found) | {
        "form": form,
        "steps": form.groups(missing="manque" in request.GET),
        "overtaken": len({key_of(name) for name in saved.rivals}),
        "answering": rules.can_answer_diagnosis(person, found),
        "typed": request.method == "POST",
        "handed": side is not None and is_in(found, side),
        "left": len(missing_in(replies)),
        "told": list(told_in(found)) if side == Side.TEAM else [],
        "telling": rules.can_type_for_team(person, found),
        "progress": progress_of(replies),
        "last_saved": max((one.saved_at for one in replies.values() if one.saved_by_id), default=None),
        "count": len(QUESTIONS),
        "said": said_by(replies),
    }
    return render(request, "support/diagnosis.html", context)


def progress_of(replies: Mapping[str, Reply]) -> str:
    """“12 of 18 answered.”"""
    return _("%(done)s of %(all)s answered.") % {"done": answered_in(replies), "all": len(QUESTIONS)}


@require_POST
def autosave(request: HttpRequest, ref: str) -> HttpResponse:
    """What the script sends while somebody of one side types."""
    found, person = diagnosis_seen(request, ref), me(request)
    require(rules.can_answer_diagnosis(person, found))
    typed, at = typed_in(request.POST, FIELDS), clock.now()
    saved = actions.save_replies(found, typed, by=person, at=at)
    return kept(found, saved, str(queries.side_of(person, found.accompaniment)), at)


def kept(diagnosis: Diagnosis, saved: Saved, side: str, at: datetime) -> JsonResponse:
    """Where things are, after a save by the script."""
    replies = queries.replies_of(diagnosis, side)
    zone = diagnosis.accompaniment.season.programme.time_zone
    said = _("Saved at %(time)s") % {"time": time_of_day(at, zone)}
    if too_long_in(replies):
        said = _("Saved at %(time)s; a text is longer than %(most)s characters, please shorten it.") % {
            "time": time_of_day(at, zone),
            "most": LONGEST,
        }
    saved.rivals = rivals_in_words(saved.rivals)
    return JsonResponse(told(saved, said=said, warnings={}, progress=progress_of(replies)))


def _saved(request: HttpRequest, diagnosis: Diagnosis) -> HttpResponse:
    """Saved; then the gesture of the button that was pressed."""
    address, person, at = reverse("support:diagnosis", args=[diagnosis.ref]), me(request), clock.now()
    if key := request.POST.get("confirm"):
        actions.confirm_reply(diagnosis, key, by=person, at=at)
        return redirect(f"{address}#q-{key}" if key in {one.key for one in QUESTIONS} else address)
    if "hand-in" not in request.POST:
        messages.success(request, _("Saved. You may stop here and resume when you like."))
        return redirect(address)
    try:
        actions.hand_in(diagnosis, by=person, at=at)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect(f"{address}?manque=1")
    messages.success(request, _("Your side’s answers are handed in."))
    return redirect(address)


def said_by(replies: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """What one side said, by step, to be read."""
    language = get_language() or "fr"
    found = []
    for step in Step:
        rows = [{"title": one.words(language), "reply": replies.get(one.key)} for one in QUESTIONS if one.step == step]
        found.append((str(step.label), rows))
    return found
