"""A team's applications: the list, the start of one, and the page that says where it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import queries, rules
from tremplin.calls.actions import drafts
from tremplin.calls.engine.progress import estimate
from tremplin.calls.forms.applicants import StartForm
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Correction, Question, Section
from tremplin.calls.states import TeamRight
from tremplin.calls.views.doorkeeper import own_application
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.dates import remaining
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me


def application_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = [
        {"application": one, "correction": queries.correction_of(one)}
        for one in queries.drafts_of(request.user).prefetch_related("corrections")
    ]
    return render(request, "calls/application_list.html", {"rows": rows, "open_calls": queries.open_calls(now)})


def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked is told before any question; then the initiative and who carries it."""
    call, person = get_object_or_404(queries.published_calls(), slug=slug), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    answer, form = rules.can_start(call, clock.now()), _start_form(request)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        require(answer)
        typed, at = form.cleaned_data, clock.now()

        def do() -> str:
            begun = drafts.start(
                call, name=typed["name"], bearers=typed["bearers"], initiative=typed["initiative"], by=person, at=at
            )
            return reverse("calls:application", args=[begun.ref])

        messages.success(request, _("Your application is started. It saves itself: you can leave and come back."))
        return redirect(once(typed["once"], by=person.ref, at=at, do=do))
    context = {
        "call": call,
        "answer": answer,
        "form": form,
        "minutes": estimate(as_engine_form(call.form)),
        "mine": queries.drafts_of(request.user).filter(call=call),
    }
    return render(request, "calls/application_start.html", context)


def _start_form(request: HttpRequest) -> StartForm:
    """The form as it was typed; with one row more, when that is what was asked."""
    initiatives = queries.initiatives_of(request.user)
    rows = sum(name.startswith("kind_") for name in request.POST) or 1
    if "more" in request.POST:
        typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        return StartForm(initial=typed, initiatives=initiatives, rows=rows + 1)
    return StartForm(request.POST or None, initiatives=initiatives, rows=rows)


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """Where am I, what is expected, by when."""
    one, now = own_application(request, ref), clock.now()
    content = queries.content_of(one)
    done, minutes = content.minutes()
    intake = one.intake or queries.intake_for(one.call, now)
    correction = queries.correction_of(one)
    writing = rules.can_write(request.user, one, now)
    until = correction.until if correction else intake.closes_at if intake else None
    context = {
        "application": one,
        "zone": one.call.season.programme.time_zone,
        "rows": content.rows(),
        "done": done,
        "minutes": minutes,
        "intake": intake,
        "missed": queries.missed_intakes(one, intake) if intake else (),
        "remaining": remaining(until, now) if until else "",
        "correction": correction,
        "correction_sections": _sections_of(correction),
        "writing": writing,
        "submitting": rules.can_submit(request.user, one, now),
        "withdrawing": rules.can_withdraw(request.user, one),
        "submissions": list(one.submissions.all()),
        "team": queries.team_of(one.initiative),
        "my_right": queries.membership_of(request.user, one.initiative),
        "rivals": queries.rivals_of(one).select_related("question__section") if writing else (),
        "last": one.answers.order_by("-saved_at").select_related("saved_by").first(),
        "manages": queries.right_of(request.user, one.initiative, TeamRight.SUBMIT),
    }
    return render(request, "calls/application.html", context)


def _sections_of(correction: Correction | None) -> list[tuple[Section, list[Question]]]:
    """The questions a correction names, by section."""
    found: dict[Section, list[Question]] = {}
    for question in correction.questions.select_related("section") if correction else ():
        found.setdefault(question.section, []).append(question)
    return list(found.items())
