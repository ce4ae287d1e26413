"""A correction asked while screening: the same two steps as elsewhere, and the screening waits for the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tremplin.calls import rules as of_calls
from tremplin.calls.forms.received import SendBackForm
from tremplin.calls.models import Application, Question
from tremplin.calls.queries import received
from tremplin.calls.views.instruction import announced, shown_in
from tremplin.calls.views.received_file import head_of
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.actions.screening import ask_correction
from tremplin.selection.views.doors import application_screened


def correction(request: HttpRequest, ref: str) -> HttpResponse:
    """Which questions, why and until when; then the exact mails, to be sent or changed."""
    found, person = application_screened(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(of_calls.can_send_back(person, found))
    require(rules.can_look_again(person, found))
    questions = Question.objects.filter(section__form=found.form, parent=None).select_related("section")
    shown = shown_in(received.submissions_of(found)[0].frozen)
    form = SendBackForm(
        request.POST or None, application=found, questions=[question for question in questions if question.key in shown]
    )
    context = head_of(request, found, "send-back") | {"form": form}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            kept = [(name, value) for name, values in request.POST.lists() if name in form.fields for value in values]
            preview = context | announced(form, found) | {"kept": kept}
            return render(request, "selection/screening_correction_preview.html", preview)
        try:
            return redirect(
                once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _ask(form, found, person))
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return render(request, "selection/screening_correction.html", context)


def _ask(form: SendBackForm, application: Application, person: Person) -> str:
    ask_correction(
        application,
        questions=form.questions,
        words=form.cleaned_data["words"],
        until=form.until,
        by=person,
        at=clock.now(),
    )
    return reverse("selection:screening", args=[application.ref])
