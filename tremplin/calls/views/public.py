"""Public pages of the calls: the same for everybody, kept by the cache until the clock changes what they say."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tremplin.calls import queries, rules
from tremplin.calls.engine import schema
from tremplin.calls.engine.progress import estimate
from tremplin.calls.forms.sections import SectionPage
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Call
from tremplin.core import clock, freshness


def call_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    calls = list(queries.published_calls().prefetch_related("intakes"))
    rows = [(call, queries.standing_of(call, now)) for call in calls]
    return freshness.mark(render(request, "calls/call_list.html", {"rows": rows}), _changes_at(calls, now))


def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates, what is asked, what to prepare, and the questions themselves, before anybody signs in."""
    call, now = get_object_or_404(queries.published_calls(), slug=slug), clock.now()
    form = as_engine_form(call.form)
    intakes = queries.intakes_of(call, now)
    context = {
        "call": call,
        "zone": call.season.programme.time_zone,
        "intakes": intakes,
        "standing": queries.standing_of(call, now),
        "may_start": rules.can_start(call, now),
        "several": len(intakes) > 1,
        "tracks": call.tracks.all(),
        "prepare": [line.strip() for line in str(call.prepare).splitlines() if line.strip()],
        "minutes": estimate(form),
        "sections": [SectionPage(queries.Content(form, {}, {}), section, open_keys=()) for section in form.sections],
        "files": [question for question in form.questions() if question.kind is schema.Kind.FILES],
    }
    return freshness.mark(render(request, "calls/call.html", context), _changes_at([call], now))


def _changes_at(calls: list[Call], now: datetime) -> datetime | None:
    """The next opening or closing: then these pages say something else."""
    instants = [
        instant
        for call in calls
        for intake in call.intakes.all()
        for instant in (intake.opens_at, intake.closes_at, intake.closes_at + intake.grace)
        if instant > now
    ]
    return min(instants, default=None)
