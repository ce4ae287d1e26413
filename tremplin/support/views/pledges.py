"""Committees and pledges of one support, and the page of one pledge."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries
from tremplin.support.actions import pledges as actions
from tremplin.support.forms.commitments import Choices
from tremplin.support.forms.committee_session import PledgeForm, PledgeStepForm
from tremplin.support.givers import givers_of
from tremplin.support.models import Accompaniment, Pledge
from tremplin.support.queries.committees import committees_about
from tremplin.support.queries.pledges import pledges_of, pledges_visible_to
from tremplin.support.rules import committees as committee_rules
from tremplin.support.rules import pledges as rules
from tremplin.support.states import CommitteeState, PledgeState, Subject
from tremplin.support.views.doorkeeper import words_asked
from tremplin.support.views.sending import already_sent, send_form


def _seen(request: HttpRequest, ref: str) -> Accompaniment:
    """A support whose money the person may see."""
    return get_object_or_404(queries.accompaniments_open_to(request.user, Subject.MONEY), ref=must_be_ref(ref))


def committees(request: HttpRequest, ref: str) -> HttpResponse:
    """When a committee speaks of this support, and what was decided: told once the minutes are signed."""
    found = _seen(request, ref)
    items = committees_about(found)
    rows = [
        {
            "item": one,
            "told": one.committee.state == CommitteeState.SIGNED and one.outcome,
            "may_propose": committee_rules.can_propose(request.user, one),
        }
        for one in items
    ]
    context = {
        "accompaniment": found,
        "view": "committees",
        "rows": rows,
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/accompaniment_committees.html", context)


def pledge_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    may, words = rules.can_note_pledges(request.user, found), words_asked(request)
    if request.method == "POST":
        require(may)
    givers = givers_of(found, request.user, words)
    form = PledgeForm(request.POST or None, givers=givers.choices) if may and givers.choices else None

    def do() -> str:
        said = form.cleaned_data if form else {}
        body, sponsor = givers.chosen(said["giver"])
        kept = {name: said[name] for name in ("kind", "what", "amount", "due_on")}
        made = actions.note_pledge(
            found,
            body=body,
            sponsor=sponsor,
            **kept,
            pledged_on=clock.today(found.season.programme.time_zone),
            by=me(request),
            at=clock.now(),
        )
        return reverse("support:pledge", args=[made.ref])

    if form and (done := send_form(request, form, do)):
        return done
    context = {
        "accompaniment": found,
        "view": "pledges",
        "rows": list(pledges_of(found)),
        "form": form,
        "may": may,
        "words": words,
        "today": clock.today(found.season.programme.time_zone),
    }
    return render(request, "support/pledge_list.html", context)


def pledge(request: HttpRequest, ref: str) -> HttpResponse:
    """One pledge: what happened to it, and whether it is told in public."""
    found = get_object_or_404(pledges_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    if "agree" in request.POST:
        return _agree(request, found)
    may, today = rules.can_follow_pledge(request.user, found), clock.today(found.programme.time_zone)
    if request.method == "POST":
        require(may)
    form = PledgeStepForm(request.POST or None, verbs=_verbs(found), today=today)

    def do() -> str:
        _act(found, form.cleaned_data, request)
        messages.success(request, _("It is done."))
        return reverse("support:pledge", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    supports = queries.accompaniments_open_to(request.user, Subject.MONEY)
    accompaniment = supports.filter(pk=found.accompaniment_id).first() if found.accompaniment_id else None
    context = {
        "pledge": found,
        "accompaniment": accompaniment,
        "view": "pledges",
        "form": form,
        "may": may,
        "today": today,
        "zone": found.programme.time_zone,
        "as_partner": rules.can_agree_as_partner(request.user, found),
        "as_team": rules.can_agree_as_team(request.user, found),
    }
    page = "pledge" if accompaniment else "pledge_partner"
    return render(request, f"support/{page}.html", context)


def _verbs(found: Pledge) -> Choices:
    verbs: dict[str, Choices] = {
        PledgeState.PLEDGED: [("confirm", _("it is confirmed in writing")), ("withdraw", _("it is withdrawn"))],
        PledgeState.CONFIRMED: [("deliver", _("it is delivered")), ("withdraw", _("it is withdrawn"))],
        PledgeState.WITHDRAWN: [("again", _("it is pledged again, for this day"))],
    }
    return verbs.get(found.state, [])


def _act(found: Pledge, said: dict[str, Any], request: HttpRequest) -> None:
    person, now, on, words = me(request), clock.now(), said["on"], said["words"]
    if said["verb"] == "confirm":
        actions.confirm_pledge(found, proof=words, on=on, by=person, at=now)
    elif said["verb"] == "deliver":
        actions.deliver_pledge(found, result=words, on=on, by=person, at=now)
    elif said["verb"] == "withdraw":
        actions.withdraw_pledge(found, result=words, by=person, at=now)
    else:
        actions.pledge_again(found, due_on=on, by=person, at=now)


def _agree(request: HttpRequest, found: Pledge) -> HttpResponse:
    """« agree »: team or partner; with « no », the word is taken back."""
    as_team = request.POST["agree"].startswith("team")
    try:
        actions.agree_to_tell(
            found, as_team=as_team, agrees=not request.POST["agree"].endswith("-no"), by=me(request), at=clock.now()
        )
        messages.success(request, _("It is done."))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:pledge", found.ref)
