"""Legal questions: those of one initiative, one question as each side and its expert see it, the reusable answers."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import legal as actions
from tremplin.support.forms.consolidate import ButtonForm, WhyForm
from tremplin.support.forms.legal import AnswerForm, HandForm, QuestionForm
from tremplin.support.models import LegalQuestion
from tremplin.support.queries import legal as queries
from tremplin.support.rules import consolidate as rules
from tremplin.support.states import LegalState, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, words_asked
from tremplin.support.views.one_gesture import Gesture, gesture_page, possible, simply
from tremplin.support.views.sending import already_sent, send_form

USUAL = timedelta(days=14)  # an answer is hoped for by then, unless something else is said

ASKING = {
    "drop": Gesture("drop", _("Ask it no longer"), simply(WhyForm), actions.drop_question),
    "again": Gesture("ask_again", _("Ask it again"), simply(ButtonForm), actions.ask_again),
}
HANDING = {
    "hand": Gesture(
        "hand",
        _("Hand it to somebody"),
        lambda data, row: HandForm(
            data,
            experts=queries.experts_for_questions(row.accompaniment.season.programme),
            initial={"expert": row.expert and row.expert.ref},
        ),
        lambda row, *, expert, by, at: actions.hand_question(row, expert, by=by, at=at),
    )
}
ANSWERING = {
    "answer": Gesture(
        "answer",
        _("Write the answer"),
        lambda data, row: AnswerForm(data, initial={"answer": row.answer}),
        actions.answer_question,
    )
}
GIVING_BACK = {
    "give-back": Gesture("give_back", _("Give it back"), simply(ButtonForm), actions.give_back),
}


def question_list(request: HttpRequest, ref: str) -> HttpResponse:
    """What was asked, the answers that are hoped for first."""
    found = accompaniment_open(request, ref, Subject.LEGAL)
    questions = list(queries.questions_of(found))
    waiting = [one for one in questions if one.state in (LegalState.ASKED, LegalState.WITH_EXPERT)]
    context = {
        "accompaniment": found,
        "view": "legal",
        "today": clock.today(found.season.programme.time_zone),
        "waiting": sorted(waiting, key=lambda one: (one.hoped_by, one.pk)),
        "closed": [one for one in questions if one not in waiting],
        "working": rules.can_write_of(request.user, found, Subject.LEGAL),
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/legal_list.html", context)


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """First the reusable answers that look like the question typed, then the form."""
    found, person = accompaniment_open(request, ref, Subject.LEGAL), me(request)
    if first := already_sent(request):
        return first
    require(rules.can_write_of(person, found, Subject.LEGAL))
    words = words_asked(request)
    initial = {"title": words, "hoped_by": clock.today() + USUAL}
    form = QuestionForm(request.POST or None, initial=initial)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("title", "words", "hoped_by")}
        made = actions.ask_question(found, **said, by=person, at=clock.now())
        return reverse("support:legal-question", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    words = str(form["title"].value() or "")
    context = {
        "accompaniment": found,
        "view": "legal",
        "form": form,
        "words": words,
        "alike": _alike(request, words),
    }
    return render(request, "support/legal_ask.html", context)


def look_alikes(request: HttpRequest, ref: str) -> HttpResponse:
    """The answers that look like what is being typed: a piece of the page above, for its script."""
    accompaniment_open(request, ref, Subject.LEGAL)
    words = words_asked(request)
    return render(request, "support/_legal_alike.html", {"words": words, "alike": _alike(request, words)})


def _alike(request: HttpRequest, words: str) -> list[Any]:
    return queries.notes_like(words, queries.notes_visible_to(request.user)) if words else []


def question(request: HttpRequest, ref: str) -> HttpResponse:
    """One question; an expert who sees nothing else of the initiative sees this page alone."""
    found = get_object_or_404(queries.questions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    context = _context(request, found)
    here = reverse("support:legal-question", args=[found.ref])
    possible_now = _gestures(request, found)
    for gestures, may in possible_now:
        if request.GET.get("geste", "") in gestures:
            if gestures is GIVING_BACK:
                here = reverse("support:legal-handed")
            return gesture_page(request, found, gestures, may, here, context)
    context["gestures"] = [row for gestures, may in possible_now for row in possible(gestures, found, may)]
    return render(request, "support/legal_question.html", context)


def _gestures(request: HttpRequest, found: LegalQuestion) -> list[tuple[Any, Any]]:
    person = request.user
    return [
        (ANSWERING, rules.can_answer_question(person, found)),
        (HANDING, rules.can_hand_question(person, found)),
        (GIVING_BACK, rules.can_give_back(person, found)),
        (ASKING, rules.can_write_of(person, found.accompaniment, Subject.LEGAL)),
    ]


def _context(request: HttpRequest, found: LegalQuestion) -> dict[str, Any]:
    programme = found.accompaniment.season.programme
    sees = queries.sees_the_support(request.user, found.accompaniment)
    return {
        "layout": "support/base.html" if sees else "support/legal_base.html",
        "accompaniment": found.accompaniment,
        "view": "legal",
        "question": found,
        "row": found.title,
        "today": clock.today(programme.time_zone),
        "zone": programme.time_zone,
        "notes": queries.notes_like(found.title, queries.notes_visible_to(request.user), k=3)
        if found.state in (LegalState.ASKED, LegalState.WITH_EXPERT)
        else [],
        "writes_notes": found.state == LegalState.ANSWERED
        and found.note_id is None
        and rules.can_write_notes(request.user, programme),
    }


def handed(request: HttpRequest) -> HttpResponse:
    """What was handed to this person, the nearest day first; then what they answered last."""
    require(rules.can_answer_questions(request.user))
    mine = queries.questions_visible_to(request.user).filter(expert=me(request))
    context = {
        "waiting": queries.questions_handed_to(request.user),
        "answered": mine.filter(state=LegalState.ANSWERED).order_by("-answered_at")[:20],
        "today": clock.today(),
    }
    return render(request, "support/legal_handed.html", context)
