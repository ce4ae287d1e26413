"""The page on which an initiative answers a request, from the link of a mail, without signing in. Opening it does
nothing.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.ask_answers import answer_ask
from tremplin.support.forms.asks import AskAnswerForm
from tremplin.support.rules.asks import can_answer_ask
from tremplin.support.tokens.asks import ask_link_of
from tremplin.support.views.answers import page, unknown


def answer(request: HttpRequest, token: str) -> HttpResponse:
    link = ask_link_of(token)
    if link is None:
        return unknown(request)
    now, action = clock.now(), link.action
    context: dict[str, Any] = {"action": action, "programme": action.accompaniment.season.programme, "reason": ""}
    if link.has_expired(now):
        reason = _("This link has expired: it answered for sixty days. Sign in to answer.")
        return page(request, "support/ask_over.html", context | {"reason": reason}, status=410)
    if isinstance(refused := can_answer_ask(link.person, action), No):
        return page(request, "support/ask_over.html", context | {"reason": refused.reason})
    form = AskAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = {"words": given["words"], "until": given["until"]}
        try:
            answer_ask(action, given["answer"], **said, by=link.person, at=now)
            messages.success(request, _("Thank you: your answer is kept."))
            return redirect("support:ask-answer", token)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return page(request, "support/ask.html", context | {"form": form})
