"""Writing an introduction: which door, then its parts, then the exact mail; only then is the initiative asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.directory.models import Door
from tremplin.directory.queries import doors_visible_to, find_doors, freshness_of, standing_body
from tremplin.directory.queries.keys import key_card_of
from tremplin.directory.sentences import why
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import rules
from tremplin.support.actions import introductions as actions
from tremplin.support.actions.answering import follow_redirection
from tremplin.support.composing import first_parts, message_of
from tremplin.support.engine.letters import LONGEST, words_in
from tremplin.support.forms.letters import ANSWER_WITHIN, MessageForm, PartsForm
from tremplin.support.leaving import said_day
from tremplin.support.models import Accompaniment, Introduction, Need
from tremplin.support.queries.answers import named_in, redirection_of
from tremplin.support.queries.proposals import doors_instead, holder_of, may_leave_on
from tremplin.support.queries.supporters import offers_fitting
from tremplin.support.states import OfferKind, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked, words_asked
from tremplin.support.views.sending import already_sent, send_form

_LETTER = ("contact_name", "contact_email", "language", "shared", "answer_by")


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.TIES)
    if first := already_sent(request):
        return first
    require(rules.can_write_introduction(request.user, found))
    need = found.needs.filter(ref=ref_asked(request, "besoin")).first()
    before = redirection_of(found, ref_asked(request, "suite"))
    context: dict[str, Any] = {"accompaniment": found, "view": "introductions", "need": need, "before": before}
    if "porte" not in request.GET:
        return render(request, "support/introduction_door.html", context | _search(request, need, before))
    door = get_object_or_404(doors_visible_to(request.user), ref=must_be_ref(request.GET["porte"]))
    if isinstance(answer := rules.is_open_door(door), No):
        more = {"closed": answer.reason, "instead": doors_instead(door)}
        return render(request, "support/introduction_door.html", context | _search(request, need, before) | more)
    return _message(request, found, door, context | {"door": door, "freshness": freshness_of(door)})


def _search(request: HttpRequest, need: Need | None, before: Introduction | None) -> dict[str, Any]:
    """Doors for the words asked; at first, those somebody was sent on to, else those of the need."""
    first = before.redirected_to if before else f"{need.title} {need.words}" if need else ""
    words = words_asked(request, first)
    rows = [(hit, [why(reason) for reason in hit.reasons]) for hit in find_doors(words)] if words else []
    return {"words": words, "rows": rows}


def _message(request: HttpRequest, found: Accompaniment, door: Door, context: dict[str, Any]) -> HttpResponse:
    person, need, data = me(request), context["need"], request.POST or None
    free = "text" in request.POST
    form = (
        MessageForm(data)
        if free
        else PartsForm(data, initial=_first(found, door, need, person) | named_in(context["before"]))
    )
    context |= {"form": form, "most": LONGEST, "count": 0, "free": free}
    if request.method == "POST" and form.is_valid():
        letter: dict[str, Any] = {name: form.cleaned_data[name] for name in _LETTER}
        letter["text"] = form.cleaned_data["text"] if free else message_of(form.cleaned_data, letter["language"])
        draft = Introduction(accompaniment=found, door=door, need=need, asked_by=person, **letter)
        subject, text = actions.shown_mail(draft, person)
        context |= {"subject": subject, "text": text, "count": words_in(text), "introduction": draft}

        def do() -> str:
            made = actions.write_introduction(found, door, need=need, **letter, by=person, at=clock.now())
            follow_redirection(context["before"], door, by=person, at=clock.now())
            return reverse("support:introduction", args=[made.ref])

        if "free" in request.POST:
            context |= {"form": MessageForm(initial=letter), "free": True}
        elif "confirmed" not in request.POST and "change" not in request.POST and context["count"] < LONGEST:
            kept = [(name, request.POST.get(name, "")) for name in form.fields]
            more = {"kept": kept, "later": said_day(may_leave_on(draft).day)}
            return render(request, "support/introduction_preview.html", context | more)
        elif "confirmed" in request.POST and (done := send_form(request, form, do)):
            return done
    return render(request, "support/introduction_write.html", context | _beside(found, door))


def _first(found: Accompaniment, door: Door, need: Need | None, person: Any) -> dict[str, Any]:
    holder = holder_of(door, person)
    return first_parts(found, door, need, person) | {
        "contact_name": str(holder) if holder else door.name,
        "contact_email": holder.email if holder else door.email,
        "answer_by": clock.today() + ANSWER_WITHIN,
        "language": "fr",
    }


def _beside(found: Accompaniment, door: Door) -> dict[str, Any]:
    """What helps at the moment of writing: the keys of the body, and who offered to introduce somebody there."""
    programme, body = found.season.programme, standing_body(door.body)
    offers = offers_fitting(
        topics=door.topics.all(),
        body=body,
        kind=OfferKind.INTRODUCE,
        programme=programme,
        today=clock.today(programme.time_zone),
    )
    return {"card": key_card_of(body), "offers": offers}
