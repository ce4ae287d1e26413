"""What the programme team does with one application: a note, a correction asked, a conflict declared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import rules
from tremplin.calls.actions import instruction, submissions
from tremplin.calls.emails import letter_to_team
from tremplin.calls.forms.received import ConflictForm, NoteForm, SendBackForm
from tremplin.calls.models import Application, Correction, Question
from tremplin.calls.queries import received
from tremplin.calls.views.received_file import application_read, head_of
from tremplin.core import clock, mail
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person


def write_note(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = application_read(request, ref), me(request)
    address = reverse("calls:received-note", args=[found.ref])
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            instruction.write_note(found, words=form.cleaned_data["words"], by=person, at=clock.now())
            return address

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    context = head_of(request, found, "notes") | {"form": form, "notes": received.notes_of(found)}
    return render(request, "calls/received_notes.html", context)


def send_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Two steps: which questions, why and until when; then the exact mails, to be sent or changed."""
    found, person = application_read(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_send_back(person, found))
    questions = Question.objects.filter(section__form=found.form, parent=None).select_related("section")
    shown = shown_in(received.submissions_of(found)[0].frozen)
    form = SendBackForm(
        request.POST or None, application=found, questions=[question for question in questions if question.key in shown]
    )
    context = head_of(request, found, "send-back") | {"form": form}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            kept = [(name, value) for name, values in request.POST.lists() if name in form.fields for value in values]
            return render(
                request, "calls/received_send_back_preview.html", context | announced(form, found) | {"kept": kept}
            )
        try:
            return redirect(
                once(
                    form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _send_back(form, found, person)
                )
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return render(request, "calls/received_send_back.html", context)


def shown_in(frozen: dict[str, Any]) -> set[str]:
    """The questions that were asked, groups by their own key."""
    return {line["key"].partition(".")[0] for part in frozen["sections"] for line in part["answers"]}


def announced(form: SendBackForm, application: Application) -> dict[str, Any]:
    """The very mails, one for each language, and whom they go to."""
    correction = Correction(application=application, words=form.cleaned_data["words"], until=form.until)
    letter = letter_to_team("calls-correction", application, correction=correction)
    readers: dict[str, list[Person]] = {}
    for person in letter.people:
        readers.setdefault(person.language, []).append(person)
    letters = []
    for language, people in sorted(readers.items()):
        subject, text, _html = mail.render(letter.kind, letter.context, language)
        letters.append({"people": people, "language": language, "subject": subject, "text": text})
    return {"letters": letters, "until": form.until, "questions": form.questions}


def _send_back(form: SendBackForm, application: Application, person: Person) -> str:
    submissions.send_back(
        application,
        questions=form.questions,
        words=form.cleaned_data["words"],
        until=form.until,
        by=person,
        at=clock.now(),
    )
    return reverse("calls:received", args=[application.ref])


def declare_conflict(request: HttpRequest, ref: str) -> HttpResponse:
    person = me(request)
    if already := replayed(
        request.POST.get("once", ""), by=person.ref
    ):  # asked first: for oneself, the file is gone by now
        return redirect(already)
    found = application_read(request, ref)
    free = received.people_of(found.call.season.programme).exclude(pk__in=found.conflicts.values("person"))
    form = ConflictForm(request.POST or None, people=free, me=person)
    if request.method == "POST" and form.is_valid():
        concerned = form.cleaned_data["person"]

        def do() -> str:
            instruction.declare_conflict(
                found, concerned, source=form.cleaned_data["source"], by=person, at=clock.now()
            )
            if concerned.pk == person.pk:
                return reverse("calls:received-list")
            return reverse("calls:received-team", args=[found.ref])

        address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        messages.success(request, _("The conflict is declared."))
        return redirect(address)
    return render(request, "calls/received_conflict.html", head_of(request, found, "conflict") | {"form": form})
