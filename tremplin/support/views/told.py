"""A diagnosis told on the phone: the officer types the initiative's side, and the initiative confirms it before it
counts. What the initiative answered itself stays its own until both sides have handed in.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.drafts import Saved, typed_in
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me
from tremplin.support import queries, rules
from tremplin.support.actions import diagnoses as actions
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.forms.diagnoses import RepliesForm, rivals_in_words
from tremplin.support.queries.diagnoses import FIELDS, key_of, told_in
from tremplin.support.states import Side
from tremplin.support.views.diagnoses import diagnosis_seen, head_of, kept, progress_of


def tell(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = diagnosis_seen(request, ref), me(request)
    require(rules.can_type_for_team(person, found))
    saved, typed = Saved(), typed_in(request.POST, FIELDS) if request.method == "POST" else {}
    if request.method == "POST":
        try:
            saved = actions.save_replies(found, typed, told=True, by=person, at=clock.now())
            if not saved.rivals:
                messages.success(request, _("Saved. The initiative confirms or corrects it on its own page."))
                return redirect("support:diagnosis-told", found.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    replies = queries.replies_of(found, Side.TEAM)
    form = RepliesForm(
        replies=replies,
        typed={name: one.text for name, one in typed.items()},
        rivals=rivals_in_words(saved.rivals),
        told=True,
    )
    context = head_of(request, found) | {
        "form": form,
        "steps": form.groups(missing=False),
        "overtaken": len({key_of(name) for name in saved.rivals}),
        "progress": progress_of(replies),
        "last_saved": max((one.saved_at for one in told_in(found)), default=None),
        "count": len(QUESTIONS),
    }
    return render(request, "support/diagnosis_told.html", context)


@require_POST
def autosave(request: HttpRequest, ref: str) -> HttpResponse:
    found, person, at = diagnosis_seen(request, ref), me(request), clock.now()
    require(rules.can_type_for_team(person, found))
    saved = actions.save_replies(found, typed_in(request.POST, FIELDS), told=True, by=person, at=at)
    return kept(found, saved, Side.TEAM, at)
