"""The programme team's calls: the list, one call, its publication, its texts that bind."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import queries, rules
from tremplin.calls.actions import calls as actions
from tremplin.calls.forms.managed import LegalTextForm
from tremplin.calls.models import Call
from tremplin.calls.states import IntakeState, LegalKind
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref


def call_managed(request: HttpRequest, ref: str) -> Call:
    """A call of the person's programmes; for anybody else, it does not exist."""
    return get_object_or_404(queries.calls_managed_by(request.user), ref=must_be_ref(ref))


def call_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_calls(request.user))
    now = clock.now()
    calls = (
        queries.calls_managed_by(request.user)
        .prefetch_related("intakes")
        .order_by("-season__starts_on", "title_fr", "pk")
    )
    received = queries.submitted_visible_to(request.user).order_by().values("call").annotate(count=Count("pk"))
    counts = {row["call"]: row["count"] for row in received}
    rows = [{"call": call, "closing": _next(call, now), "count": counts.get(call.pk, 0)} for call in calls]
    context = {"rows": rows, "now": now, "may_read": rules.can_read_applications(request.user)}
    return render(request, "calls/managed_list.html", context)


def _next(call: Call, now: datetime) -> dict[str, Any] | None:
    """The closing that matters: the first that still takes applications, else the last that was."""
    intakes = sorted(call.intakes.all(), key=lambda intake: intake.closes_at)
    intake = next((one for one in intakes if one.takes(now)), intakes[-1] if intakes else None)
    return {"intake": intake, "state": intake.state_at(now)} if intake else None


def call(request: HttpRequest, ref: str) -> HttpResponse:
    found, now = call_managed(request, ref), clock.now()
    context = {
        "call": found,
        "zone": found.season.programme.time_zone,
        "closing": _next(found, now),
        "intakes": queries.intakes_of(found, now),
        "tracks": found.tracks.all(),
        "texts": [_texts(found, kind, now) for kind in LegalKind],
        "received": queries.submitted_visible_to(request.user).filter(call=found).count(),
        "may_read": rules.can_read_applications(request.user),
        "now": now,
    }
    return render(request, "calls/managed_call.html", context)


def _texts(call: Call, kind: LegalKind, now: datetime) -> dict[str, Any]:
    """Every version of a text, the last first, which one is in force, and where the next is written."""
    return {
        "kind": kind,
        "versions": list(call.legal_texts.filter(kind=kind).order_by("-valid_from")),
        "current": queries.legal_text(call, kind, now),
        "address": reverse(f"calls:managed-{kind}", args=[call.ref]),
    }


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will happen; the button does it."""
    call = call_managed(request, ref)
    if request.method == "POST" and call.published_at is None:
        actions.publish_call(call, by=me(request), at=clock.now())
        messages.success(request, _("The call is published."))
        return redirect("calls:managed", call.ref)
    now = clock.now()
    to_come = [intake for intake, state in queries.intakes_of(call, now) if state != IntakeState.CLOSED]
    context = {
        "call": call,
        "zone": call.season.programme.time_zone,
        "to_come": to_come,
        "opens": min((intake.opens_at for intake in to_come), default=None),
        "address": request.build_absolute_uri(reverse("calls:call", args=[call.slug])),
        "charter": queries.legal_text(call, LegalKind.CHARTER, now),
        "receipt": queries.legal_text(call, LegalKind.RECEIPT, now),
        "english": all(getattr(call, name) for name in ("title_en", "summary_en")),
        "items": [line.strip() for line in call.prepare.splitlines() if line.strip()],
        "now": now,
    }
    return render(request, "calls/managed_publish.html", context)


def set_text(request: HttpRequest, ref: str, kind: LegalKind) -> HttpResponse:
    """The next version of a text that binds; `kind` is in the address."""
    found, person, now = call_managed(request, ref), me(request), clock.now()
    address = reverse("calls:managed", args=[found.ref])
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    current = queries.legal_text(found, kind, now)
    initial = {"words_fr": current.words_fr, "words_en": current.words_en} if current else {}
    form = LegalTextForm(request.POST or None, call=found, kind=kind, initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.set_legal_text(
                found, kind=kind, **form.words, valid_from=form.cleaned_data["valid_from"] or now, by=person, at=now
            )
            return address

        messages.success(request, _("The text is written. The ones before stay readable, with their dates."))
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=now, do=do))
    return render(request, "calls/managed_text.html", {"form": form, "call": found, "kind": kind})
