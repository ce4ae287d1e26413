"""What the authority named in a call reads and signs, one decision at a time or all of those it has read together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.selection import rules
from tremplin.selection.actions import decisions as actions
from tremplin.selection.engine.digests import digest
from tremplin.selection.forms.decisions import SignAllForm, SignForm, TakeBackForm
from tremplin.selection.models import Decision, Signatory
from tremplin.selection.queries.decisions import to_sign
from tremplin.selection.states import DecisionState, Outcome


@dataclass(frozen=True)
class Sheet:
    """A decision as it is signed, and the mark of its text."""

    decision: Decision
    signatory: Signatory
    mark: str


def _sheets(decisions: Iterable[Decision]) -> list[Sheet]:
    sheets = []
    for one in decisions:
        named = one.application.call.signatory
        sheets.append(Sheet(one, named, digest(actions.text_of(one, named))))
    return sheets


def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for a signature, then what is signed; with `tout`, every text to sign, on one page."""
    require(rules.can_open_signatures(request.user))
    if request.method == "POST" or "tout" in request.GET:
        return _sign_all(request)
    found = (
        to_sign(request.user)
        .select_related("application__call__signatory__person")
        .order_by("application__call__title_fr", "application__initiative__folded", "ref")
    )
    rows = list(found)
    context = {
        "waiting": [one for one in rows if one.state == DecisionState.PREPARED],
        "signed": [one for one in rows if one.state != DecisionState.PREPARED],
        "count": len(rows),
    }
    return render(request, "selection/signature_list.html", context)


def _waiting(request: HttpRequest) -> list[Sheet]:
    found = (
        to_sign(request.user)
        .filter(state=DecisionState.PREPARED)
        .select_related("application__call__signatory__person")
        .prefetch_related("motives__criterion")
        .order_by("application__call__title_fr", "application__initiative__folded", "ref")
    )
    return _sheets(found)


def _sign_all(request: HttpRequest) -> HttpResponse:
    """Signs what was read, whole: when one text changed since, nothing is signed and the page says which one."""
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    sheets, changed = _waiting(request), []
    if request.method == "POST":
        form = SignAllForm(request.POST)
        pairs = form.pairs if form.is_valid() else {}
        by_ref = {one.decision.ref: one for one in sheets}
        changed = [one.decision for one in sheets if pairs.get(one.decision.ref, one.mark) != one.mark]
        if pairs and set(pairs) <= set(by_ref):
            read = [(by_ref[ref].decision, mark) for ref, mark in sorted(pairs.items())]

            def do() -> str:
                actions.sign_all(read, by=person, at=clock.now())
                return reverse("selection:signature-list")

            try:
                address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
            else:
                done = ngettext("%(count)s decision is signed.", "%(count)s decisions are signed.", len(read))
                messages.success(request, done % {"count": len(read)})
                return redirect(address)
        else:
            messages.warning(
                request, _("One of these decisions no longer waits for your signature: nothing is signed. Read again.")
            )
    form = SignAllForm(initial={"read": " ".join(f"{one.decision.ref}:{one.mark}" for one in sheets)})
    groups = [(one, [sheet for sheet in sheets if sheet.decision.outcome == one]) for one in Outcome]
    context = {
        "form": form,
        "groups": [(outcome, group) for outcome, group in groups if group],
        "count": len(sheets),
        "changed": changed,
    }
    return render(request, "selection/signature_all.html", context)


def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """The exact text of one decision: signed as it was read, or its signature taken back."""
    require(rules.can_open_signatures(request.user))
    person = me(request)
    found = get_object_or_404(
        to_sign(person).select_related("application__call__signatory__person"), ref=must_be_ref(ref)
    )
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    takes_back = "reason" in request.POST
    sign_form = SignForm(request.POST if request.method == "POST" and not takes_back else None)
    back_form = TakeBackForm(request.POST if takes_back else None)
    form = back_form if takes_back else sign_form
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            if takes_back:
                actions.take_back(found, reason=form.cleaned_data["reason"], by=person, at=clock.now())
                return reverse("selection:signature", args=[found.ref])
            actions.sign(found, read=form.cleaned_data["read"], by=person, at=clock.now())
            return reverse("selection:signature-list")

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The signature is taken back.") if takes_back else _("The decision is signed."))
            return redirect(address)
    [sheet] = _sheets([found])
    context = {
        "sheet": sheet,
        "decision": found,
        "application": found.application,
        "call": found.application.call,
        "zone": found.application.call.season.programme.time_zone,
        "sign_form": SignForm(initial={"read": sheet.mark}),
        "back_form": back_form,
        "may_sign": rules.can_sign(person, found),
        "may_take_back": rules.can_take_back(person, found),
    }
    return render(request, "selection/signature.html", context)
