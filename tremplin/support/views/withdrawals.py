"""An initiative withdraws: a page that says what will happen, then does it; and the end of its public page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.support import queries
from tremplin.support.actions.beginnings import hide_proof
from tremplin.support.actions.withdrawals import withdraw
from tremplin.support.forms.withdrawals import WithdrawForm
from tremplin.support.models import Accompaniment
from tremplin.support.queries.asks import asked_open
from tremplin.support.rules.accompaniments import can_hide_proof, can_withdraw
from tremplin.support.states import BookingState, PartKind
from tremplin.support.views.doorkeeper import accompaniment_whole


def withdrawal(request: HttpRequest, found: Accompaniment) -> HttpResponse:
    person = me(request)
    require(can_withdraw(person, found))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            withdraw(found, words=form.cleaned_data["words"], by=person, at=clock.now())
            return reverse("support:accompaniment", args=[found.ref])

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
            messages.success(request, _("The support has ended. Everything stays readable."))
            return redirect(address)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = {
        "accompaniment": found,
        "view": "steer",
        "form": form,
        "officers": [part.person for part in queries.parts_of(found) if part.kind == PartKind.OFFICER],
        "asked": asked_open([found.pk]),
        "sessions": found.bookings.filter(state=BookingState.BOOKED, slot__starts_at__gt=clock.now()),
    }
    return render(request, "support/withdraw.html", context)


def proof_hide(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says so; the button hides the public page."""
    found, person = accompaniment_whole(request, ref), me(request)
    require(can_hide_proof(person, found))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if request.method == "POST":
        hide_proof(found, by=person, at=clock.now())
        messages.success(request, _("The public page is hidden."))
        return redirect("support:accompaniment", found.ref)
    return render(request, "support/proof_hide.html", {"accompaniment": found, "view": "proof"})
