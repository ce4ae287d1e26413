"""What an introduction brought: the page of both sides, the mail that asks the contact, and the contact’s own page."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, mail
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import queries, rules
from tremplin.support.actions import outcomes as actions
from tremplin.support.emails.outcomes import outcome_context
from tremplin.support.forms.introductions import ConfirmForm
from tremplin.support.forms.outcomes import ContactOutcomeForm, ToldOutcomeForm
from tremplin.support.models import Introduction, Outcome
from tremplin.support.queries.outcomes import MAIL, asked_by_mail, occasion_now, occasions_of, outcomes_of
from tremplin.support.states import AskedSide, Side
from tremplin.support.tokens import outcome_link_of
from tremplin.support.views.answers import about, let_in, page, unknown
from tremplin.support.views.sending import already_sent, send_form


def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    """What each side said, and the questions to the side asked: the initiative’s own, or the one the officer heard."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person, today = me(request), clock.today(found.accompaniment.season.programme.time_zone)
    side = AskedSide.CONTACT if request.GET.get("cote") == AskedSide.CONTACT else AskedSide.TEAM
    now, may = occasion_now(found, today), rules.can_tell_outcome(person, found, side)
    said = {one.side: one for one in outcomes_of(found) if now and one.occasion == now[0]}
    form = ToldOutcomeForm(request.POST or None, initial=_first(said.get(side)))

    def tell() -> str:
        require(may)
        actions.tell_outcome(found, side, occasion=now[0] if now else "", **form.said, by=person, at=clock.now())
        return reverse("support:introduction", args=[found.ref])

    if done := send_form(request, form, tell):
        return done
    context = {
        **_context(found),
        "form": form,
        "side": side,
        "may_tell": may,
        "officer": queries.side_of(person, found.accompaniment) == Side.OFFICER,
        "asked": asked_by_mail(found, now[0]) if now else None,
        "may_ask": rules.can_ask_outcome(person, found) and now,
        "next_on": next((on for _occasion, on in occasions_of(found) if on > today), None),
    }
    return render(request, "support/outcome.html", context)


def outcome_offered(person: Person, found: Introduction, today: date) -> dict[str, Any]:
    """For the page of the introduction: what was said, and whether this person has something to say or to ask."""
    may = occasion_now(found, today) and rules.can_tell_outcome(person, found, AskedSide.TEAM)
    return {"outcomes": outcomes_of(found), "may_tell": may}


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """The exact mail to the contact; the button sends it."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person = me(request)
    require(rules.can_ask_outcome(person, found))
    now = occasion_now(found, clock.today(found.accompaniment.season.programme.time_zone))
    if now is None:
        raise Http404
    subject, text, _html = mail.render(MAIL, outcome_context(found, person, now[0], shown=True), found.language)
    form = ConfirmForm(request.POST or None)

    def do() -> str:
        actions.ask_contact(found, by=person, at=clock.now())
        return reverse("support:outcome", args=[found.ref])

    if done := send_form(request, form, do):
        messages.success(request, _("The mail leaves in your name."))
        return done
    context = {**_context(found), "form": form, "subject": subject, "text": text, "count": len(text.split())}
    return render(request, "support/outcome_ask.html", context)


def contact_outcome(request: HttpRequest, token: str) -> HttpResponse:
    """The contact’s page, from the link of the mail: without an account, without doing anything by being opened."""
    opened = outcome_link_of(token)
    if opened is None:
        return unknown(request)
    (link, occasion), now = opened, clock.now()
    found = link.introduction
    context = {"introduction": found, **about(found)}
    if link.has_expired(now):
        return page(request, "support/answer_over.html", context | {"over": False}, status=410)
    form, status = ContactOutcomeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        status = let_in(form, found, link.address)
        if status == 200:
            try:
                actions.tell_outcome(found, AskedSide.CONTACT, occasion=occasion, **form.said, by=None, at=now)
                return redirect(f"{reverse('support:outcome-answer', args=[token])}?recu=1")
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
    told = Outcome.objects.filter(introduction=found, side=AskedSide.CONTACT, occasion=occasion).first()
    if told is not None and request.method != "POST" and "recu" in request.GET:
        return page(request, "support/outcome_thanks.html", context | {"told": told, "token": token})
    return page(request, "support/outcome_answer.html", context | {"form": form, "told": told}, status=status)


def _first(said: Outcome | None) -> dict[str, Any]:
    return {"result": said.result, "saved": said.saved, "words": said.words} if said else {}


def _context(found: Introduction) -> dict[str, Any]:
    return {
        "accompaniment": found.accompaniment,
        "view": "introductions",
        "introduction": found,
        "outcomes": outcomes_of(found),
        "zone": found.accompaniment.season.programme.time_zone,
    }
