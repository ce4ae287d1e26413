"""The supporter's own pages: what they accept to do, what they were asked, what they were thanked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.actions import supporters as actions
from tremplin.support.forms.supporters import A_YEAR, DoneForm, OfferForm, ReplyForm
from tremplin.support.models import Asking, Offer
from tremplin.support.queries import supporters as queries
from tremplin.support.states import AskingState
from tremplin.support.views.sending import already_sent, send_form

OPEN = (AskingState.ASKED, AskingState.ACCEPTED)
PAST_SHOWN = 30


def offer_list(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first, then what one offers, then what is past."""
    require(rules.can_open_offers(request.user))
    today, askings = clock.today(), queries.askings_of(request.user)
    rows = queries.standings(queries.offers_of(request.user), clock.now())
    runs = [row for row in rows if row.offer.withdrawn_at is None and row.offer.until_day >= today]
    context = {
        "open_ones": askings.filter(state__in=OPEN).order_by("answer_by", "pk"),
        "past_ones": askings.exclude(state__in=OPEN)[:PAST_SHOWN],
        "runs": [(row, row.offer.until_day <= today + queries.RENEWED_WITHIN) for row in runs],
        "over": [row for row in rows if row not in runs],
        "may_offer": rules.can_make_offers(request.user),
    }
    return render(request, "support/offer_list.html", context)


def offer_make(request: HttpRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    require(rules.can_make_offers(request.user))
    person = me(request)
    form = OfferForm(request.POST or None, programmes=programmes_where(person, [Role.SUPPORTER]))

    def do() -> str:
        actions.make_offer(form.cleaned_data["programme"], **form.said, by=person, at=clock.now())
        messages.success(request, _("It is written: you are asked no more than that."))
        return reverse("support:offer-list")

    return send_form(request, form, do) or render(request, "support/offer_form.html", {"form": form, "offer": None})


def offer_change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an offer, or with one gesture renew it, withdraw it, take it up again."""
    if first := already_sent(request):
        return first
    offer, person = get_object_or_404(queries.offers_of(request.user), ref=must_be_ref(ref)), me(request)
    if request.POST.get("gesture") in _GESTURES:
        return _gesture(request, offer)
    form = OfferForm(request.POST or None, offer=offer)

    def do() -> str:
        actions.change_offer(offer, **form.said, by=person, at=clock.now())
        messages.success(request, _("The change is kept."))
        return reverse("support:offer-list")

    return send_form(request, form, do) or render(request, "support/offer_form.html", {"form": form, "offer": offer})


def _renew(offer: Offer, **how: Any) -> None:
    actions.renew_offer(offer, until_day=max(offer.until_day, clock.today()) + A_YEAR, **how)


_GESTURES = {
    "renew": (_renew, lambda: _("It is renewed for a year.")),
    "withdraw": (actions.withdraw_offer, lambda: _("It is withdrawn: nothing more is asked within it.")),
    "again": (actions.take_offer_up_again, lambda: _("You may be asked again.")),
}


def _gesture(request: HttpRequest, offer: Offer) -> HttpResponse:
    do, says = _GESTURES[request.POST["gesture"]]
    try:
        do(offer, by=me(request), at=clock.now())
        messages.success(request, says())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:offer-list")


def my_asking(request: HttpRequest, ref: str) -> HttpResponse:
    """What one was asked: its words, and one's answer, which may change until it is done."""
    if first := already_sent(request):
        return first
    found = get_object_or_404(queries.askings_of(request.user), ref=must_be_ref(ref))
    return answer_page(request, found, "support/my_asking.html", reverse("support:my-asking", args=[found.ref]), {})


def answer_page(request: HttpRequest, found: Asking, template: str, here: str, context: dict[str, Any]) -> HttpResponse:
    """An asking, with its two forms: the answer, and the day it was done. `gesture` says which was sent."""
    person, gesture = me(request), request.POST.get("gesture", "")
    initial = {"verb": "" if found.state == AskingState.ASKED else "accept", "words": found.answer}
    answer = ReplyForm(request.POST if gesture == "answer" else None, initial=initial, auto_id="answer_%s")
    if found.offer.supporter_id != request.user.pk:
        answer.fields["verb"].label = _("The supporter’s answer")
    done = DoneForm(request.POST if gesture == "done" else None, initial={"done_on": clock.today()}, auto_id="done_%s")
    answers = {"accept": actions.accept, "decline": actions.decline}

    def reply() -> str:
        said = answer.cleaned_data
        answers[said["verb"]](found, words=said["words"], by=person, at=clock.now())
        return here

    def finish() -> str:
        actions.finish(found, done_on=done.cleaned_data["done_on"], by=person, at=clock.now())
        return here

    for name, form, do in (("answer", answer, reply), ("done", done, finish)):
        if gesture == name and (sent := send_form(request, form, do)):
            messages.success(request, _("It is noted."))
            return sent
    found.refresh_from_db()
    moves, may = Asking.MOVES, rules.can_answer_asking(person, found)
    verbs = [verb for verb in moves if not isinstance(moves.allows(verb, found.state), No)] if may else []
    context |= {"asking": found, "answer": answer, "done": done, "verbs": verbs, "may": may}
    return render(request, template, context | {"zone": found.offer.programme.time_zone})
