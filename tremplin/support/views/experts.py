"""Experts: for the programme team who they are, what they were asked and what is left; for each, their own words."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.forms import Form
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.actions import departures
from tremplin.support.actions import expertise as actions
from tremplin.support.forms.experts import (
    EndExpertiseForm,
    ExpertFilterForm,
    ExpertiseForm,
    NewExpertForm,
    OrderForm,
    OwnExpertiseForm,
    WhyForm,
)
from tremplin.support.models import Booking, Expertise, Order
from tremplin.support.queries import experts as queries
from tremplin.support.queries.openings import accompaniments_of_programmes
from tremplin.support.queries.session_requests import WAITING, requests_to, requests_to_reassign, unassigned_for
from tremplin.support.queries.sessions import slots_of
from tremplin.support.rules import expertise as rules
from tremplin.support.states import BookingState, ExpertKind
from tremplin.support.views.sending import already_sent, send_form


def expert_list(request: HttpRequest) -> HttpResponse:
    """Who helps with what, by name; then what waits for an expert."""
    require(rules.can_run_expertises(request.user))
    form = ExpertFilterForm(request.GET or None)
    form.is_valid()
    chosen = form.cleaned_data if form.is_bound else {}
    rows = queries.expertises_run_by(request.user)
    known = rows.count()
    if not chosen.get("partis"):
        rows = rows.exclude(until_day__lt=clock.today())
    if theme := chosen.get("theme"):
        rows = rows.filter(topics=theme)
    if chosen.get("qui"):
        rows = rows.filter(kind=chosen["qui"])
    if place := chosen.get("territoire"):
        rows = queries.helping_in(rows, place)
    lines = queries.expert_lines(rows.prefetch_related("topics", "territories"))
    if chosen.get("disponibles"):
        lines = [line for line in lines if line.is_available]
    context = {
        "form": form,
        "lines": lines,
        "known": known,
        "filtered": any(chosen.values()),
        "waiting": unassigned_for(request.user),
        "today": clock.today(),
    }
    return render(request, "support/expert_list.html", context)


def expert_add(request: HttpRequest) -> HttpResponse:
    if first := already_sent(request):
        return first
    require(rules.can_run_expertises(request.user))
    person = me(request)
    form = NewExpertForm(request.POST or None, programmes=programmes_where(person, [Role.AGENT]))

    def do() -> str:
        said = form.said
        made = actions.add_expertise(said.pop("programme"), **said, by=person, at=clock.now())
        messages.success(request, _("%(name)s is among the experts.") % {"name": made.person})
        return reverse("support:expert", args=[made.ref])

    return send_form(request, form, do) or render(
        request, "support/expert_form.html", {"form": form, "expertise": None}
    )


def _seen(request: HttpRequest, ref: str) -> Expertise:
    return get_object_or_404(queries.expertises_run_by(request.user), ref=must_be_ref(ref))


def expert(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    orders = queries.order_standings(found.orders.all())
    context = {
        **about(found),
        "orders": orders,
        "to_reassign": requests_to_reassign(found, request.user),
        "asked": _asked(request, found),
        "sessions": _to_come(request, found),
        "is_coach": found.kind == ExpertKind.COACH,
    }
    return render(request, "support/expert.html", context)


def about(found: Expertise) -> dict[str, Any]:
    today = clock.today(found.programme.time_zone)
    return {
        "expertise": found,
        "line": queries.expert_lines([found])[0],
        "zone": found.programme.time_zone,
        "today": today,
        "has_left": found.until_day is not None and found.until_day < today,
    }


def _asked(request: HttpRequest, found: Expertise) -> Any:
    asked = found.session_requests.filter(state__in=WAITING, accompaniment__in=_supports(request))
    return asked.select_related("accompaniment__initiative")


def _supports(request: HttpRequest) -> Any:
    """Those of the programme that are not in conflict: the others are named nowhere."""
    return accompaniments_of_programmes(request.user).order_by().values("pk")


def _to_come(request: HttpRequest, found: Expertise) -> Any:
    sessions = Booking.objects.filter(
        accompaniment__in=_supports(request),
        slot__expert=found.person_id,
        slot__programme=found.programme_id,
        slot__starts_at__gt=clock.now(),
        state=BookingState.BOOKED,
    )
    return sessions.select_related("slot", "accompaniment__initiative")


def expert_change(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    return _change(request, found, ExpertiseForm, reverse("support:expert", args=[found.ref]), own=False)


def _change(
    request: HttpRequest, found: Expertise, form_class: type[OwnExpertiseForm], after: str, *, own: bool
) -> HttpResponse:
    if first := already_sent(request):
        return first
    form = form_class(request.POST or None, expertise=found)

    def do() -> str:
        actions.change_expertise(found, **form.said, by=me(request), at=clock.now())
        messages.success(request, _("The change is kept."))
        return after

    context = {"form": form, "expertise": found, "own": own}
    return send_form(request, form, do) or render(request, "support/expert_form.html", context)


def expert_end(request: HttpRequest, ref: str) -> HttpResponse:
    """What will be given back and cancelled, then why; nothing is done before the button."""
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    form = EndExpertiseForm(request.POST or None, initial={"last_day": clock.today(found.programme.time_zone)})

    def do() -> str:
        said = form.cleaned_data
        left = departures.end_expertise(
            found, last_day=said["last_day"], why=said["why"], by=me(request), at=clock.now()
        )
        count = len(left.requests)
        messages.success(
            request,
            ngettext(
                "It is written. %(count)s request waits for somebody else.",
                "It is written. %(count)s requests wait for somebody else.",
                count,
            )
            % {"count": count},
        )
        return reverse("support:expert", args=[found.ref])

    context = {
        **about(found),
        "form": form,
        "asked": _asked(request, found),
        "sessions": _to_come(request, found),
        "workshops": found.person.workshops.filter(state="planned", season__programme=found.programme_id),
    }
    return send_form(request, form, do) or render(request, "support/expert_end.html", context)


def order_place(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    form = OrderForm(request.POST or None, initial={"from_day": clock.today()})

    def do() -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.place_order(found, **said, by=me(request), at=clock.now())
        return reverse("support:expert", args=[found.ref])

    return send_form(request, form, do) or _order_page(request, form, found, None)


def order_close(request: HttpRequest, ref: str) -> HttpResponse:
    seen = queries.expertises_run_by(request.user).order_by().values("pk")
    order = get_object_or_404(
        Order.objects.filter(expertise__in=seen).select_related("expertise__person", "expertise__programme"),
        ref=must_be_ref(ref),
    )
    if first := already_sent(request):
        return first
    form = WhyForm(request.POST or None)

    def do() -> str:
        actions.close_order(order, why=form.cleaned_data["why"], by=me(request), at=clock.now())
        return reverse("support:expert", args=[order.expertise.ref])

    return send_form(request, form, do) or _order_page(request, form, order.expertise, order)


def _order_page(request: HttpRequest, form: Form, found: Expertise, order: Order | None) -> HttpResponse:
    return render(request, "support/expert_order.html", {"form": form, "expertise": found, "order": order})


def my_expertise(request: HttpRequest) -> HttpResponse:
    """What one is asked first, then what one said, programme by programme."""
    require(rules.can_open_own(request.user))
    person, today = me(request), clock.today()
    rows = list(queries.expertises_of(person).prefetch_related("topics", "territories"))
    context = {
        "asked": requests_to(person).filter(state__in=WAITING).order_by("-proposed_at"),
        "lines": [(line, _left(line.expertise, today)) for line in queries.expert_lines(rows)],
        "slots": slots_of(person).filter(starts_at__gt=clock.now()).count(),
    }
    return render(request, "support/my_expertise.html", context)


def _left(found: Expertise, today: date) -> bool:
    return found.until_day is not None and found.until_day < today


def my_expertise_change(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.expertises_of(request.user), ref=must_be_ref(ref))
    return _change(request, found, OwnExpertiseForm, reverse("support:my-expertise"), own=True)
