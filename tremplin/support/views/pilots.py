"""The pilot's pages: the sheet to call a team with, and what a head reads of people and seasons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.facts.team_calls import team_call
from tremplin.support.queries.loads import loads_of, seasons_of
from tremplin.support.views.doorkeeper import accompaniment_seen


def call(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_lead(person, found))
    context = {"accompaniment": found, "sheet": team_call(found, person), "today": clock.today()}
    return render(request, "support/team_call.html", context)


def load(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_solicitations(request.user))
    person = me(request)
    programmes = [(one, loads_of(one, person)) for one in programmes_where(person, [Role.AGENT])]
    context = {
        "programmes": programmes,
        "seasons": seasons_of(person),
        "here": "load",
        "sees_head": True,
        "today": clock.today(),
    }
    return render(request, "support/load.html", context)
