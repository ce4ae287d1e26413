"""Indicators of one initiative, their values, all those that are due on one page, and that page from a mail's link."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.plots import Plot, Point, series
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support.actions import indicators as actions
from tremplin.support.actions.indicators import Entry
from tremplin.support.forms.consolidate import ButtonForm, WhyForm
from tremplin.support.forms.indicators import IndicatorForm, MeasureForm, measure_forms
from tremplin.support.models import Accompaniment, Indicator, Measure
from tremplin.support.queries import indicators as queries
from tremplin.support.queries.indicators import Standing
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.sentences.consolidate import number
from tremplin.support.states import Subject
from tremplin.support.tokens.measures import measures_link_of
from tremplin.support.views.answers import page, unknown
from tremplin.support.views.doorkeeper import accompaniment_open
from tremplin.support.views.one_gesture import Gesture, gesture_page
from tremplin.support.views.sending import already_sent, send_form

STOP = Gesture("", gettext_lazy("Measure it no longer"), lambda data, _row: WhyForm(data), actions.stop_measuring)
AGAIN = Gesture("", gettext_lazy("Measure it again"), lambda data, _row: ButtonForm(data), actions.measure_again)


def indicator_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Those due first, then the others; those carried from the application wait to be confirmed."""
    found = accompaniment_open(request, ref, Subject.RESULTS)
    today = clock.today(found.season.programme.time_zone)
    rows = list(Indicator.objects.filter(accompaniment=found).select_related("accompaniment__season__programme"))
    standings = queries.standings_of([one for one in rows if one.closed_at is None and not one.carried])
    context = {
        "accompaniment": found,
        "view": "indicators",
        "today": today,
        "due": [one for one in standings if one.is_due(today)],
        "rows": [(one, drawn(one)) for one in standings],
        "carried": [one for one in rows if one.carried and one.closed_at is None],
        "closed": [one for one in rows if one.closed_at is not None],
        "working": can_write_of(request.user, found, Subject.RESULTS),
    }
    return render(request, "support/indicator_list.html", context)


def drawn(standing: Standing) -> Plot | None:
    """The values over time, that of the start among them; nothing to draw before two."""
    one = standing.indicator
    values = [(measure.on, measure.value, measure.words) for measure in standing.measures]
    if one.initial is not None and one.initial_on and all(one.initial_on < on for on, _value, _words in values):
        values.insert(0, (one.initial_on, one.initial, _("at the start")))
    if len(values) < 2:
        return None
    points = [Point(on, value, number(value), date_format(on), (words,)) for on, value, words in values]
    target = (one.target, _("aimed at: %(value)s") % {"value": number(one.target)}) if one.target is not None else None
    return series(
        f"i-{one.ref}",
        _("%(name)s, in %(unit)s") % {"name": one.name, "unit": one.unit},
        _("Values over time, the first at the left. The same values are in the table below."),
        points,
        columns=[_("Day"), _("Value"), _("In a few words")],
        target=target,
    )


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_open(request, ref, Subject.RESULTS), me(request)
    if first := already_sent(request):
        return first
    require(can_write_of(person, found, Subject.RESULTS))
    form = IndicatorForm(request.POST or None)

    def do() -> str:
        made = actions.write_indicator(found, **form.said, by=person, at=clock.now())
        return reverse("support:indicator", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/indicator_write.html", {"accompaniment": found, "view": "indicators", "form": form})


def indicator(request: HttpRequest, ref: str) -> HttpResponse:
    """One indicator: its values and those they replaced, one more, and what is said of it."""
    found = get_object_or_404(queries.indicators_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    may = can_write_of(request.user, found.accompaniment, Subject.RESULTS)
    here, standing = reverse("support:indicator", args=[ref]), queries.standings_of([found])[0]
    context: dict[str, Any] = {
        "accompaniment": found.accompaniment,
        "view": "indicators",
        "indicator": found,
        "row": found.name,
        "working": may,
    }
    gestures = {"again": AGAIN} if found.closed_at else {"stop": STOP}
    if "geste" in request.GET:
        return gesture_page(request, found, gestures, may, here, context)
    if "changer" in request.GET and may:
        return _change(request, found, here, context)
    today = clock.today(found.accompaniment.season.programme.time_zone)
    corrected = _corrected(request, found)
    initial = {"on": corrected.on, "value": corrected.value, "words": corrected.words} if corrected else {"on": today}
    form = MeasureForm(request.POST or None, standing=_without(standing, corrected), needed=True, initial=initial)

    def do() -> str:
        require(may)
        said = {name: form.cleaned_data[name] for name in ("on", "value", "words", "sure")}
        if corrected is not None:
            actions.correct_measure(corrected, **said, by=me(request), at=clock.now())
        else:
            actions.record_measure(Entry(found, **said), by=me(request), at=clock.now())
        return here

    if done := send_form(request, form, do):
        return done
    context |= {
        "standing": standing,
        "plot": drawn(standing),
        "measures": list(
            Measure.objects.filter(indicator=found).select_related("by", "replaced_by").order_by("-on", "-pk")
        ),
        "form": form if may and not found.closed_at and not found.carried else None,
        "corrected": corrected,
        "today": today,
        "gestures": gestures.items() if may else [],
        "zone": found.accompaniment.season.programme.time_zone,
    }
    return render(request, "support/indicator.html", context)


def _corrected(request: HttpRequest, found: Indicator) -> Measure | None:
    ref = request.GET.get("corriger", "")
    if not ref:
        return None
    return get_object_or_404(Measure, indicator=found, ref=must_be_ref(ref), replaced_at=None)


def _without(standing: Standing, measure: Measure | None) -> Standing:
    """What a correction is compared with: the other values."""
    if measure is None:
        return standing
    others = [one for one in standing.measures if one.pk != measure.pk]
    return Standing(standing.indicator, others, standing.due_on)


def _change(request: HttpRequest, found: Indicator, here: str, context: dict[str, Any]) -> HttpResponse:
    """Changed, or confirmed when it was carried from the application."""
    names = list(IndicatorForm.base_fields)
    initial = {name: getattr(found, name) for name in names if name != "once"}
    form = IndicatorForm(request.POST or None, initial=initial)

    def do() -> str:
        actions.change_indicator(found, **form.said, by=me(request), at=clock.now())
        return here

    if done := send_form(request, form, do):
        return done
    return render(request, "support/indicator_write.html", context | {"form": form})


def measures(request: HttpRequest, ref: str) -> HttpResponse:
    """Every value that is due, one line each; then the others, for whoever wishes."""
    found, person = accompaniment_open(request, ref, Subject.RESULTS), me(request)
    require(can_write_of(person, found, Subject.RESULTS))
    rows = _rows(request, found, everything="toutes" in request.GET)
    if request.method == "POST" and _kept(request, rows, person):
        return redirect("support:indicator-list", found.ref)
    context = {"accompaniment": found, "view": "indicators", "rows": rows, "everything": "toutes" in request.GET}
    return render(request, "support/measures.html", context)


def measures_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The same page from the link of a mail: without signing in, without doing anything by being opened."""
    link = measures_link_of(token)
    if link is None:
        return unknown(request)
    found = link.accompaniment
    context: dict[str, Any] = {"accompaniment": found, "programme": found.season.programme}
    if link.has_expired(clock.now()):
        return page(request, "support/measures_over.html", context, status=410)
    rows = _rows(request, found)
    may = can_write_of(link.person, found, Subject.RESULTS)
    if request.method == "POST" and rows and may and _kept(request, rows, link.person):
        return redirect(f"{reverse('support:measures-answer', args=[token])}?recu=1")
    context |= {"rows": rows, "may": may, "kept": "recu" in request.GET and request.method != "POST"}
    return page(request, "support/measures_answer.html", context)


def _rows(request: HttpRequest, found: Accompaniment, *, everything: bool = False) -> list[MeasureForm]:
    today = clock.today(found.season.programme.time_zone)
    standings = queries.standings_of(
        list(queries.indicators_of(found).filter(carried=False).select_related("accompaniment__season__programme"))
    )
    shown = [one for one in standings if everything or _is_shown(request, one, today)]
    return measure_forms(request.POST or None, sorted(shown, key=lambda one: one.due_on or date.max), today)


def _is_shown(request: HttpRequest, standing: Standing, today: date) -> bool:
    """Due, or in the form that was sent: what was typed is not lost when a value came meanwhile."""
    return standing.is_due(today) or bool(request.POST.get(f"{standing.indicator.ref}-value"))


def _kept(request: HttpRequest, rows: Sequence[MeasureForm], person: Person) -> bool:
    """All the lines that say something are kept, or none when one is to be looked at again."""
    wrong = [form for form in rows if not form.is_valid()]  # every line says what is wrong with it
    if wrong:
        return False
    said = [(form.standing.indicator, form.cleaned_data) for form in rows if form.cleaned_data.get("value") is not None]
    entries = [Entry(one, data["on"], data["value"], data["words"], data["sure"]) for one, data in said]
    if not entries:
        messages.warning(request, _("Please type one value at least."))
        return False
    try:
        actions.record_measures(entries, by=person, at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    return True
