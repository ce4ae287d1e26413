"""The same questions through the year: where each side stood, what changed, and what was done in between."""

from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tremplin.people.doorkeeper import me
from tremplin.support.baselines import through_the_year
from tremplin.support.facts.between import done_between
from tremplin.support.models import Accompaniment
from tremplin.support.queries.occasions import Measured, changes_between, measured_of
from tremplin.support.states import Level, Step, Subject
from tremplin.support.views.doorkeeper import accompaniment_open

MOST = 12  # of what was done, a step: the page of what moved has the rest


def changes(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.DIAGNOSIS)
    language, measured = get_language() or "fr", measured_of(found)
    levels: dict[str, dict[str, dict[str, int | None]]] = {one.occasion: one.levels for one in measured}
    occasions = [one.occasion for one in measured]
    context = {
        "accompaniment": found,
        "view": "diagnosis",
        "measured": measured,
        "plots": [through_the_year(levels, occasions, step, language) for step in Step] if measured else [],
        "spans": [_span(found, me(request), *two, language) for two in pairwise(measured)],
    }
    return render(request, "support/changes.html", context)


def _span(found: Accompaniment, person: Any, before: Measured, after: Measured, language: str) -> dict[str, Any]:
    changed, done = changes_between(before, after), done_between(found, person, before.day, after.day)
    steps = [
        {
            "label": step.label,
            "changes": [
                {"title": one.question.name(language), "team": _words(one.team), "officer": _words(one.officer)}
                for one in changed.get(step, [])
            ],
            "done": done[step][:MOST],
            "more": max(len(done[step]) - MOST, 0),
        }
        for step in Step
    ]
    loose = {"done": done[""][:MOST], "more": max(len(done[""]) - MOST, 0)}
    return {"before": before, "after": after, "steps": steps, "loose": loose}


def _words(levels: tuple[int | None, int | None]) -> tuple[str, str]:
    before, after = (str(Level(level).label) if level else "–" for level in levels)
    return before, after
