"""The sheet one prints before a meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tremplin.core import clock
from tremplin.people.doorkeeper import must_be_ref
from tremplin.support import queries
from tremplin.support.queries.call_sheets import call_sheet_of


def call_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """Once the message has left; before, there is nobody to meet."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if found.sent_at is None:
        return redirect("support:introduction", found.ref)
    context = {
        "introduction": found,
        "accompaniment": found.accompaniment,
        "sheet": call_sheet_of(found, request.user),
        "today": clock.today(found.accompaniment.season.programme.time_zone),
    }
    return render(request, "support/call_sheet.html", context)
