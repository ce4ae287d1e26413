"""Agreements one initiative signs with others, and one of them with its file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, files
from tremplin.core.answers import require
from tremplin.core.files import FileRefused
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import agreements as actions
from tremplin.support.forms.agreements import AgreementForm, EndedForm, FileForm, SignedForm
from tremplin.support.forms.consolidate import ButtonForm, WordsForm
from tremplin.support.models import Accompaniment, Agreement, Relation
from tremplin.support.queries import agreements as queries
from tremplin.support.queries.relations import relations_visible_to
from tremplin.support.rules.consolidate import AGREEMENT_KIND, can_write_of
from tremplin.support.states import AgreementState, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked
from tremplin.support.views.one_gesture import Gesture, gesture_page, possible, simply
from tremplin.support.views.sending import already_sent, send_form

LARGEST = 20_000_000
ACCEPTED = frozenset({"pdf", "docx", "odt", "png", "jpg", "jpeg"})
GESTURES = {
    "negotiate": Gesture("negotiate", _("It is being negotiated"), simply(ButtonForm), actions.negotiate),
    "sign": Gesture(
        "sign",
        _("It is signed"),
        lambda data, row: SignedForm(data, initial={"signed_on": clock.today(), "ends_on": row.ends_on}),
        actions.sign,
    ),
    "renew": Gesture("renew", _("It is renewed"), simply(SignedForm, today="signed_on"), actions.renew),
    "end": Gesture("end", _("It ended"), simply(EndedForm, today="ends_on"), actions.end),
    "drop": Gesture("drop", _("Give it up"), simply(WordsForm), actions.drop),
    "again": Gesture("take_again", _("Take it up again"), simply(ButtonForm), actions.take_again),
}


def agreement_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Those under way, the nearest next step first; then those signed; then those that are over."""
    found = accompaniment_open(request, ref, Subject.LEGAL)
    rows = list(queries.agreements_of(found))
    drafted = [one for one in rows if one.state in (AgreementState.DRAFT, AgreementState.NEGOTIATED)]
    context = {
        "accompaniment": found,
        "view": "agreements",
        "today": clock.today(found.season.programme.time_zone),
        "drafted": sorted(drafted, key=lambda one: (one.next_on is None, one.next_on or one.written_at.date())),
        "signed": [one for one in rows if one.state == AgreementState.SIGNED],
        "over": [one for one in rows if one.state in (AgreementState.ENDED, AgreementState.DROPPED)],
        "working": can_write_of(request.user, found, Subject.LEGAL),
    }
    return render(request, "support/agreement_list.html", context)


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_open(request, ref, Subject.LEGAL), me(request)
    if first := already_sent(request):
        return first
    require(can_write_of(person, found, Subject.LEGAL))
    relations = _relations(request, found)
    asked = relations.filter(ref=ref_asked(request, "relation")).first()
    form = AgreementForm(request.POST or None, relations=relations, initial={"relation": asked and asked.ref})

    def do() -> str:
        made = actions.write_agreement(found, **form.said, by=person, at=clock.now())
        return reverse("support:agreement", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/agreement_write.html", {"accompaniment": found, "view": "agreements", "form": form})


def _relations(request: HttpRequest, found: Accompaniment) -> Any:
    return relations_visible_to(request.user).filter(initiative=found.initiative_id)


def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.agreements_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    may, here = can_write_of(request.user, found.accompaniment, Subject.LEGAL), reverse("support:agreement", args=[ref])
    relation = relations_visible_to(request.user).filter(agreements=found).first()
    context: dict[str, Any] = {
        "accompaniment": found.accompaniment,
        "view": "agreements",
        "agreement": found,
        "row": str(found),
        "working": may,
        "today": clock.today(found.accompaniment.season.programme.time_zone),
        "relation": relation,
        "may_download": files.may_download(request.user, found.file) if found.file else None,
        "gestures": possible(GESTURES, found, may),
    }
    if "geste" in request.GET:
        return gesture_page(request, found, GESTURES, may, here, context)
    form = _change_form(request, found) if "changer" in request.GET and may else None

    def do() -> str:
        actions.change_agreement(found, **form.said, by=me(request), at=clock.now())  # type: ignore[union-attr]
        return here

    if form is not None and (done := send_form(request, form, do)):
        return done
    return render(request, "support/agreement.html", context | {"form": form})


def _change_form(request: HttpRequest, found: Agreement) -> AgreementForm:
    names = ("partner", "object", "next_step", "next_on", "ends_on", "words")
    initial = {name: getattr(found, name) for name in names}
    relations: Any = _relations(request, found.accompaniment)
    if found.relation_id:  # kept even by somebody who may not see ties
        relations = relations | Relation.objects.filter(pk=found.relation_id).select_related(
            "initiative", "body", "network"
        )
        initial["relation"] = found.relation.ref if found.relation else None
    return AgreementForm(request.POST or None, relations=relations, initial=initial)


def agreement_file(request: HttpRequest, ref: str) -> HttpResponse:
    """To its file; a form to give one, or another."""
    found = get_object_or_404(queries.agreements_visible_to(request.user), ref=must_be_ref(ref))
    if "telecharger" in request.GET:
        if found.file is None:
            raise Http404
        require(files.may_download(request.user, found.file))
        return redirect(files.download_address(found.file, request.user))
    if first := already_sent(request):
        return first
    may, person, now = can_write_of(request.user, found.accompaniment, Subject.LEGAL), me(request), clock.now()
    require(may)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = files.receive(
                form.cleaned_data["file"],
                kind=AGREEMENT_KIND,
                owner=found.ref,
                largest=LARGEST,
                only=ACCEPTED,
                by=person.ref,
                at=now,
            )
            actions.attach(found, stored, by=person, at=now)
            return redirect("support:agreement", found.ref)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = {"accompaniment": found.accompaniment, "view": "agreements", "agreement": found, "form": form}
    return render(request, "support/agreement_file.html", context)
