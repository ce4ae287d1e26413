"""The programme team's pages on its calls: the list, one call, its form as it is asked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import queries, rules
from tremplin.calls.actions import calls as actions
from tremplin.calls.actions import preparation
from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import limit_of
from tremplin.calls.forms.managed import CallForm, LegalTextForm, tracks_of
from tremplin.calls.formversions import as_engine_form, said
from tremplin.calls.models import Call, FormVersion
from tremplin.calls.states import IntakeState, LegalKind
from tremplin.calls.views.doorkeeper import me, must_be_ref
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.programme.queries import seasons_visible_to


def call_list(request: HttpRequest) -> HttpResponse:
    """The calls of the person's programmes. `?vue=nouveau` prepares another."""
    require(rules.can_manage_calls(request.user))
    if request.GET.get("vue") == "nouveau":
        return _prepare(request)
    now = clock.now()
    calls = (
        queries.calls_managed_by(request.user)
        .prefetch_related("intakes")
        .order_by("-season__starts_on", "title_fr", "pk")
    )
    received = queries.submitted_visible_to(request.user).order_by().values("call").annotate(count=Count("pk"))
    counts = {row["call"]: row["count"] for row in received}
    rows = [{"call": call, "closing": _next(call, now), "count": counts.get(call.pk, 0)} for call in calls]
    return render(
        request,
        "calls/managed_list.html",
        {"rows": rows, "now": now, "may_read": rules.can_read_applications(request.user)},
    )


def _next(call: Call, now: Any) -> dict[str, Any] | None:
    """The closing that matters: the first that still takes applications, else the last that was."""
    intakes = sorted(call.intakes.all(), key=lambda intake: intake.closes_at)
    intake = next((one for one in intakes if one.takes(now)), intakes[-1] if intakes else None)
    return {"intake": intake, "state": intake.state_at(now)} if intake else None


def call(request: HttpRequest, ref: str) -> HttpResponse:
    """One call. `?vue=` changes it, publishes it or gives it a new text."""
    found = get_object_or_404(queries.calls_managed_by(request.user), ref=must_be_ref(ref))
    view = request.GET.get("vue", "")
    views = {"": _show, "modifier": _change, "publier": _publish, "textes": _set_text}
    if view not in views:
        raise Http404
    return views[view](request, found)


def _show(request: HttpRequest, call: Call) -> HttpResponse:
    now = clock.now()
    context = {
        "call": call,
        "zone": call.season.programme.time_zone,
        "closing": _next(call, now),
        "intakes": queries.intakes_of(call, now),
        "tracks": call.tracks.all(),
        "texts": [_texts(call, kind, now) for kind in LegalKind],
        "received": queries.submitted_visible_to(request.user).filter(call=call).count(),
        "may_read": rules.can_read_applications(request.user),
        "now": now,
    }
    return render(request, "calls/managed_call.html", context)


def _texts(call: Call, kind: LegalKind, now: Any) -> dict[str, Any]:
    """Every version of a text, the last first, and which one is in force."""
    return {
        "kind": kind,
        "versions": list(call.legal_texts.filter(kind=kind).order_by("-valid_from")),
        "current": queries.legal_text(call, kind, now),
    }


def _seasons(request: HttpRequest) -> Any:
    return seasons_visible_to(request.user)


def _prepare(request: HttpRequest) -> HttpResponse:
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = CallForm(request.POST or None, seasons=_seasons(request))
    if request.method == "POST" and form.is_valid():
        version: FormVersion = form.cleaned_data["form_version"]

        def do() -> str:
            made = actions.prepare_call(
                form.cleaned_data["season"],
                form=version,
                slug=form.cleaned_data["slug"],
                words=form.words,
                tracks=tracks_of(as_engine_form(version)),
                intakes=[(opens_at, closes_at) for _ref, opens_at, closes_at in form.intakes],
                by=person,
                at=clock.now(),
            )
            return reverse("calls:managed", args=[made.ref])

        messages.success(request, _("The call is prepared. Nobody sees it until it is published."))
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    context = {"form": form, "ready": FormVersion.objects.exists() and _seasons(request).exists()}
    return render(request, "calls/managed_form.html", context)


def _change(request: HttpRequest, call: Call) -> HttpResponse:
    person = me(request)
    words = {name: getattr(call, name) for name in CallForm.base_fields if hasattr(call, name) and name != "season"}
    initial = words | {"form_version": call.form}
    form = CallForm(
        request.POST or None, seasons=_seasons(request), call=call, form=as_engine_form(call.form), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        version: FormVersion = form.cleaned_data["form_version"]
        named = {key: (key, name_fr, name_en) for key, name_fr, name_en in form.track_names}
        tracks = [named.get(track[0], track) for track in tracks_of(as_engine_form(version))]
        try:
            preparation.change_call(
                call,
                form=version,
                slug=form.cleaned_data["slug"],
                words=form.words,
                tracks=tracks,
                intakes=form.intakes,
                by=person,
                at=clock.now(),
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The call is up to date."))
            return redirect("calls:managed", call.ref)
    return render(request, "calls/managed_form.html", {"form": form, "call": call, "ready": True})


def _publish(request: HttpRequest, call: Call) -> HttpResponse:
    """A page that says what will happen; the button does it."""
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


def _set_text(request: HttpRequest, call: Call) -> HttpResponse:
    person = me(request)
    address = reverse("calls:managed", args=[call.ref])
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    now = clock.now()
    kind = request.GET.get("nature", LegalKind.CHARTER)
    current = queries.legal_text(call, kind, now)
    initial = {
        "kind": kind,
        "words_fr": current.words_fr if current else "",
        "words_en": current.words_en if current else "",
    }
    form = LegalTextForm(request.POST or None, call=call, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        token = fields.pop("once")

        def do() -> str:
            valid_from = fields.pop("valid_from") or now
            actions.set_legal_text(call, **fields, valid_from=valid_from, by=person, at=now)
            return address

        messages.success(request, _("The text is written. The ones before stay readable, with their dates."))
        return redirect(once(token, by=person.ref, at=now, do=do))
    return render(request, "calls/managed_text.html", {"form": form, "call": call})


@dataclass(frozen=True)
class Asked:
    """A question as the read-only screen of a form tells it."""

    question: schema.Question
    label: str
    help: str
    hints: tuple[str, ...]
    purpose: str
    kind: str
    options: list[tuple[str, str]]
    items: tuple[str, ...]
    condition: tuple[str, str] | None
    limit: int | None
    below: "list[Asked]"


def form(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of a call as it is asked, every kind, condition and limit said in words."""
    found = get_object_or_404(queries.calls_managed_by(request.user), ref=must_be_ref(ref))
    read = as_engine_form(found.form)
    tracks = {track.key: track.name for track in found.tracks.all()}
    parts = [
        {
            "key": section.key,
            "title": said(section, "title"),
            "questions": [_asked(question, read, tracks) for question in section.questions],
        }
        for section in read.sections
    ]
    context = {
        "call": found,
        "zone": found.season.programme.time_zone,
        "version": found.form,
        "parts": parts,
        "count": len(read.by_key),
    }
    return render(request, "calls/managed_questions.html", context)


def _asked(question: schema.Question, read: schema.Form, tracks: dict[str, str]) -> Asked:
    routes = [tracks.get(route, route) for route in question.routes] or [""] * len(question.options)
    return Asked(
        question=question,
        label=said(question, "label"),
        help=said(question, "help"),
        hints=said(question, "hints"),
        purpose=said(question, "purpose"),
        kind=KINDS[question.kind](),
        options=[(said(option, "label"), route) for option, route in zip(question.options, routes, strict=True)],
        items=said(question, "items"),
        condition=_condition(question, read),
        limit=limit_of(question) if question.kind in (schema.Kind.TEXT, schema.Kind.TEXTAREA) else None,
        below=[_asked(field, read, tracks) for field in question.fields],
    )


def _condition(question: schema.Question, read: schema.Form) -> tuple[str, str] | None:
    """The question it depends on and the answer that shows it, both in words."""
    if question.condition is None:
        return None
    source = read.by_key[question.condition.question]
    values = {schema.YES: _("Yes"), schema.NO: _("No")} | {
        option.value: said(option, "label") for option in source.options
    }
    return said(source, "label"), values.get(question.condition.value, question.condition.value)


KINDS = {
    schema.Kind.EMAIL: lambda: _("e-mail address"),
    schema.Kind.TEXT: lambda: _("one line of text"),
    schema.Kind.TEXTAREA: lambda: _("long text"),
    schema.Kind.URL: lambda: _("web address"),
    schema.Kind.PHONE: lambda: _("phone number"),
    schema.Kind.AMOUNT: lambda: _("amount in euros"),
    schema.Kind.INTEGER: lambda: _("whole number"),
    schema.Kind.DATE: lambda: _("date"),
    schema.Kind.BOOL: lambda: _("yes or no"),
    schema.Kind.SINGLE: lambda: _("one choice"),
    schema.Kind.MULTI: lambda: _("several choices"),
    schema.Kind.FILES: lambda: _("files"),
    schema.Kind.REPEATABLE: lambda: _("group of questions, repeated"),
}
