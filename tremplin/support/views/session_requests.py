"""Sessions asked for: by the initiative or its officer, proposed to an expert, answered, then a moment is chosen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import session_requests as actions
from tremplin.support.forms.session_requests import AskSessionForm, ChooseExpertForm, DropForm, SignedInAnswerForm
from tremplin.support.models import Expertise, SessionRequest
from tremplin.support.queries import session_requests as queries
from tremplin.support.queries.accompaniments import subjects_open_to
from tremplin.support.queries.sessions import free_slots
from tremplin.support.rules import expertise as rules
from tremplin.support.sentences import experts as sentences
from tremplin.support.states import NeedState, SessionRequestState, Subject
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked
from tremplin.support.views.sending import already_sent, send_form

SHOWN = 6
_SENT = {"accept": actions.accept, "not_me": actions.not_me, "not_before": actions.not_yet}


def request_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.SESSIONS)
    context = {
        "accompaniment": found,
        "view": "session-requests",
        "requests": queries.session_requests_visible_to(request.user).filter(accompaniment=found),
        "may_ask": rules.can_ask_session(request.user, found),
    }
    return render(request, "support/session_request_list.html", context)


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.SESSIONS)
    if first := already_sent(request):
        return first
    require(rules.can_ask_session(request.user, found))
    needs = found.needs.filter(state=NeedState.OPEN)
    initial = {"need": ref_asked(request, "besoin")}
    form = AskSessionForm(request.POST or None, needs=needs, initial=initial)

    def do() -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        made = actions.ask_session(found, **said, by=me(request), at=clock.now())
        return reverse("support:session-request", args=[made.ref])

    context = {"accompaniment": found, "view": "session-requests", "form": form}
    return send_form(request, form, do) or render(request, "support/session_ask.html", context)


def session_request(request: HttpRequest, ref: str) -> HttpResponse:
    """One request: the expert who is asked answers; the others choose an expert, then a moment."""
    must_be_ref(ref)
    seen = queries.session_requests_visible_to(request.user).filter(ref=ref).first()
    asked = queries.requests_to(request.user).filter(ref=ref).first()
    if asked is not None and (seen is None or asked.state == SessionRequestState.PROPOSED):
        return _as_expert(request, asked)
    if seen is None:
        raise Http404
    return _as_asker(request, seen)


def _as_expert(request: HttpRequest, found: SessionRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    may = rules.can_answer_request(request.user, found)
    form = SignedInAnswerForm(request.POST or None)

    def do() -> str:
        answer(found, form, me(request))
        messages.success(request, _("Your answer is kept: those who asked are told."))
        return reverse("support:my-expertise")

    context = {**_context(request, found), "form": form, "may_answer": may}
    return send_form(request, form, do) or render(request, "support/session_request_answer.html", context)


def answer(found: SessionRequest, form: Any, by: Any) -> None:
    """The answer typed in a form, signed in or from a mail (`by` is None)."""
    said = form.cleaned_data
    more = {"day": said["not_before"]} if said["verb"] == "not_before" else {}
    _SENT[said["verb"]](found, words=said["words"], **more, by=by, at=clock.now())  # type: ignore[operator]


def _context(request: HttpRequest, found: SessionRequest) -> dict[str, Any]:
    accompaniment = found.accompaniment
    seen = subjects_open_to(request.user, accompaniment)
    return {
        "request_": found,
        "accompaniment": accompaniment,
        "zone": accompaniment.season.programme.time_zone,
        "sees_all": Subject.SESSIONS in seen,
        "need": found.need if Subject.ROADMAP in seen else None,
    }


def _as_asker(request: HttpRequest, found: SessionRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    may = rules.can_run_request(request.user, found)
    choosing = bool(may) and found.state in (SessionRequestState.ASKED, SessionRequestState.PROPOSED)
    proposals = queries.experts_for(found) if choosing else []
    by_ref = {expertise.ref: proposed for expertise, proposed in proposals}
    form = ChooseExpertForm(
        request.POST or None, experts=Expertise.objects.filter(ref__in=by_ref).select_related("person")
    )

    def do() -> str:
        chosen = form.cleaned_data["expert"]
        why = sentences.told_to_both(by_ref[chosen.ref])
        actions.propose_to(found, chosen, why=why, by=me(request), at=clock.now())
        messages.success(request, _("%(name)s is asked, by a mail.") % {"name": chosen.person})
        return reverse("support:session-request", args=[found.ref])

    if request.method == "POST":
        require(may)
    if done := send_form(request, form, do):
        return done
    told = [(one, sentences.reasons(proposed)) for one, proposed in proposals if one.pk != found.expertise_id]
    context = {
        **_context(request, found),
        "view": "session-requests",
        "form": form,
        "first": told[:SHOWN],
        "others": told[SHOWN:],
        "choosing": choosing,
        "may": may,
        "slots": _slots(found) if found.state == SessionRequestState.ACCEPTED else [],
    }
    return render(request, "support/session_request.html", context)


def _slots(found: SessionRequest) -> Any:
    expert = found.expertise.person_id if found.expertise else None
    slots = free_slots(found.accompaniment).filter(expert=expert)
    return slots.filter(starts_at__date__gte=found.not_before) if found.not_before else slots


def drop(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.session_requests_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    may = rules.can_run_request(request.user, found)
    require(may)
    if isinstance(state := found.MOVES.allows("drop", found.state), No):
        require(state)
    form = DropForm(request.POST or None)

    def do() -> str:
        actions.drop(found, why=form.cleaned_data["why"], by=me(request), at=clock.now())
        return reverse("support:session-request-list", args=[found.accompaniment.ref])

    context = {**_context(request, found), "view": "session-requests", "form": form}
    return send_form(request, form, do) or render(request, "support/session_request_drop.html", context)
