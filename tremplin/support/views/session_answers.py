"""Pages reached from a mail without an account: an expert’s answer to a request, the two questions after a session, and
the file a calendar reads. Opening them does nothing.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.session_notes import say_feedback
from tremplin.support.forms.session_notes import FeedbackForm
from tremplin.support.forms.session_requests import ExpertAnswerForm
from tremplin.support.models import Feedback
from tremplin.support.queries.session_notes import feedback_side_of
from tremplin.support.rules.session_notes import can_say_feedback
from tremplin.support.states import SessionRequestState, Side
from tremplin.support.tokens.sessions import answered_mark, feed_of, feedback_of, is_answered, request_of
from tremplin.support.views.agendas import calendar_answer
from tremplin.support.views.answers import page, unknown
from tremplin.support.views.session_requests import answer

_VERBS = ("accept", "not_me", "not_before")


def session_answer(request: HttpRequest, token: str) -> HttpResponse:
    link = request_of(token)
    if link is None:
        return unknown(request)
    found, now = link.request, clock.now()
    programme = found.accompaniment.season.programme
    context = {
        "asked": found,
        "accompaniment": found.accompaniment,
        "programme": programme,
        "expert": link.expertise.person,
    }
    verb = request.GET.get("reponse", "")
    if request.method != "POST" and verb in _VERBS and is_answered(token, verb, request.GET.get("recu", "")):
        return page(request, "support/session_answer_thanks.html", context | {"verb": verb})
    over = not link.stands or found.state != SessionRequestState.PROPOSED
    if over or link.has_expired(now):
        return page(request, "support/session_answer_over.html", context | {"over": over}, status=410)
    form = ExpertAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(found, form, None)
            verb = form.cleaned_data["verb"]
            here = reverse("support:session-answer", args=[token])
            return redirect(f"{here}?reponse={verb}&recu={answered_mark(token, verb)}")
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return page(request, "support/session_answer.html", context | {"form": form})


def session_feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Asked once of a side: whoever opens the link after it was answered is thanked."""
    link = feedback_of(token)
    if link is None:
        return unknown(request)
    booking, now = link.booking, clock.now()
    context = {
        "booking": booking,
        "accompaniment": booking.accompaniment,
        "slot": booking.slot,
        "programme": booking.accompaniment.season.programme,
        "zone": booking.accompaniment.season.programme.time_zone,
        "team": link.side == Side.TEAM,
    }
    if Feedback.objects.filter(booking=booking, side=link.side).exists():
        return page(request, "support/session_feedback_thanks.html", context)
    # somebody who is of that side no more answers nothing
    gone = feedback_side_of(link.person, booking) != link.side
    if gone or link.has_expired(now) or not can_say_feedback(booking, now):
        return page(request, "support/session_feedback_over.html", context, status=410)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            say_feedback(booking, link.side, useful=said["useful"], otherwise=said["otherwise"], by=link.person, at=now)
            return redirect("support:session-feedback", token)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return page(request, "support/session_feedback.html", context | {"form": form})


def agenda_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file a calendar reads again and again; an address taken back leads nowhere."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    return calendar_answer(feed.person, download=False)
