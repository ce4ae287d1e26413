"""The reusable legal answers: the library, one answer, writing one with nothing of the initiative that asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import legal as actions
from tremplin.support.forms.legal import NoteForm, NoteSearchForm
from tremplin.support.queries import legal as queries
from tremplin.support.rules import consolidate as rules
from tremplin.support.views.doorkeeper import ref_asked, words_asked
from tremplin.support.views.sending import already_sent, send_form

FOUND = 20


def note_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_notes(request.user))
    words = words_asked(request)
    notes = queries.notes_visible_to(request.user)
    context = {
        "form": NoteSearchForm(initial={"q": words}),
        "words": words,
        "notes": queries.notes_like(words, notes, k=FOUND) if words else list(notes),
        "to_read_again": queries.notes_to_read_again(request.user),
        "writes": rules.can_write_notes(request.user),
        "answers": rules.can_answer_questions(request.user),
    }
    return render(request, "support/legal_note_list.html", context)


def note(request: HttpRequest, ref: str) -> HttpResponse:
    """One answer; whoever writes them changes it, withdraws it, gives it again."""
    found = get_object_or_404(queries.notes_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    writes = rules.can_write_notes(request.user, found.programme)
    if request.method == "POST" and "gesture" in request.POST:
        return _mark(request, found)
    form = None
    if writes and ("changer" in request.GET or request.method == "POST"):
        initial = {"title": found.title, "words": found.words, "topic": found.topic_id, "check_on": found.check_on}
        names = [name for one in found.questions.all() for name in queries.names_of(one.accompaniment)]
        form = NoteForm(request.POST or None, initial=initial, names=names)

        def do() -> str:
            actions.change_note(found, **form.said, by=me(request), at=clock.now())
            return reverse("support:legal-note", args=[found.ref])

        if done := send_form(request, form, do):
            return done
    context = {"note": found, "writes": writes, "form": form, "today": clock.today(found.programme.time_zone)}
    return render(request, "support/legal_note.html", context | {"zone": found.programme.time_zone})


def _mark(request: HttpRequest, found: Any) -> HttpResponse:
    withdraws = request.POST["gesture"] == "withdraw"
    try:
        (actions.withdraw_note if withdraws else actions.give_note_again)(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:legal-note", found.ref)


def write_note(request: HttpRequest) -> HttpResponse:
    """From a question that was answered, or from nothing. What belongs to the initiative is shown, and asked out."""
    require(rules.can_write_notes(request.user))
    if first := already_sent(request):
        return first
    person, ref = me(request), ref_asked(request, "question")
    found = queries.questions_visible_to(person).filter(ref=ref).first() if ref else None
    if found is not None:
        require(rules.can_write_notes(person, found.accompaniment.season.programme))
        programme, names = found.accompaniment.season.programme, queries.names_of(found.accompaniment)
    else:
        programme, names = queries.programmes_of_notes(person)[0], []
    initial: dict[str, Any] = {"check_on": queries.year_after(clock.today(programme.time_zone))}
    if found is not None:
        initial |= {"title": found.title, "words": found.answer}
    form = NoteForm(request.POST or None, initial=initial, names=names)

    def do() -> str:
        made = actions.write_note(programme, **form.said, question=found, by=person, at=clock.now())
        return reverse("support:legal-note", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    context = {"form": form, "question": found, "names": names, "programme": programme}
    return render(request, "support/legal_note_write.html", context)
