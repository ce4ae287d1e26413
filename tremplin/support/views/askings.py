"""Supporters, for those who ask them: who accepts what and how much of it is left, asking, the answers, thanks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.forms import Form
from tremplin.directory.models import Body
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.actions import supporters as actions
from tremplin.support.forms.supporters import ANSWER_WITHIN, AskForm, ConfirmForm, FilterForm, ThanksForm
from tremplin.support.models import Accompaniment, Asking, Need
from tremplin.support.queries import accompaniments_run_by, introductions_visible_to
from tremplin.support.queries import supporters as queries
from tremplin.support.states import AskingState, Subject
from tremplin.support.views.doorkeeper import ref_asked
from tremplin.support.views.sending import already_sent, send_form
from tremplin.support.views.supporters import answer_page

SHOWN = 30


@dataclass(frozen=True)
class Purpose:
    """What somebody is asked for: an initiative, one of its needs, the body of an introduction; or the programme."""

    accompaniment: Accompaniment | None = None
    need: Need | None = None
    body: Body | None = None
    name: str = ""
    ref: str = ""

    @property
    def address(self) -> str:
        """How an address names it."""
        return f"{self.name}={self.ref}" if self.ref else ""

    @property
    def label(self) -> Any:
        return self.need or self.accompaniment or ""


def purpose_of(request: HttpRequest) -> Purpose:
    """As the address names it, among what the person works for; a reference of anything else counts for nothing."""
    run = accompaniments_run_by(request.user, Subject.TIES)
    if ref := ref_asked(request, "mise-en-relation"):
        one = introductions_visible_to(request.user).filter(ref=ref, accompaniment__in=run.values("pk")).first()
        if one is not None:
            return Purpose(one.accompaniment, one.need, one.door.body, "mise-en-relation", ref)
    if ref := ref_asked(request, "besoin"):
        seen = Need.objects.filter(ref=ref, accompaniment__in=run.values("pk"))
        if need := seen.select_related("accompaniment__initiative", "accompaniment__season__programme").first():
            return Purpose(need.accompaniment, need, None, "besoin", ref)
    if (ref := ref_asked(request, "accompagnement")) and (found := run.filter(ref=ref).first()):
        return Purpose(found, None, None, "accompagnement", ref)
    return Purpose()


def supporter_list(request: HttpRequest) -> HttpResponse:
    """Who accepts what, by name; with what is asked for in the address, those that fit it."""
    require(rules.can_see_supporters(request.user))
    purpose = purpose_of(request)
    form = FilterForm(request.GET or None)
    form.is_valid()
    chosen = form.cleaned_data if form.is_bound else {}
    theme, body = chosen.get("theme"), chosen.get("organisme") or purpose.body
    programmes = programmes_where(request.user, queries.ASKERS)
    if purpose.accompaniment is not None:
        programmes = programmes.filter(pk=purpose.accompaniment.season.programme_id)
    found = [
        standing
        for programme in programmes
        for standing in queries.offers_fitting(
            topics=[theme] if theme else (),
            body=body,
            kind=chosen.get("que") or None,
            programme=programme,
            today=clock.today(programme.time_zone),
        )
    ]
    context = {
        "form": form,
        "purpose": purpose,
        "body": body,
        "rows": [(standing, rules.leaves_some(standing)) for standing in found],
        "filtered": any(chosen.get(name) for name in ("que", "theme", "organisme")) or purpose.body is not None,
        "askings": queries.askings_run_by(request.user)[:SHOWN],
        "runs_mandates": bool(programmes_where(request.user, [Role.ADMINISTRATOR])),
    }
    return render(request, "support/supporter_list.html", context)


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """The words, then the exact mail, then it leaves."""
    offer = get_object_or_404(queries.offers_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    purpose, person = purpose_of(request), me(request)
    may = rules.can_ask_supporter(person, offer, purpose.accompaniment, clock.now())
    form = AskForm(request.POST or None, initial={"answer_by": clock.today() + ANSWER_WITHIN})
    context: dict[str, Any] = {
        "offer": offer,
        "standing": queries.standings([offer], clock.now())[0],
        "purpose": purpose,
        "form": form,
        "may": may,
    }
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        said = {name: form.cleaned_data[name] for name in ("words", "answer_by")}
        if may and "confirmed" not in request.POST:
            draft = Asking(offer=offer, asked_by=person, asked_at=clock.now(), **said)
            return _preview(request, form, context | {"asking": draft, "mail": actions.shown_asking(draft, person)})

        def do() -> str:
            made = actions.ask(
                offer, **said, accompaniment=purpose.accompaniment, need=purpose.need, by=person, at=clock.now()
            )
            return reverse("support:asking", args=[made.ref])

        if done := send_form(request, form, do):
            return done
    return render(request, "support/asking_write.html", context)


def _preview(request: HttpRequest, form: Form, context: dict[str, Any]) -> HttpResponse:
    subject, text = context.pop("mail")
    kept = [(name, request.POST.get(name, "")) for name in form.fields]
    return render(request, "support/asking_preview.html", context | {"subject": subject, "text": text, "kept": kept})


def asking(request: HttpRequest, ref: str) -> HttpResponse:
    """One asking as the programme follows it: a plain reply is filed here, thanks leave from here."""
    found = get_object_or_404(queries.askings_run_by(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    here = reverse("support:asking", args=[found.ref])
    if (name := request.GET.get("geste", "")) in ("thank", "cancel"):
        return _thank(request, found, here) if name == "thank" else _cancel(request, found, here)
    context = {"may_thank": rules.can_thank(request.user, found)}
    return answer_page(request, found, "support/asking.html", here, context)


def _thank(request: HttpRequest, found: Asking, here: str) -> HttpResponse:
    person = me(request)
    if request.method != "POST":
        require(rules.can_thank(person, found))
    form = ThanksForm(request.POST or None)
    context: dict[str, Any] = {"asking": found, "offer": found.offer, "form": form, "thanks": True}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        words = form.cleaned_data["words"]
        if "confirmed" not in request.POST:
            return _preview(request, form, context | {"mail": actions.shown_thanks(found, words, person)})

        def do() -> str:
            actions.thank(found, words=words, by=person, at=clock.now())
            return here

        if done := send_form(request, form, do):
            return done
    return render(request, "support/asking_thank.html", context)


def _cancel(request: HttpRequest, found: Asking, here: str) -> HttpResponse:
    person, form = me(request), ConfirmForm(request.POST or None)
    waited_for = found.state != AskingState.DECLINED

    def do() -> str:
        actions.cancel(found, by=person, at=clock.now())
        return here

    if done := send_form(request, form, do):
        return done
    if not Asking.MOVES.allows("cancel", found.state):
        return redirect(here)
    return render(request, "support/asking_cancel.html", {"asking": found, "form": form, "waited_for": waited_for})
