"""The key card of a body, as the team writes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import queries, rules
from tremplin.directory.actions.keys import write_key_card
from tremplin.directory.forms.keys import KeyCardForm
from tremplin.directory.queries.keys import PARTS, written_card
from tremplin.directory.views.doorkeeper import managed_body
from tremplin.people.doorkeeper import me


def key_card(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the card of a body; what is offered today in its place is shown beside."""
    body = managed_body(request, ref)
    require(rules.can_manage_doors(request.user))
    card = written_card(body)
    form = KeyCardForm(request.POST or None, initial={name: getattr(card, name) for name in PARTS} if card else None)
    if request.method == "POST" and form.is_valid():
        written = write_key_card(body, words=form.cleaned_data, by=me(request), at=clock.now())
        messages.success(request, _("The keys are written.") if written else _("This body has no keys of its own."))
        return redirect("directory:body", body.ref)
    borrowed = None if card else queries.key_card_of(body)
    return render(request, "directory/key_card.html", {"body": body, "form": form, "card": card, "borrowed": borrowed})
