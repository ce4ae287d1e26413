"""A committee while it sits: who is there, then one file after the other on the projector."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.forms import Form
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import committee_decisions as decisions
from tremplin.support.actions import committees as actions
from tremplin.support.forms.committee_session import DecisionForm, PledgeForm, PromiseForm, decision_said
from tremplin.support.forms.committees import PresenceForm
from tremplin.support.givers import Givers, givers_around
from tremplin.support.models import CommitteeItem
from tremplin.support.queries.committees import items_of, members_of, quorum_of
from tremplin.support.queries.ties import ties_of
from tremplin.support.rules import committees as rules
from tremplin.support.sentences.packs import pages_of
from tremplin.support.states import Presence
from tremplin.support.views.committees import committee_run, head
from tremplin.support.views.doorkeeper import words_asked
from tremplin.support.views.sending import already_sent, send_form


def presence(request: HttpRequest, ref: str) -> HttpResponse:
    found = committee_run(request, ref)
    if first := already_sent(request):
        return first
    require(rules.in_session(request.user, found))
    form = PresenceForm(request.POST or None, members=members_of(found))

    def do() -> str:
        actions.mark_presence(found, form.said, by=me(request), at=clock.now())
        messages.success(request, _("Who is there is noted."))
        return reverse("support:committee-run", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/committee_presence.html", head(found) | {"form": form})


def item(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """One file on the projector: the facts in two columns, the decision, what is pledged and promised."""
    found, person = committee_run(request, ref), me(request)
    items = items_of(found, person)
    one = get_object_or_404(CommitteeItem, ref=must_be_ref(item_ref), pk__in=[row.pk for row in items])
    one = next(row for row in items if row.pk == one.pk)
    if first := already_sent(request):
        return first
    if "again" in request.POST:
        return _take_back(request, one)
    givers = givers_around(one, person, words_asked(request))
    gesture = request.POST.get("gesture", "")
    decision = DecisionForm(request.POST if gesture == "decide" else None, initial=decision_said(one))
    pledge = PledgeForm(request.POST if gesture == "pledge" else None, givers=givers.choices, auto_id="pledge_%s")
    promise = PromiseForm(request.POST if gesture == "promise" else None, givers=givers.choices, auto_id="promise_%s")
    forms: dict[str, Form] = {"decide": decision, "pledge": pledge, "promise": promise}

    def do() -> str:
        _note(request, one, gesture, forms[gesture].cleaned_data, givers, decision)
        return reverse("support:committee-item", args=[found.ref, one.ref])

    if gesture in forms and (done := send_form(request, forms[gesture], do)):
        return done
    context = (
        head(found)
        | _shown(one, items)
        | {
            "decision": decision,
            "pledge": pledge,
            "promise": promise,
            "givers": bool(givers.choices),
            "words": words_asked(request),
            "may": rules.can_decide(person, one),
            "in_session": rules.in_session(person, found),
        }
    )
    return render(request, "support/committee_item.html", context)


def _note(
    request: HttpRequest,
    one: CommitteeItem,
    gesture: str,
    said: dict[str, Any],
    givers: Givers,
    decision: DecisionForm,
) -> None:
    person, now = me(request), clock.now()
    if gesture == "decide":
        decisions.decide(
            one,
            outcome=said["outcome"],
            until=said["until"],
            granted=decision.granted,
            conditions=said["conditions"],
            motive=said["motive"],
            by=person,
            at=now,
        )
        messages.success(request, _("The decision is noted. It takes effect when the minutes are signed."))
    elif gesture == "pledge":
        body, sponsor = givers.chosen(said["giver"])
        kept = {name: said[name] for name in ("kind", "what", "amount", "due_on")}
        decisions.pledge_in_session(one, body=body, sponsor=sponsor, **kept, by=person, at=now)
        messages.success(request, _("The pledge is noted, to be confirmed in writing."))
    else:
        body, sponsor = givers.chosen(said["promiser"])
        kept = {name: said[name] for name in ("what", "who", "due_on")}
        decisions.promise_in_session(one, body=body, sponsor=sponsor, **kept, by=person, at=now)
        messages.success(request, _("The promise is noted. It is followed like any other."))


def _shown(one: CommitteeItem, items: list[CommitteeItem]) -> dict[str, Any]:
    members = members_of(one.committee)
    ties = ties_of(members, [one])
    place = next(place for place, other in enumerate(items) if other.pk == one.pk)
    pages = pages_of(one.frozen) if one.frozen else None
    sections = pages.sections if pages else []
    middle = (len(sections) + 1) // 2
    return {
        "item": one,
        "pages": pages,
        "columns": [sections[:middle], sections[middle:]],
        "place": place + 1,
        "count": len(items),
        "previous": items[place - 1] if place else None,
        "next": items[place + 1] if place + 1 < len(items) else None,
        "quorum": quorum_of(one, members, ties),
        "leaving": [str(tie.member.person) for tie in ties if tie.member.presence == Presence.PRESENT],
        "pledges": list(one.pledges.select_related("body", "sponsor")),
        "promises": list(one.commitments.select_related("body", "sponsor")),
    }


def _take_back(request: HttpRequest, one: CommitteeItem) -> HttpResponse:
    try:
        decisions.take_back(one, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:committee-item", one.committee.ref, one.ref)
