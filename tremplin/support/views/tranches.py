"""One tranche of a grant, and one financial report."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, files
from tremplin.core.answers import Yes, require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import tranches as actions
from tremplin.support.forms.money import ReportForm
from tremplin.support.money_files import take
from tremplin.support.queries.money import reports_visible_to, tranches_visible_to
from tremplin.support.rules.money import can_answer_for_money, waits_for
from tremplin.support.states import ReportState, TrancheState
from tremplin.support.views.money_gestures import REPORT, TRANCHE, gesture_page, gestures_open
from tremplin.support.views.sending import already_sent, send_form


def tranche(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(tranches_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    here = reverse("support:tranche", args=[found.ref])
    context: dict[str, Any] = {
        "accompaniment": found.convention.accompaniment,
        "view": "money",
        "tranche": found,
        "convention": found.convention,
    }
    if "geste" in request.GET:
        return gesture_page(request, found, TRANCHE, here=here, context=context)
    context |= {
        "missing": waits_for(found) if found.state == TrancheState.PLANNED else [],
        "report": getattr(found, "report", None),
        "gestures": gestures_open(request.user, found, TRANCHE),
    }
    return render(request, "support/tranche.html", context)


def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Sent by the initiative, read by the programme team; sent again until it is accepted."""
    found = get_object_or_404(reports_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    here = reverse("support:financial-report", args=[found.ref])
    context: dict[str, Any] = {
        "accompaniment": found.convention.accompaniment,
        "view": "money",
        "report": found,
        "convention": found.convention,
    }
    if "geste" in request.GET:
        return gesture_page(request, found, REPORT, here=here, context=context)
    may = can_answer_for_money(request.user, found.convention.accompaniment)
    if request.method == "POST":
        require(may)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"spent": found.spent, "words": found.words})
    stored = take(request, form, found.convention)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("spent", "words")}
        actions.send_report(found, **said, file=stored, by=me(request), at=clock.now())
        messages.success(request, _("The report is sent."))
        return here

    if done := send_form(request, form, do):
        return done
    context |= {
        "today": clock.today(found.convention.accompaniment.season.programme.time_zone),
        "form": form,
        "sends": isinstance(may, Yes) and found.state != ReportState.ACCEPTED,
        "file": files.download_address(found.file, me(request)) if found.file else "",
        "gestures": gestures_open(request.user, found, REPORT),
    }
    return render(request, "support/financial_report.html", context)
