"""The dated texts of the programme: written by its team, read and signed for an initiative."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import texts as actions
from tremplin.support.forms.texts import SignForm, TextForm
from tremplin.support.models import DatedText
from tremplin.support.queries import texts as queries
from tremplin.support.rules import texts as rules
from tremplin.support.states import TextKind
from tremplin.support.views.doorkeeper import accompaniment_whole

_SAID = ("kind", "title_fr", "title_en", "words_fr", "words_en", "valid_from")


def managed(request: HttpRequest) -> HttpResponse:
    """For each programme and each kind: what is in force, what will be, what was; and a new one."""
    person = me(request)
    require(rules.can_manage_texts(person))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    programmes = list(queries.programmes_writing_texts(person))
    programme = next((one for one in programmes if one.ref == request.GET.get("programme")), programmes[0])
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in _SAID}

        def do() -> str:
            made = actions.write_text(programme, **said, by=person, at=clock.now())
            return reverse("support:text", args=[made.ref])

        try:
            return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    today, written = (
        clock.today(programme.time_zone),
        list(queries.texts_written_for(person).filter(programme=programme)),
    )
    context = {
        "form": form,
        "programme": programme,
        "programmes": programmes,
        "kinds": [(kind, _standing([one for one in written if one.kind == kind], today)) for kind in TextKind],
    }
    return render(request, "support/texts_managed.html", context)


def _standing(written: list[DatedText], today: date) -> list[tuple[DatedText, str]]:
    """Each text, the last first, with where it stands today: to come, in force, or before."""
    begun = [one for one in written if one.valid_from <= today]
    return [(one, "to-come" if one not in begun else "in-force" if one == begun[0] else "before") for one in written]


def text(request: HttpRequest, ref: str) -> HttpResponse:
    """One text, as whoever it binds reads it."""
    found = queries.text_seen(me(request), must_be_ref(ref))
    if found is None:
        raise Http404
    words = actions.words_of(found, get_language() or "fr")
    return render(request, "support/text.html", {"text": found, "words": words})


def text_list(request: HttpRequest, ref: str) -> HttpResponse:
    """What an initiative reads and signs, and what was signed."""
    found = accompaniment_whole(request, ref)
    programme = found.season.programme
    in_force = [
        queries.text_in_force(programme, kind, clock.today(programme.time_zone)) for kind in queries.SIGNED_HERE
    ]
    signed = list(queries.signings_of(found))
    by_text = {one.text_id: one for one in signed}
    context = {
        "accompaniment": found,
        "view": "texts",
        "texts": [(one, by_text.get(one.pk)) for one in in_force if one is not None],
        "signed": signed,
        "signs": rules.can_sign_texts(request.user, found),
    }
    return render(request, "support/text_list.html", context)


def text_sign(request: HttpRequest, ref: str, text_ref: str) -> HttpResponse:
    """The text, then who signs it and as what."""
    found, person = accompaniment_whole(request, ref), me(request)
    text = get_object_or_404(DatedText, ref=must_be_ref(text_ref), programme=found.season.programme_id)
    require(rules.can_sign_texts(person, found))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = SignForm(request.POST or None, initial={"name": person.full_name, "read": text.sha256})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "quality", "read")}

        def do() -> str:
            actions.sign_text(text, found, **said, by=person, at=clock.now())
            return reverse("support:text-list", args=[found.ref])

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
            messages.success(request, _("It is signed. The text stays here as you read it."))
            return redirect(address)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    words = actions.words_of(text, get_language() or "fr")
    context = {"accompaniment": found, "view": "texts", "text": text, "words": words, "form": form}
    return render(request, "support/text_sign.html", context)
