"""What counts to the ceiling of a structure: noted, valued from a session, followed."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions.advantages import note_advantage
from tremplin.support.engine.hours import value_of
from tremplin.support.forms.money import AdvantageForm, SessionValueForm
from tremplin.support.queries.money import (
    accompaniment_of_advantage,
    advantages_visible_to,
    bearers_of,
    sessions_not_counted,
)
from tremplin.support.queries.undertakings import room_of
from tremplin.support.rules.money import can_run_money
from tremplin.support.sentences.money import euros, rule_in_words
from tremplin.support.states import AdvantageSource, Nature
from tremplin.support.views.money import money_seen
from tremplin.support.views.money_gestures import ADVANTAGE, gesture_page, gestures_open
from tremplin.support.views.sending import already_sent, send_form


def note(request: HttpRequest, ref: str) -> HttpResponse:
    found = money_seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_run_money(request.user, found))
    today = clock.today(found.season.programme.time_zone)
    bearers = bearers_of(found, today)
    form = AdvantageForm(request.POST or None, bearers=bearers, initial={"granted_on": today})

    def do() -> str:
        said = {key: value for key, value in form.cleaned_data.items() if key not in ("once", "bearer")}
        bearer = next(one for one in bearers if one.ref == form.cleaned_data["bearer"])
        note_advantage(found, bearer, **said, by=me(request), at=clock.now())
        return reverse("support:money", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = {
        "accompaniment": found,
        "view": "money",
        "form": form,
        "rooms": [(room, rule_in_words(room.standing)) for room in (room_of(one, today) for one in bearers)],
    }
    return render(request, "support/advantage_note.html", context)


def value_session(request: HttpRequest, ref: str, booking_ref: str) -> HttpResponse:
    """A session of a paid coach, valued by the hours that were held: proposed, never counted by itself."""
    found = money_seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_run_money(request.user, found))
    booking = get_object_or_404(sessions_not_counted(found), ref=must_be_ref(booking_ref))
    zone = found.season.programme.time_zone
    day = clock.today(zone)
    bearers = bearers_of(found, day)
    form = SessionValueForm(request.POST or None, bearers=bearers)
    hours = booking.hours or Decimal(0)

    def do() -> str:
        hourly = form.cleaned_data["hourly"]
        note_advantage(
            found,
            next(one for one in bearers if one.ref == form.cleaned_data["bearer"]),
            nature=Nature.KIND,
            source=AdvantageSource.PROGRAMME,
            object=booking.subject,
            amount=value_of(hours, hourly),
            valued=_("%(hours)s hours at %(price)s an hour") % {"hours": hours.normalize(), "price": euros(hourly)},
            granted_on=booking.slot.starts_at.astimezone(ZoneInfo(zone)).date(),
            not_economic=form.cleaned_data["not_economic"],
            booking=booking,
            by=me(request),
            at=clock.now(),
        )
        return reverse("support:money", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": found, "view": "money", "form": form, "booking": booking}
    return render(request, "support/session_value.html", context)


def advantage(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(advantages_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    accompaniment = accompaniment_of_advantage(found, request.user)
    if accompaniment is None:
        raise Http404
    here = reverse("support:advantage", args=[found.ref])
    context: dict[str, Any] = {"accompaniment": accompaniment, "view": "money", "advantage": found}
    if "geste" in request.GET:
        return gesture_page(request, found, ADVANTAGE, here=here, context=context)
    context["gestures"] = gestures_open(request.user, found, ADVANTAGE)
    return render(request, "support/advantage.html", context)
