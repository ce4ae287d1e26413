"""What a team is told: the decision with its reasons, the notice to answer, the assessment of its own file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.once import replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.selection import rules
from tremplin.selection.actions import releases
from tremplin.selection.forms.outcome import AnswerForm, NoticeForm
from tremplin.selection.models import Acceptance, Decision
from tremplin.selection.queries import decisions_released_to
from tremplin.selection.queries.assessments import assessments_of
from tremplin.selection.views.gestures import done


def _told(request: HttpRequest, ref: str) -> Decision:
    """The decision on the team's own application, once it is announced to it; before, it does not exist."""
    return get_object_or_404(
        decisions_released_to(request.user).select_related("acceptance__page", "application__call__signatory"),
        application__ref=must_be_ref(ref),
    )


def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    decision, person = _told(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    acceptance: Acceptance | None = getattr(decision, "acceptance", None)
    may_answer = rules.can_answer_notice(person, decision)
    declining = request.method == "POST" and request.POST.get("gesture") == "decline"
    data = request.POST if request.method == "POST" and not declining else None
    form = NoticeForm(data, acceptance=acceptance) if acceptance else None
    if declining and (address := _decline(request, decision)):
        return redirect(address)
    if form and form.is_valid() and (address := _accept(request, form, decision)):
        return redirect(address)
    context = {
        "decision": decision,
        "application": decision.application,
        "zone": decision.application.call.season.programme.time_zone,
        "motives": decision.motives.select_related("criterion"),
        "acceptance": acceptance,
        "page_address": acceptance.page.get_url(request) if acceptance and acceptance.page else "",
        "may_answer": may_answer,
        "form": form,
        "decline_form": AnswerForm(auto_id="decline_%s"),
        "changing": form is not None and (form.is_bound or request.GET.get("geste") == "changer"),
    }
    if may_answer and request.method == "GET" and request.GET.get("geste") == "decliner":
        return render(request, "selection/outcome_decline.html", context)
    return render(request, "selection/outcome.html", context)


def _accept(request: HttpRequest, form: NoticeForm, decision: Decision) -> str:
    given = form.cleaned_data

    def do() -> str:
        releases.accept_notice(
            decision,
            public_name=given["public_name"],
            public_words=given["public_words"],
            by=me(request),
            at=clock.now(),
        )
        return reverse("selection:outcome", args=[decision.application.ref])

    return done(request, form, do, _("Your answer is written. Until the public announcement, you may change it."))


def _decline(request: HttpRequest, decision: Decision) -> str:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return ""

    def do() -> str:
        releases.decline_notice(decision, by=me(request), at=clock.now())
        return reverse("selection:outcome", args=[decision.application.ref])

    return done(request, form, do, _("Your answer is written: nothing about your initiative is published."))


def assessment(request: HttpRequest, ref: str) -> HttpResponse:
    """Reading it leaves a trace: a button first, then the page."""
    decision = _told(request, ref)
    context = {
        "decision": decision,
        "application": decision.application,
        "shown": request.method == "POST",
        "rounds": [],
    }
    if request.method == "POST":
        releases.show_assessment(decision, by=me(request), at=clock.now())
        context["rounds"] = assessments_of(decision.application)
    return render(request, "selection/assessment.html", context)
