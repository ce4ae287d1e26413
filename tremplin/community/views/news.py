"""News after the support: the page a former laureate answers on, what the team reads of it, and the ties that last."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tremplin.community import queries, rules
from tremplin.community.actions.news import answer_check_in
from tremplin.community.forms import NewsForm
from tremplin.community.states import CheckInState
from tremplin.community.tokens import check_in_of, has_expired
from tremplin.community.views.doorkeeper import check_in_seen
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused


def give_news(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of the mail leads, without an account: four choices, none made yet. Answered, it thanks."""
    found, now = check_in_of(token), clock.now()
    if found is None:
        return render(request, "community/dead_link.html", status=404)
    check_in, person = found
    context = {
        "check_in": check_in,
        "accompaniment": check_in.accompaniment,
        "zone": check_in.accompaniment.season.programme.time_zone,
    }
    form = NewsForm(request.POST or None)
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            answer_check_in(check_in, **form.cleaned_data, by=person, at=now)
            return redirect("community:news-give", token)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            refused = True
    elif check_in.state == CheckInState.ANSWERED:
        return render(request, "community/news_thanks.html", context)
    elif has_expired(check_in, now):
        return render(request, "community/news_expired.html", context, status=410)
    return render(request, "community/news_give.html", {**context, "form": form, "refused": refused})


def news_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_news(request.user))
    rows = queries.initiatives_after(request.user)
    asked = [check_in for row in rows for check_in in row.check_ins]
    context = {
        "rows": rows,
        "asked": len(asked),
        "answered": sum(check_in.state == CheckInState.ANSWERED for check_in in asked),
    }
    return render(request, "community/news_list.html", context)


def check_in(request: HttpRequest, ref: str) -> HttpResponse:
    found = check_in_seen(request, ref)
    context = {"check_in": found, "zone": found.accompaniment.season.programme.time_zone}
    return render(request, "community/check_in.html", context)


def tie_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_news(request.user))
    return render(request, "community/tie_list.html", {"ties": queries.ties_of(request.user)})
