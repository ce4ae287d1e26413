"""The class of a season: who is who, collective sessions, questions and answers, documents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, files
from tremplin.core.answers import Yes, require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.models import Season
from tremplin.support.actions import classes as actions
from tremplin.support.forms.classes import AnswerForm, CardForm, DocumentForm, QuestionForm
from tremplin.support.models import ClassQuestion
from tremplin.support.queries import classes as queries
from tremplin.support.rules import classes as rules
from tremplin.support.states import WorkshopState
from tremplin.support.views.sending import already_sent, send_form

LARGEST = 20_000_000  # bytes


def _seen(request: HttpRequest, ref: str) -> Season:
    return get_object_or_404(queries.classes_of(request.user), ref=must_be_ref(ref))


def class_list(request: HttpRequest) -> HttpResponse:
    """The classes one belongs to; straight to it when there is one."""
    require(rules.can_open_classes(request.user))
    seasons = list(queries.classes_of(request.user))
    if len(seasons) == 1:
        return redirect("support:class", seasons[0].ref)
    return render(request, "support/class_list.html", {"seasons": seasons})


def class_space(request: HttpRequest, ref: str) -> HttpResponse:
    season = _seen(request, ref)
    person, now = me(request), clock.now()
    cards = list(queries.cards_of(season))
    sessions = list(queries.workshops_of(season))
    context = {
        "season": season,
        "view": "people",
        "cards": cards,
        "mine": next((card for card in cards if card.person_id == person.pk), None),
        "of": queries.people_of(season).count(),
        "coming": [one for one in sessions if one.state == WorkshopState.PLANNED and one.ends_at > now],
        "held": [one for one in sessions if one.state == WorkshopState.HELD],
    }
    return render(request, "support/class.html", context)


def card(request: HttpRequest, ref: str) -> HttpResponse:
    """How one shows oneself; taken back at any time."""
    season, person = _seen(request, ref), me(request)
    if first := already_sent(request):
        return first
    mine = season.class_cards.filter(person=person).first()
    address = reverse("support:class", args=[season.ref])
    if mine is not None and "hide" in request.POST:
        actions.hide_card(mine, by=person, at=clock.now())
        messages.success(request, _("Your card is taken back: nothing of it is kept."))
        return redirect(address)
    shown = mine if mine is not None and mine.shown_at is not None else None
    names = ("shown_name", "words", "helps_with", "reach", "hears")
    first_values = {name: getattr(shown, name) for name in names} if shown else {"shown_name": person.full_name}
    form = CardForm(request.POST or None, initial=first_values)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in names}
        actions.show_card(season, **said, by=person, at=clock.now())
        return address

    if done := send_form(request, form, do):
        return done
    return render(
        request, "support/class_card.html", {"season": season, "view": "people", "form": form, "shown": shown}
    )


def question_list(request: HttpRequest, ref: str) -> HttpResponse:
    """What was asked, the open questions first; and asking."""
    season = _seen(request, ref)
    if first := already_sent(request):
        return first
    form = QuestionForm(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        made = actions.ask_class(season, title=said["title"], words=said["words"], by=me(request), at=clock.now())
        return reverse("support:class-question", args=[season.ref, made.ref])

    if done := send_form(request, form, do):
        return done
    asked = list(queries.questions_of(season).prefetch_related("answers"))
    context = {
        "season": season,
        "view": "questions",
        "form": form,
        "open": [one for one in asked if one.closed_at is None],
        "closed": [one for one in asked if one.closed_at is not None],
    }
    return render(request, "support/class_questions.html", context)


def question(request: HttpRequest, ref: str, question_ref: str) -> HttpResponse:
    season = _seen(request, ref)
    found: ClassQuestion = get_object_or_404(queries.questions_of(season), ref=must_be_ref(question_ref))
    if first := already_sent(request):
        return first
    may_close = rules.can_close_question(request.user, found)
    address = reverse("support:class-question", args=[season.ref, found.ref])
    if "close" in request.POST:
        require(may_close)
        actions.close_question(found, by=me(request), at=clock.now())
        return redirect(address)
    form = AnswerForm(request.POST or None)

    def do() -> str:
        actions.answer_class(found, words=form.cleaned_data["words"], by=me(request), at=clock.now())
        return address

    if done := send_form(request, form, do):
        return done
    names = {one.person_id: one.shown_name for one in queries.cards_of(season)}
    context = {
        "season": season,
        "view": "questions",
        "question": found,
        "asked_by": names.get(found.by_id, found.by),
        "answers": [(one, names.get(one.by_id, one.by)) for one in queries.answers_to(found)],
        "form": form,
        "closes": isinstance(may_close, Yes) and found.closed_at is None,
    }
    return render(request, "support/class_question.html", context)


def document_list(request: HttpRequest, ref: str) -> HttpResponse:
    season, person = _seen(request, ref), me(request)
    if first := already_sent(request):
        return first
    address = reverse("support:class-documents", args=[season.ref])
    shared = list(queries.documents_of(season))
    if "remove" in request.POST:
        document = get_object_or_404(queries.documents_of(season), ref=must_be_ref(request.POST["remove"]))
        require(rules.can_remove_document(person, document))
        actions.remove_document(document, by=person, at=clock.now())
        messages.success(request, _("The document is taken back."))
        return redirect(address)
    form = DocumentForm(request.POST or None, request.FILES or None)
    stored = None
    if request.method == "POST" and form.is_valid() and form.cleaned_data["file"]:
        try:
            stored = files.receive(
                form.cleaned_data["file"],
                kind=rules.FILE_KIND,
                owner=season.ref,
                largest=LARGEST,
                by=person.ref,
                at=clock.now(),
            )
        except files.FileRefused as refusal:
            form.add_error("file", str(refusal))

    def do() -> str:
        said = form.cleaned_data
        actions.share_document(
            season, title=said["title"], file=stored, address=said["address"], by=person, at=clock.now()
        )
        return address

    if done := send_form(request, form, do):
        return done
    # whoever is in the class may read what is shared in it: only the file’s own state is left to ask
    rows = [
        (
            one,
            files.download_address(one.file, person) if one.file and files.is_checked(one.file) else "",
            isinstance(rules.can_remove_document(person, one), Yes),
        )
        for one in shared
    ]
    return render(
        request, "support/class_documents.html", {"season": season, "view": "documents", "form": form, "rows": rows}
    )
