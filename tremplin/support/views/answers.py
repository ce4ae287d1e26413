"""The page a contact answers on, from the link of a mail, without an account. Opening it does nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme
from tremplin.support.actions import introductions as actions
from tremplin.support.forms.answers import AnswerForm
from tremplin.support.states import IntroductionState
from tremplin.support.tokens import has_expired, introduction_of

# nobody's index keeps it; the middleware already tells every cache not to
_HEADERS = {"X-Robots-Tag": "noindex, nofollow"}
_OVER = (IntroductionState.MET, IntroductionState.ENDED)


def answer(request: HttpRequest, token: str) -> HttpResponse:
    found = introduction_of(token)
    if found is None:
        # where to write is said for every programme alike: a forged link learns nothing
        contacts = Programme.objects.exclude(contact_email="").values_list("contact_email", flat=True)
        return _page(request, "support/answer_unknown.html", {"contacts": sorted(set(contacts))}, status=404)
    programme = found.accompaniment.season.programme
    context: dict[str, Any] = {"introduction": found, "programme": programme, "zone": programme.time_zone}
    now = clock.now()
    if found.state in _OVER or has_expired(found, now):
        return _page(request, "support/answer_over.html", context | {"over": found.state in _OVER}, status=410)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer(
                found, said["verb"], words=said["words"], redirected_to=said["redirected_to"], by=None, at=now
            )
            return redirect("support:answer", token)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    answered = found.answered_at is not None and "changer" not in request.GET
    if answered and request.method != "POST":
        return _page(request, "support/answer_thanks.html", context)
    return _page(request, "support/answer.html", context | {"form": form})


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    page = render(request, template, context, status=status)
    for name, value in _HEADERS.items():
        page.headers[name] = value
    return page
