"""The two pages somebody behind a door opens from a mail, without an account: what we publish of the door, and what we
keep of them. Opening one does nothing.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import holders, reports
from tremplin.directory.forms.holders import AnswerForm, OwnForm
from tremplin.directory.queries.search import people_to_write_to
from tremplin.directory.states import DoorState, ReportKind
from tremplin.directory.tokens import Answering, answering, holder_of, notice_has_expired

# nobody's index keeps it; the middleware already tells every cache not to
_HEADERS = {"X-Robots-Tag": "noindex, nofollow"}


def door(request: HttpRequest, token: str) -> HttpResponse:
    found = answering(token)
    if found is None:
        return _unknown(request)
    asked = found.asked
    last = asked.door.reports.filter(holder=asked.holder, by=None, at__date__gte=found.on).first()
    context: dict[str, Any] = {
        "door": asked.door,
        "territory": asked.door.territory or asked.door.body.territory,
        "report": last,
        "programmes": people_to_write_to(),
    }
    over = _over(found)
    if last is not None and request.method != "POST" and (over or "changer" not in request.GET):
        context["may_change"] = not over and last.kind != ReportKind.LEFT
        return _page(request, "directory/answer_thanks.html", context)
    if over:
        return _page(request, "directory/answer_over.html", context | {"why": over}, status=410)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reports.answer_about_door(asked, **form.said, at=clock.now())
            return redirect("directory:door-answer", token)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return _page(request, "directory/answer.html", context | {"form": form})


def _over(found: Answering) -> str:
    holder = found.asked.holder
    if holder is not None and holder.left_on is not None:
        return _("You told us that you left: nothing more is expected of you. Thank you.")
    if found.asked.door.state == DoorState.CLOSED:
        return _("This door was closed since: nothing more is expected of you. Thank you.")
    if found.expired:
        return _("This link has expired: it answered for six months.")
    return ""


def own_data(request: HttpRequest, token: str) -> HttpResponse:
    found, now = holder_of(token), clock.now()
    if found is None:
        return _unknown(request)
    context: dict[str, Any] = {"holder": found, "programmes": people_to_write_to()}
    if found.objected_at is not None:
        return _page(request, "directory/own_gone.html", context)
    if notice_has_expired(found, now):
        why = _("This link has expired: it answered for six months.")
        return _page(request, "directory/answer_over.html", context | {"why": why}, status=410)
    if request.method == "POST" and "object" in request.POST:
        holders.object_to_keeping(found, at=now)
        return redirect("directory:holder-data", token)
    form = OwnForm(request.POST or None, initial={name: getattr(found, name) for name in OwnForm.base_fields})
    if request.method == "POST" and form.is_valid():
        holders.correct_own(found, words=form.cleaned_data, at=now)
        messages.success(request, _("It is corrected. Thank you."))
        return redirect("directory:holder-data", token)
    return _page(request, "directory/own_data.html", context | {"form": form})


def _unknown(request: HttpRequest) -> HttpResponse:
    """Where to write is said for every programme alike: a forged link learns nothing."""
    context = {"programmes": people_to_write_to()}
    return _page(request, "directory/answer_unknown.html", context, status=404)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    page = render(request, template, context, status=status)
    for name, value in _HEADERS.items():
        page.headers[name] = value
    return page
