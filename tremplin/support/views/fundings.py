"""The funding plan of one initiative: its gap by quarter, its sources, the next days to ask by; one source."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.cells import lines
from tremplin.core.moves import MoveRefused
from tremplin.core.plots import Bar, Plot, bars
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import fundings as actions
from tremplin.support.engine.fundings import Quarter, quarters_between
from tremplin.support.forms.consolidate import ButtonForm, WordsForm
from tremplin.support.forms.fundings import AskedForm, FundingForm, GotForm, NeedsForm, RefusedForm
from tremplin.support.models import Accompaniment, Budget, Funding
from tremplin.support.queries import fundings as queries
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.sentences.consolidate import number, quarter_words
from tremplin.support.states import FundingState, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked
from tremplin.support.views.one_gesture import Gesture, gesture_page, possible, simply
from tremplin.support.views.sending import already_sent, send_form

ASKED_FOR = 6  # quarters proposed when needs are typed
YEAR = timedelta(days=366)
GESTURES = {
    "ask": Gesture("ask", gettext_lazy("It is asked"), simply(AskedForm, today="asked_on"), actions.ask_for),
    "get": Gesture(
        "get",
        gettext_lazy("It is obtained"),
        lambda data, row: GotForm(data, initial={"got": row.asked, "answered_on": clock.today()}),
        actions.get_funding,
    ),
    "refuse": Gesture(
        "refuse", gettext_lazy("It is refused"), simply(RefusedForm, today="answered_on"), actions.lose_funding
    ),
    "drop": Gesture("drop", gettext_lazy("Give it up"), simply(WordsForm), actions.drop_funding),
    "again": Gesture("take_again", gettext_lazy("Ask for it after all"), simply(ButtonForm), actions.ask_after_all),
}


def plan(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.MONEY)
    if request.method == "POST":
        return _add_from_request(request, found)
    quarters = queries.plan_for(found)
    sources, today = list(queries.fundings_of(found)), clock.today(found.season.programme.time_zone)
    context = {
        "accompaniment": found,
        "view": "funding",
        "today": today,
        "quarters": [(one, quarter_words(one.first)) for one in quarters],
        "totals": _totals(quarters),
        "plot": _drawn(quarters) if quarters else None,
        "sources": [(one, queries.amount_of(one), queries.deadline_of(one)) for one in sources],
        "requests": queries.requests_without_funding(found),
        "deadlines": queries.deadlines_for(found, today),
        "working": can_write_of(request.user, found, Subject.MONEY),
    }
    return render(request, "support/funding_plan.html", context)


def _totals(quarters: list[Quarter]) -> dict[str, Decimal]:
    names = ("needed", "got", "asked", "meant", "gap")
    return {name: sum((getattr(one, name) for one in quarters), Decimal(0)) for name in names}


def _drawn(quarters: list[Quarter]) -> Plot:
    """One bar a quarter: the share of what is needed that was obtained."""
    rows = []
    for one in quarters:
        # whole euros: the words stand on one line of the drawing, the table keeps the cents
        said = {
            "got": number(round(one.got, 0)),
            "needed": number(round(one.needed, 0)),
            "gap": number(round(one.gap, 0)),
        }
        printed = (
            _("%(got)s € of %(needed)s €, to be found: %(gap)s €") % said
            if one.needed
            else _("%(got)s €, nothing is said to be needed") % said
        )
        share = min(float(100 * one.got / one.needed), 100.0) if one.needed else (100.0 if one.got else 0.0)
        cells = tuple(number(value) for value in (one.needed, one.got, one.gap))
        rows.append(Bar(quarter_words(one.first), printed, share, cells))
    columns = [_("Quarter"), _("Needed, in euros"), _("Obtained, in euros"), _("Still to be found, in euros")]
    description = _("One bar for each quarter: what was obtained, as a share of what is needed.")
    return bars("funding", _("What was obtained of what is needed, by quarter"), description, rows, columns=columns)


def _add_from_request(request: HttpRequest, found: Accompaniment) -> HttpResponse:
    """One click: the resource it follows becomes a source of the plan, over the support's own time."""
    asked = get_object_or_404(queries.requests_without_funding(found), ref=must_be_ref(request.POST.get("request", "")))
    try:
        made = actions.add_funding(
            found,
            name=asked.resource.name[:200],
            asked=asked.value or Decimal(0),
            covers_from=found.starts_on,
            covers_until=found.ends_on,
            body=asked.resource.body,
            born_from=asked,
            by=me(request),
            at=clock.now(),
        )
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect("support:funding-plan", found.ref)
    if not made.asked:
        messages.info(request, _("Please say how much is asked, and which months it pays for."))
        return redirect(f"{reverse('support:funding', args=[made.ref])}?changer=1")
    return redirect("support:funding", made.ref)


def plan_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    found = accompaniment_open(request, ref, Subject.MONEY)
    return StreamingHttpResponse(
        lines(_rows(queries.plan_for(found))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="financement-{clock.today():%Y-%m-%d}.csv"'},
    )


def _rows(quarters: list[Quarter]) -> Iterator[list[Any]]:
    yield [
        _("Quarter"),
        _("Needed, in euros"),
        _("Obtained, in euros"),
        _("Asked, no answer yet, in euros"),
        _("To be asked, in euros"),
        _("Still to be found, in euros"),
    ]
    for one in quarters:
        amounts = (one.needed, one.got, one.asked, one.meant, one.gap)
        yield [one.first.isoformat(), *(f"{amount:.2f}" for amount in amounts)]


def write_needs(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_open(request, ref, Subject.MONEY), me(request)
    if first := already_sent(request):
        return first
    require(can_write_of(person, found, Subject.MONEY))
    needs = dict(Budget.objects.filter(accompaniment=found).values_list("quarter", "amount"))
    quarters = _to_tell(found, list(needs))
    form = NeedsForm(request.POST or None, quarters=quarters, initial=NeedsForm.first(needs))

    def do() -> str:
        actions.say_needs(found, form.needs, by=person, at=clock.now())
        return reverse("support:funding-plan", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/budget_write.html", {"accompaniment": found, "view": "funding", "form": form})


def _to_tell(found: Accompaniment, told: list[date]) -> list[date]:
    """The quarters an amount is asked for: those told, and up to the end of the support; never more than six years."""
    today = clock.today()
    begins = max(min([today, *told]), today - YEAR)
    ends = max([found.ends_on, today + timedelta(days=92 * ASKED_FOR), *told])
    return quarters_between(begins, min(ends, today + 5 * YEAR))


def add(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_open(request, ref, Subject.MONEY), me(request)
    if first := already_sent(request):
        return first
    require(can_write_of(person, found, Subject.MONEY))
    asked = queries.requests_without_funding(found).filter(ref=ref_asked(request, "demande")).first()
    initial = {"name": asked.resource.name} if asked else {}
    form = FundingForm(request.POST or None, initial=initial | {"covers_from": found.starts_on})

    def do() -> str:
        made = actions.add_funding(found, **form.said, born_from=asked, by=person, at=clock.now())
        return reverse("support:funding", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/funding_write.html", {"accompaniment": found, "view": "funding", "form": form})


def funding(request: HttpRequest, ref: str) -> HttpResponse:
    """One source; what was born from a resource follows it, and says where."""
    found = get_object_or_404(queries.fundings_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    may = can_write_of(request.user, found.accompaniment, Subject.MONEY)
    here = reverse("support:funding", args=[ref])
    context: dict[str, Any] = {
        "accompaniment": found.accompaniment,
        "view": "funding",
        "funding": found,
        "row": found.name,
        "working": may,
        "today": clock.today(found.accompaniment.season.programme.time_zone),
        "deadline": queries.deadline_of(found),
        "gestures": [] if found.request_id else possible(GESTURES, found, may),
    }
    if "geste" in request.GET:
        return gesture_page(request, found, GESTURES, may, here, context)
    form = _change_form(request, found) if "changer" in request.GET and may else None

    def do() -> str:
        actions.change_funding(found, **form.said, by=me(request), at=clock.now())  # type: ignore[union-attr]
        return here

    if form is not None and (done := send_form(request, form, do)):
        return done
    return render(request, "support/funding.html", context | {"form": form})


def _change_form(request: HttpRequest, found: Funding) -> FundingForm:
    names = ("name", "asked", "covers_from", "covers_until", "deadline", "words")
    initial = {name: getattr(found, name) for name in names}
    if found.request_id and not found.asked and found.state == FundingState.MEANT:
        initial["asked"] = None  # not said yet
    return FundingForm(request.POST or None, initial=initial)
