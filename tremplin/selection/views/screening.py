"""Screening: which applications may be examined, one after the other or several at once, and corrections asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls import copies
from tremplin.calls.models import Application, Call
from tremplin.calls.queries import received
from tremplin.core import clock
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import screening as actions
from tremplin.selection.forms.screening import STATES, BulkAdmitForm, ScreeningFilterForm, VerdictForm
from tremplin.selection.queries import overview
from tremplin.selection.states import ScreeningState
from tremplin.selection.views.doors import application_screened, call_run
from tremplin.selection.views.screening_correction import correction

__all__ = ["correction", "screening", "screening_list"]

PER_PAGE = 50


def screening_list(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = call_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    visible = queries.applications_of(found, person)
    refs = visible.order_by().values_list("ref", flat=True) if request.method == "POST" else []
    bulk = BulkAdmitForm(request.POST or None, refs=list(refs))
    if request.method == "POST" and bulk.is_valid():
        chosen = visible.filter(ref__in=bulk.cleaned_data["applications"]).order_by("submitted_at", "ref")
        return redirect(
            once(
                bulk.cleaned_data["once"],
                by=person.ref,
                at=clock.now(),
                do=lambda: _admit_each(request, found, list(chosen), person),
            )
        )
    form = ScreeningFilterForm(request.GET)
    asked = form.filters
    matching = received.matching(visible, {name: asked.get(name, "") for name in ("words", "order")})
    if asked.get("state"):
        matching = matching.filter(STATES[asked["state"]])
    matching = received.with_bearers(matching.annotate(said=F("screening__state")))
    context = {
        "call": found,
        "view": "screening",
        "form": form,
        "bulk": bulk,
        "ticked": request.POST.getlist("applications"),
        "screened": overview.screened_of(found, person),
        "page": Paginator(matching, PER_PAGE).get_page(request.GET.get("page")),
        "zone": found.season.programme.time_zone,
    }
    return render(request, "selection/screening_list.html", context)


def _waiting(call: Call, person: Person) -> QuerySet[Application]:
    return queries.applications_of(call, person).filter(STATES["waiting"]).order_by("submitted_at", "ref")


def _following(application: Application, person: Person) -> Application | None:
    """The next to screen, in the order they came; after the last, those passed over."""
    waiting = _waiting(application.call, person).exclude(pk=application.pk)
    after = Q(submitted_at__gt=application.submitted_at) | Q(
        submitted_at=application.submitted_at, ref__gt=application.ref
    )
    return waiting.filter(after).first() or waiting.first()


def _admit_each(request: HttpRequest, call: Call, applications: list[Application], person: Person) -> str:
    """What somebody screened meanwhile is left as they left it, and said."""
    done = 0
    for application in applications:
        try:
            actions.admit(application, by=person, at=clock.now())
            done += 1
        except MoveRefused as refusal:
            messages.warning(
                request, _("%(name)s: %(reason)s") % {"name": application.initiative, "reason": refusal.reason}
            )
    words = ngettext("%(count)s application is admissible.", "%(count)s applications are admissible.", done)
    messages.success(request, words % {"count": done})
    return reverse("selection:screening-list", args=[call.ref]) + "?state=waiting"


def screening(request: HttpRequest, ref: str) -> HttpResponse:
    """What was submitted last, and the verdict."""
    found, person = application_screened(request, ref), me(request)
    answer = rules.can_screen(person, found)
    row = queries.screening_of(found)
    says = request.method == "POST" and request.POST.get("do") != "look_again"
    form = VerdictForm(request.POST if says else None)
    if request.method == "POST":
        done = _done(request, found, form, person)
        if done is not None:
            return done
        row = queries.screening_of(found)
    last = received.submissions_of(found)[0]
    parts = copies.sections_of(last.frozen, received.submitted_attachments_of(found))
    waiting = row is None or row.state == ScreeningState.WAITING
    context = {
        "application": found,
        "call": found.call,
        "view": "screening",
        "zone": found.call.season.programme.time_zone,
        "answer": answer,
        "screening": row,
        "said": row.state if row else ScreeningState.WAITING,
        "waiting": waiting,
        "form": form,
        "shows_form": answer and (waiting or form.is_bound),
        "looking": rules.can_look_again(person, found),
        "submission": last,
        "parts": parts,
        "following": _following(found, person),
        "left": _waiting(found.call, person).exclude(pk=found.pk).count(),
    }
    return render(request, "selection/screening.html", context)


def _done(request: HttpRequest, application: Application, form: VerdictForm, person: Person) -> HttpResponse | None:
    """Where to go once it is said; None: refused, or something is missing, and nothing typed is lost."""
    now = clock.now()
    try:
        if request.POST.get("do") == "look_again":
            actions.look_again(application, by=person, at=now)
            return redirect("selection:screening", application.ref)
        if isinstance(answer := rules.can_screen(person, application), No):
            raise MoveRefused(answer.reason)
        if not form.is_valid():
            return None
        if form.cleaned_data["verdict"] == "admit":
            actions.admit(application, by=person, at=now)
            messages.success(request, _("%(name)s is admissible.") % {"name": application.initiative})
        else:
            actions.refuse(application, reason=form.cleaned_data["reason"], by=person, at=now)
            messages.success(request, _("%(name)s is not admissible.") % {"name": application.initiative})
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return None
    following = _following(application, person) if "next" in request.POST else None
    return redirect("selection:screening", following.ref if following else application.ref)
