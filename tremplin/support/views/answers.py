"""The page a contact answers on, from the link of a mail, without an account. Opening it does nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme
from tremplin.support.actions import answering as actions
from tremplin.support.actions.addresses import Typed, check_address
from tremplin.support.forms.answers import AnswerForm
from tremplin.support.models import Introduction
from tremplin.support.states import IntroductionState
from tremplin.support.tokens import done_mark, is_done, link_of

# nobody's index keeps it; the middleware already tells every cache not to
_HEADERS = {"X-Robots-Tag": "noindex, nofollow"}
_OVER = (IntroductionState.MET, IntroductionState.ENDED)


def answer(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token)
    if link is None:
        return unknown(request)
    found, now = link.introduction, clock.now()
    context = {"introduction": found, **about(found)}
    if found.state in _OVER or link.has_expired(now):
        return page(request, "support/answer_over.html", context | {"over": found.state in _OVER}, status=410)
    if request.method != "POST" and is_done(found, request.GET.get("recu", "")):
        return page(request, "support/answer_thanks.html", context | {"token": token})
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        status = let_in(form, found, link.address)
        if status == 200:
            try:
                actions.answer(found, form.cleaned_data["verb"], **form.said, by=None, at=now)
                return redirect(f"{reverse('support:answer', args=[token])}?recu={done_mark(found)}")
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
    return page(request, "support/answer.html", context | {"form": form}, status=status)


def about(introduction: Introduction) -> dict[str, Any]:
    programme = introduction.accompaniment.season.programme
    return {"programme": programme, "zone": programme.time_zone}


def let_in(form: Form, introduction: Introduction, expected: str) -> int:
    """The status of the page, 200 when the address typed is the right one; otherwise the form says what is wrong."""
    typed = check_address(introduction, expected, form.cleaned_data["email"], at=clock.now())
    if typed == Typed.RIGHT:
        return 200
    if typed == Typed.LOCKED:
        form.add_error("email", _("Too many addresses that are not the right one: this link is closed for an hour."))
        return 429
    form.add_error("email", _("This message was written to another address: please type that one."))
    return 403


def unknown(request: HttpRequest) -> HttpResponse:
    """Where to write is said for every programme alike: a forged link learns nothing."""
    contacts = Programme.objects.exclude(contact_email="").values_list("contact_email", flat=True)
    return page(request, "support/answer_unknown.html", {"contacts": sorted(set(contacts))}, status=404)


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = render(request, template, context, status=status)
    for name, value in _HEADERS.items():
        shown.headers[name] = value
    return shown
