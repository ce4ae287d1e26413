"""What only one person can do, told to those who can do something about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.core import offers
from tremplin.core.answers import require
from tremplin.programme.queries import programmes_where
from tremplin.programme.rules import can_manage_seasons
from tremplin.programme.states import Role


def alone(request: HttpRequest) -> HttpResponse:
    require(can_manage_seasons(request.user))
    programmes = [
        {
            "programme": programme,
            "kinds": [
                {"label": kind.label, "tasks": tasks}
                for kind in offers.only_one
                if (tasks := kind.find(request.user, programme))
            ],
        }
        for programme in programmes_where(request.user, [Role.ADMINISTRATOR, Role.AGENT])
    ]
    return render(request, "programme/alone.html", {"programmes": programmes})
